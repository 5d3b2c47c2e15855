import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getNow, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { OrderWatch } from "@/components/live/order-watch";
import { TimelineCard } from "@/components/orders/timeline-card";
import { BuyerMailSent } from "@/components/returns/buyer-mail-table";
import { DecisionChecks } from "@/components/returns/decision-checks";
import { ReturnActions } from "@/components/returns/return-actions";
import { ReturnLinesCard } from "@/components/returns/return-lines-card";
import { ReturnBadge } from "@/components/returns/status-badge";
import { TracksCard } from "@/components/returns/tracks-card";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { localInput } from "@/lib/format/local-input";
import { Messages } from "@/lib/i18n/messages-provider";
import { mailsOfReturn } from "@/lib/returns/queries/buyer-mail";
import { getReturn } from "@/lib/returns/queries/get-return";
import { nextReturnAction } from "@/lib/returns/rules/allowed-actions";

export async function generateMetadata({ params }: PageProps<"/returns/[rma]">): Promise<Metadata> {
  return { title: decodeURIComponent((await params).rma) };
}

export default async function ReturnPage({ params }: PageProps<"/returns/[rma]">) {
  const { actor, shop } = await requirePermission("returns.read");
  const rma = decodeURIComponent((await params).rma);
  const [found, mails] = await Promise.all([getReturn(actor, rma), mailsOfReturn(actor, rma)]);
  if (!found) notFound();
  const { view, events } = found;
  const [t, now] = await Promise.all([getTranslations("returns"), getNow()]);
  const overdue = view.dueAt !== null && new Date(view.dueAt) < now;
  const next = nextReturnAction(view, view.allowed);
  return (
    <>
      <PageHeader
        mono
        title={view.rma}
        back={{ href: "/returns", label: t("title") }}
        badge={
          <>
            <ReturnBadge status={view.status} />
            {overdue ? <Badge tone="red">{t("overdue")}</Badge> : null}
            {view.decision.overriddenBy ? <Badge tone="amber">{t("againstPolicy")}</Badge> : null}
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-x-1.5">
          {t.rich("ofOrder", {
            order: () => (
              <TextLink key="order" href={`/orders/${encodeURIComponent(view.order)}`} className="font-mono">
                {view.order}
              </TextLink>
            ),
            when: () => <Time key="when" at={view.requestedAt} />,
            source: t(`source.${view.source}`),
          })}
          {view.dueAt ? (
            <span className={overdue ? "font-semibold text-danger" : undefined}>
              ·{" "}
              {t.rich(view.status === "received" ? "inspectBy" : "arriveBy", {
                when: () => <Time key="due" at={view.dueAt as string} />,
              })}
            </span>
          ) : null}
        </span>
      </PageHeader>
      <Messages namespaces={["returns", "payments", "orders"]}>
        <OrderWatch number={view.order} version={view.orderVersion}>
          <ReturnActions
            key={view.version}
            view={view}
            next={next}
            dueLocal={view.dueAt ? localInput(new Date(view.dueAt), shop.timeZone) : ""}
          />
          <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(280px,1fr)]">
            <div className="grid min-w-0 gap-4">
              <TracksCard view={view} />
              <ReturnLinesCard view={view} />
              <TimelineCard events={events} zone={shop.timeZone} channels={{}} undoable={new Map()} />
            </div>
            <div className="grid min-w-0 gap-4">
              <Card aria-labelledby="facts">
                <CardHeader id="facts" title={t("facts.title")} />
                <CardBody>
                  <Facts className="text-sm">
                    <Fact label={t("column.customer")}>{view.customer || "–"}</Fact>
                    <Fact label={t("facts.by")}>{view.requestedBy}</Fact>
                    <Fact label={t("facts.parcel")}>
                      {view.trackingNumber ? (
                        <>
                          {view.carrier} <MonoId value={view.trackingNumber} copy />
                        </>
                      ) : (
                        view.carrier || "–"
                      )}
                    </Fact>
                    {view.location ? <Fact label={t("facts.location")}>{view.location}</Fact> : null}
                    {view.note ? <Fact label={t("note")}>{view.note}</Fact> : null}
                    {view.decisionNote ? <Fact label={t("facts.decisionNote")}>{view.decisionNote}</Fact> : null}
                  </Facts>
                </CardBody>
              </Card>
              <BuyerMailSent mails={mails} />
              <Card aria-labelledby="policy">
                <CardHeader
                  id="policy"
                  title={t("policy.title")}
                  hint={t("policy.version", { version: view.decision.policyVersion })}
                />
                <CardBody>
                  <p className="mb-1 font-semibold text-sm">
                    {view.decision.overriddenBy
                      ? t("decision.overridden", { name: view.decision.overriddenBy })
                      : t(`decision.${view.decision.outcome}`)}
                  </p>
                  <DecisionChecks decision={view.decision} />
                  <p className="mt-2 text-sm text-text-2">{t(`pays.${view.decision.shippingPaidBy}`)}</p>
                </CardBody>
              </Card>
            </div>
          </div>
        </OrderWatch>
      </Messages>
    </>
  );
}

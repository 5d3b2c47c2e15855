import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { ConfirmButton } from "@/components/form/confirm-button";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { ListSelection, SelectionBar } from "@/components/list/selection";
import { StageTabs } from "@/components/list/stage-tabs";
import { PageWatch } from "@/components/live/page-watch";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { DeliveryBar } from "@/components/webhooks/delivery-bar";
import { DeliveryPeek } from "@/components/webhooks/delivery-peek";
import { DeliveryBadge, ProblemText } from "@/components/webhooks/delivery-words";
import { EndpointBadge } from "@/components/webhooks/endpoint-badge";
import { RotateButton } from "@/components/webhooks/rotate-button";
import { requirePermission } from "@/lib/auth/session";
import { formatCapped } from "@/lib/format/number";
import { Messages } from "@/lib/i18n/messages-provider";
import { hasFilters, type ListState, listHref, readList } from "@/lib/list/params";
import { deliveryList } from "@/lib/webhooks/list-spec";
import { type DeliveryRow, getDelivery, listDeliveries } from "@/lib/webhooks/queries/deliveries";
import type { EndpointRow } from "@/lib/webhooks/queries/endpoints";
import { archiveEndpointAction, resendDeliveriesAction, sendTestAction, switchEndpointAction } from "../actions";
import { findEndpoint } from "../find-endpoint";

type Props = PageProps<"/settings/webhooks/[number]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { number }] = await Promise.all([getTranslations("webhooks"), params]);
  return { title: `${t("title")} ${number}` };
}

const deadCap = 1000;
/** What comes due so soon is waited for on the page. */
const soonMs = 15_000;

/** One endpoint: whether it is reached, and everything that was sent to it. */
export default async function WebhookPage({ params, searchParams }: Props) {
  const { actor } = await requirePermission("webhooks.manage");
  const endpoint = await findEndpoint(actor, (await params).number);
  const { number } = endpoint;
  const spec = deliveryList(number);
  const state = readList(spec, await searchParams);
  const [t, locale, now, page, peeked] = await Promise.all([
    getTranslations("webhooks"),
    getLocale(),
    getNow(),
    listDeliveries(actor, endpoint.id, state),
    /^\d{1,15}$/.test(state.peek) ? getDelivery(actor, endpoint.id, Number(state.peek)) : null,
  ]);
  const peekHref = (row: DeliveryRow) => listHref(spec, state, { peek: row.id });
  const soon = now.getTime() + soonMs;
  const underWay = page.rows.filter(
    (row) => row.state === "sending" || (row.state === "waiting" && new Date(row.nextAt).getTime() < soon),
  );
  return (
    <Messages namespaces={["webhooks"]}>
      <EndpointHeader endpoint={endpoint} />
      <EndpointState endpoint={endpoint} />
      <StageTabs
        label={t("delivery.label")}
        tabs={spec.tabs.map((tab) => ({
          key: tab,
          label: t(`delivery.tab.${tab}`),
          href: listHref(spec, state, { tab }),
          active: state.tab === tab,
          ...(tab === "dead" && endpoint.dead > 0
            ? { count: formatCapped(endpoint.dead, deadCap, locale), tone: "danger" as const }
            : {}),
        }))}
      />
      <PageWatch left={endpoint.enabled ? underWay.length : 0} />
      <ListSelection>
        <SelectionBar
          idle={<FilterBar spec={spec} state={state} search={{ label: t("delivery.orderFilter") }} filters={[]} />}
        >
          <DeliveryBar endpoint={number} />
        </SelectionBar>
        <DataTable
          label={t("delivery.label")}
          rows={page.rows}
          columns={await columns(now)}
          rowKey={({ id }) => id}
          rowHref={peekHref}
          rowLabel={({ topic, orderNumber }) => `${topic} ${orderNumber ?? ""}`.trim()}
          peeks
          rowTone={(row) => (row.state === "dead" ? "danger" : undefined)}
          selectable={endpoint.enabled}
          spec={spec}
          state={state}
          empty={<Nothing state={state} number={number} />}
        />
      </ListSelection>
      <Pager
        spec={spec}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints peek select={endpoint.enabled} />}
      />
      {peeked ? (
        <DeliveryPeek delivery={peeked} endpoint={endpoint} closeHref={listHref(spec, state, { peek: "" })} />
      ) : null}
    </Messages>
  );
}

async function EndpointHeader({ endpoint }: { endpoint: EndpointRow }) {
  const [t, locale] = await Promise.all([getTranslations("webhooks"), getLocale()]);
  const { number, name, url, enabled, dead } = endpoint;
  const fields = { endpoint: `${number}` };
  return (
    <PageHeader
      title={name}
      back={{ href: "/settings/webhooks", label: t("back") }}
      badge={<EndpointBadge endpoint={endpoint} />}
      actions={
        <>
          {enabled && dead > 0 ? (
            <ActionButton
              action={resendDeliveriesAction}
              fields={{ ...fields, deliveries: "dead" }}
              done={t("page.resent")}
              variant="primary"
            >
              {t("page.resendDead", { count: dead, shown: formatCapped(dead, deadCap, locale) })}
            </ActionButton>
          ) : null}
          {enabled ? (
            <ActionButton action={sendTestAction} fields={fields} done={t("page.tested")}>
              {t("page.test")}
            </ActionButton>
          ) : null}
          <ButtonLink href={`/settings/webhooks/${number}/edit`}>{t("page.edit")}</ButtonLink>
          <ActionButton
            action={switchEndpointAction}
            fields={{ ...fields, enabled: enabled ? "off" : "on" }}
            done={t(enabled ? "page.switchedOff" : "page.switchedOn")}
            variant={enabled ? "secondary" : "primary"}
          >
            {t(enabled ? "page.switchOff" : "page.switchOn")}
          </ActionButton>
          <RotateButton endpoint={number} name={name} />
          <ConfirmButton
            action={archiveEndpointAction}
            fields={fields}
            title={t("page.archiveTitle", { name })}
            description={t("page.archiveText")}
            confirmLabel={t("page.archiveConfirm")}
            done={t("page.archived")}
            tone="danger"
            variant="quiet"
          >
            {t("page.archive")}
          </ConfirmButton>
        </>
      }
    >
      <span className="break-all font-mono text-xs">{url}</span>
    </PageHeader>
  );
}

/** What is to be known of an endpoint that does not simply work. */
async function EndpointState({ endpoint }: { endpoint: EndpointRow }) {
  const t = await getTranslations("webhooks");
  const { enabled, disabledReason, failingSince, previousUntil, secretLost } = endpoint;
  const time = (at: string) => ({ when: () => <Time key="when" at={at} /> });
  const said = [
    ...(secretLost ? [{ key: "lost", tone: "danger" as const, text: t("secret.lost") }] : []),
    ...(disabledReason ? [{ key: "why", tone: "danger" as const, text: t(`page.${disabledReason}`) }] : []),
    ...(!enabled && !disabledReason ? [{ key: "off", tone: "info" as const, text: t("page.offText") }] : []),
    ...(enabled && failingSince
      ? [{ key: "failing", tone: "attention" as const, text: t.rich("page.failingSince", time(failingSince)) }]
      : []),
    ...(previousUntil
      ? [{ key: "secret", tone: "info" as const, text: t.rich("secret.both", time(previousUntil)) }]
      : []),
  ];
  return said.map(({ key, tone, text }) => (
    <Alert key={key} tone={tone} className="mb-3">
      {text}
    </Alert>
  ));
}

async function Nothing({ state, number }: { state: ListState; number: number }) {
  const t = await getTranslations("webhooks.delivery");
  if (!hasFilters(state) && state.tab === "all")
    return <EmptyState kind="nothing" title={t("empty")} text={t("emptyText")} />;
  return (
    <EmptyState
      kind="no-match"
      title={t("noMatch")}
      action={<ButtonLink href={`/settings/webhooks/${number}`}>{t("showAll")}</ButtonLink>}
    />
  );
}

async function columns(now: Date): Promise<Column<DeliveryRow>[]> {
  const t = await getTranslations("webhooks.delivery");
  return [
    {
      key: "topic",
      header: t("topic"),
      phone: "title",
      cell: ({ topic, rule }) => (
        <>
          <span className="font-mono text-xs">{topic}</span>
          {rule ? <span className="ms-2 text-text-3">{t("ofRule", { rule })}</span> : null}
        </>
      ),
    },
    {
      key: "order",
      header: t("order"),
      cell: ({ orderNumber }) =>
        orderNumber ? (
          <TextLink href={`/orders/${encodeURIComponent(orderNumber)}`}>{orderNumber}</TextLink>
        ) : (
          <span className="text-text-3">{t("test")}</span>
        ),
    },
    { key: "state", header: t("stateLabel"), phone: "aside", cell: (row) => <DeliveryBadge row={row} /> },
    {
      key: "answer",
      header: t("answer"),
      grow: true,
      muted: true,
      cell: ({ problem, status, state, nextAt }) => (
        <>
          {problem === null ? "–" : <ProblemText problem={problem} status={status} />}
          {state === "waiting" && problem && new Date(nextAt) > now ? (
            <span className="ms-2 text-text-3">
              {t.rich("next", { when: () => <Time key="when" at={nextAt} form="relative" /> })}
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: "attempts",
      header: t("attempts"),
      align: "end",
      phone: "hide",
      hideBelow: "lg",
      cell: ({ attempts }) => attempts,
    },
    {
      key: "made",
      header: t("made"),
      muted: true,
      align: "end",
      cell: ({ createdAt }) => <Time at={createdAt} capital />,
    },
  ];
}

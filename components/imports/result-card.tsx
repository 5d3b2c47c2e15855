import { CircleCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Fragment, type ReactNode } from "react";
import { runAction, undoAction } from "@/app/(back-office)/imports/actions";
import { ActionButton } from "@/components/form/action-button";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Quantity } from "@/components/ui/quantity";
import type { ImportDetail } from "@/lib/imports/queries";
import { addUp, moneyOf } from "@/lib/imports/rules/counts";
import { toDate } from "@/lib/rows";
import { LiveProgress } from "./live-progress";

type ResultCardProps = { found: ImportDetail; mayRun: boolean; mayUndo: boolean };

/** The fourth step: what became of every row, in figures that add up. */
export async function ResultCard({ found, mayRun, mayUndo }: ResultCardProps) {
  const t = await getTranslations("imports.result");
  const { counts, number } = found;
  const of = (name: string) => counts[name] ?? 0;
  const active = found.status === "running" || found.status === "undoing";
  return (
    <Card className="mb-4">
      <CardHeader
        title={t("title")}
        actions={
          !active && addUp(counts) ? (
            <span className="inline-flex items-center gap-1.5 text-good">
              <CircleCheck aria-hidden className="size-4" />
              {t("addsUp")}
            </span>
          ) : undefined
        }
      />
      <CardBody className="grid gap-4">
        {active ? (
          <>
            <LiveProgress
              number={number}
              label={found.status === "running" ? t("running") : t("undoing")}
              status={found.status}
              rowsDone={found.rowsDone}
              rowsTotal={found.rowsTotal}
            />
            <p className="text-sm text-text-3">{t("leave")}</p>
          </>
        ) : null}
        {mayRun && found.status === "running" && found.silent ? (
          <Alert tone="attention" action={<Resume number={number} label={t("resume")} done={t("resumed")} />}>
            {t("silent")}
          </Alert>
        ) : null}
        {found.status === "undone" ? (
          <Alert tone="info">
            {t("undone", { count: found.undo?.orders ?? 0 })}
            {found.undo?.kept ? ` ${t("kept", { count: found.undo.kept })}` : null}
          </Alert>
        ) : null}
        {/* While rows come in, how many were done is told above; the figures are those of a moment that has passed. */}
        {found.status === "running" ? null : (
          <>
            <Sum counts={counts} seconds={secondsOf(found)} />
            <Figures found={found} />
          </>
        )}
      </CardBody>
      {active ? null : (
        <CardFooter className="flex-wrap">
          {of("orders") > 0 ? <ButtonLink href={`/orders?import=${number}`}>{t("view")}</ButtonLink> : null}
          {found.status === "failed" && mayRun ? (
            <Resume number={number} label={t("resume")} done={t("resumed")} />
          ) : null}
          {mayUndo && (found.status === "done" || found.status === "failed") && of("orders") + of("creditNotes") > 0 ? (
            <span className="ms-auto">
              <ConfirmButton
                action={undoAction}
                fields={{ number }}
                title={t("undoTitle", { number })}
                description={t("undoText", { count: of("orders") })}
                confirmLabel={t("undoConfirm", { count: of("orders") })}
                tone="danger"
                variant="danger"
                done={t("undoStarted")}
              >
                {t("undo")}
              </ConfirmButton>
            </span>
          ) : null}
        </CardFooter>
      )}
    </Card>
  );
}

function Resume({ number, label, done }: { number: string; label: string; done: string }) {
  return (
    <ActionButton action={runAction} fields={{ number }} done={done}>
      {label}
    </ActionButton>
  );
}

const parts = ["orderLines", "updatedRows", "creditLines", "writeOffRows", "skippedRows", "refusedRows"] as const;

/** Rows read = what became of them. */
async function Sum({ counts, seconds }: { counts: ImportDetail["counts"]; seconds: number | null }) {
  const t = await getTranslations("imports.result");
  const shown = parts.filter((part) => (counts[part] ?? 0) > 0);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-2">
      <strong className="text-lg">{t("sum", { rows: counts.rows ?? 0 })}</strong>
      {shown.map((part, index) => (
        <Fragment key={part}>
          <span aria-hidden className="text-text-3">
            {index === 0 ? "=" : "+"}
          </span>
          <span>
            <strong className="text-lg">
              <Quantity value={counts[part] ?? 0} />
            </strong>{" "}
            <span className="text-text-2">{t(part)}</span>
          </span>
        </Fragment>
      ))}
      {seconds === null ? null : <span className="text-sm text-text-3">{t("took", { seconds })}</span>}
    </div>
  );
}

/** How long it ran, to a tenth of a second; null while it runs, or where a stop lies in between. */
function secondsOf({ status, startedAt, finishedAt }: ImportDetail): number | null {
  if (status !== "done" || !startedAt || !finishedAt) return null;
  return Math.round((toDate(finishedAt).getTime() - toDate(startedAt).getTime()) / 100) / 10;
}

async function Figures({ found }: { found: ImportDetail }) {
  const t = await getTranslations("imports.result");
  const { counts } = found;
  const of = (name: string) => counts[name] ?? 0;
  const matched = moneyOf(counts, "creditsMatched");
  return (
    <dl className="grid gap-2 sm:grid-cols-[repeat(auto-fit,minmax(170px,1fr))] sm:gap-3">
      <Figure
        label={t("orders")}
        note={of("updatedOrders") > 0 ? t("updated", { count: of("updatedOrders") }) : t("newOrders")}
      >
        <Quantity value={of("orders")} />
      </Figure>
      {moneyOf(counts, "sales").map(({ currency, minor }) => (
        <Figure key={currency} label={t("gross")} note={currency}>
          <Money minor={minor} currency={currency} />
        </Figure>
      ))}
      {of("creditNotes") > 0 ? (
        <Figure
          label={t("creditNotes")}
          note={moneyOf(counts, "credits").map(({ currency, minor }) => (
            <span key={currency}>
              <Money minor={minor} currency={currency} showCode />
              {matched.map((amount) =>
                amount.currency === currency ? (
                  <span key="matched" className="block">
                    {t.rich("matched", {
                      amount: () => <Money key="amount" minor={amount.minor} currency={currency} />,
                    })}
                  </span>
                ) : null,
              )}
            </span>
          ))}
        >
          <Quantity value={of("creditNotes")} />
        </Figure>
      ) : null}
      {of("newItems") > 0 ? (
        <Figure label={t("items")}>
          <Quantity value={of("newItems")} />
        </Figure>
      ) : null}
      {of("openingUnits") > 0 ? (
        <Figure label={t("opening")} note={t("units")}>
          <Quantity value={of("openingUnits")} />
        </Figure>
      ) : null}
    </dl>
  );
}

function Figure({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3 rounded-md border border-border px-3 py-2.5 sm:block">
      <dt className="text-sm text-text-2">{label}</dt>
      <dd className="font-bold text-lg leading-tight sm:text-xl">{children}</dd>
      {note ? <dd className="mt-0.5 w-full text-text-3 text-xs">{note}</dd> : null}
    </div>
  );
}

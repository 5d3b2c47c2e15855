import { CircleCheck } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import {
  resumeBulkAction,
  retryBulkAction,
  startBulkAction,
  stopBulkAction,
  undoBulkAction,
} from "@/app/(back-office)/orders/bulk/actions";
import { ActionButton } from "@/components/form/action-button";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Quantity } from "@/components/ui/quantity";
import { refusalWords } from "@/lib/action";
import type { Actor } from "@/lib/actor";
import {
  type BulkDetail,
  type BulkReason,
  listBulkDocuments,
  listBulkFiles,
  listBulkMerges,
  sumBulkResends,
} from "@/lib/bulk/queries";
import { formatMoney } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import { toDate } from "@/lib/rows";
import { bulkTitle, totalOf } from "./bulk-words";
import { LiveBulk } from "./live-bulk";

type StateCardProps = {
  actor: Actor;
  currency: string;
  job: BulkDetail;
  reasons: BulkReason[];
  may: { change: boolean; undo: boolean };
};

/** Where a bulk change stands, and what can be done about it: a preview to start, work to watch, a result to act on. */
export function StateCard(props: StateCardProps) {
  const { status } = props.job;
  if (status === "checking" || status === "running") return <WorkCard {...props} />;
  return status === "checked" ? <PreviewCard {...props} /> : <ResultCard {...props} />;
}

async function WorkCard({ job, may }: StateCardProps) {
  const t = await getTranslations("bulk");
  const { number, status, waiting, ready, done, skipped, failed } = job;
  const label = status === "checking" ? t("progress.looking") : t("progress.running");
  return (
    <Card className="mb-4">
      <CardHeader title={label} />
      <CardBody className="grid gap-3">
        <LiveBulk number={number} label={label} first={{ status, waiting, ready, done, skipped, failed }} />
        <p className="text-sm text-text-3">{t("progress.leave")}</p>
        {job.silent && may.change ? (
          <Alert
            tone="attention"
            action={
              <ActionButton action={resumeBulkAction} fields={{ number }} done={t("progress.resumed")}>
                {t("progress.resume")}
              </ActionButton>
            }
          >
            {t("progress.silent")}
          </Alert>
        ) : null}
      </CardBody>
      {may.change ? (
        <CardFooter>
          <ConfirmButton
            action={stopBulkAction}
            fields={{ number }}
            title={t("progress.stopTitle", { number })}
            description={t("progress.stopText")}
            confirmLabel={t("progress.stop")}
            tone="danger"
            done={t("progress.stopped")}
          >
            {t("progress.stop")}
          </ConfirmButton>
        </CardFooter>
      ) : null}
    </Card>
  );
}

async function PreviewCard({ actor, currency, job, reasons, may }: StateCardProps) {
  const [t, locale] = await Promise.all([getTranslations("bulk"), getLocale()]);
  const { number, ready, skipped } = job;
  const sum =
    ready === 0
      ? t("preview.none")
      : skipped === 0
        ? t("preview.all", { ready })
        : t("preview.sum", { ready, skipped: formatNumber(skipped, locale) });
  return (
    <Card className="mb-4">
      <CardHeader title={sum} />
      <CardBody className="grid gap-4">
        <Merges job={job} />
        {job.action === "resend" && job.undoOf === null ? <Resends {...{ actor, currency, job }} /> : null}
        <Reasons job={job} reasons={reasons} />
        <Documents job={job} />
        <p className="text-sm text-text-2">{t("preview.nothingYet")}</p>
      </CardBody>
      {may.change ? (
        <CardFooter className="flex-wrap">
          {ready > 0 ? (
            <ActionButton action={startBulkAction} fields={{ number }} variant="primary" done={t("preview.started")}>
              {bulkTitle(t, job, ready)}
            </ActionButton>
          ) : null}
          <ActionButton action={stopBulkAction} fields={{ number }} variant="quiet" done={t("preview.left")}>
            {t("preview.leave")}
          </ActionButton>
        </CardFooter>
      ) : null}
    </Card>
  );
}

async function ResultCard({ job, reasons, may }: StateCardProps) {
  const t = await getTranslations("bulk");
  const { number, done, skipped, failed } = job;
  const left = job.waiting + job.ready;
  const seconds = secondsOf(job);
  const again = { failed, skipped, left };
  return (
    <Card className="mb-4">
      <CardHeader
        title={t("result.title")}
        actions={
          <span className="inline-flex items-center gap-1.5 text-good">
            <CircleCheck aria-hidden className="size-4" />
            {t("result.addsUp", { total: totalOf(job) })}
          </span>
        }
      />
      <CardBody className="grid gap-4">
        {job.error !== "" ? (
          <Alert tone="danger">{t("result.error", { reason: await reasonOf(job.error) })}</Alert>
        ) : null}
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <Figure
            label={t("result.done")}
            value={done}
            note={seconds === null ? null : t("result.took", { seconds })}
          />
          <Figure label={t("result.skipped")} value={skipped} />
          <Figure label={t("result.failed")} value={failed} />
          <Figure label={t("result.left")} value={left} />
        </dl>
        <Files job={job} />
        <Reasons job={job} reasons={reasons} />
      </CardBody>
      <CardFooter className="flex-wrap">
        {done > 0 ? <ButtonLink href={`/orders?bulk=${number}`}>{t("result.show")}</ButtonLink> : null}
        {may.change
          ? (["failed", "left", "skipped"] as const).map((of) =>
              again[of] > 0 ? (
                <ActionButton key={of} action={retryBulkAction} fields={{ number, of }}>
                  {t(`result.again.${of}`, { count: again[of] })}
                </ActionButton>
              ) : null,
            )
          : null}
        {may.undo && done > 0 ? (
          <span className="ms-auto">
            <ActionButton action={undoBulkAction} fields={{ number }}>
              {t("result.undo")}
            </ActionButton>
          </span>
        ) : null}
      </CardFooter>
    </Card>
  );
}

/** What was printed, in files to open. */
async function Files({ job }: { job: BulkDetail }) {
  if (job.action !== "print") return null;
  const [t, files] = await Promise.all([getTranslations("bulk"), listBulkFiles(job.id)]);
  if (files.length === 0) return <p className="text-sm text-text-2">{t("result.filesGone")}</p>;
  return (
    <ul className="flex flex-wrap gap-2">
      {files.map(({ position, documents }) => (
        <li key={position}>
          <ButtonLink href={`/api/internal/bulk/${job.number}/files/${position}`} target="_blank">
            {t("result.file", { position, documents })}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}

/** How many units are sent again, and what they cost, where that may be seen. */
async function Resends({ actor, currency, job }: Pick<StateCardProps, "actor" | "currency" | "job">) {
  const [t, locale, { units, costMinor }] = await Promise.all([
    getTranslations("bulk.preview"),
    getLocale(),
    sumBulkResends(actor, job.id),
  ]);
  const cost = costMinor === null ? null : formatMoney(BigInt(costMinor), currency, locale);
  return <p className="text-sm">{cost === null ? t("resends", { units }) : t("resendsCost", { units, cost })}</p>;
}

/** How many orders become one, and what one parcel spares of their shipping. */
async function Merges({ job }: { job: BulkDetail }) {
  if (job.action !== "merge" || job.undoOf !== null) return null;
  const [t, locale, found] = await Promise.all([getTranslations("bulk.preview"), getLocale(), listBulkMerges(job.id)]);
  return (
    <ul className="grid gap-1 text-sm">
      {found.map(({ currency, groups, orders, sparedMinor }) => (
        <li key={currency}>
          {t("merges", { groups, orders, spared: formatMoney(BigInt(sparedMinor), currency, locale) })}
        </li>
      ))}
    </ul>
  );
}

/** What happens to invoices and receipts, with what it comes to in each currency. */
async function Documents({ job }: { job: BulkDetail }) {
  const [t, documents, locale, found] = await Promise.all([
    getTranslations("bulk.preview"),
    getTranslations("documents.sum"),
    getLocale(),
    listBulkDocuments(job.id),
  ]);
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="documents-follow">
      <h3 id="documents-follow" className="mb-1 font-semibold text-sm">
        {t("documents")}
      </h3>
      <ul className="grid gap-1 text-sm">
        {found.map(({ kind, word, currency, count, creditedMinor, issuedMinor }) => (
          <li key={`${currency} ${kind} ${word}`}>
            {documents(word, {
              ...{ kind, count },
              credited: formatMoney(BigInt(creditedMinor), currency, locale),
              amount: formatMoney(BigInt(issuedMinor), currency, locale),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why orders stay out, the most frequent reason first. */
async function Reasons({ job, reasons }: { job: BulkDetail; reasons: BulkReason[] }) {
  const [t, words] = await Promise.all([getTranslations("bulk"), refusalWords()]);
  if (reasons.length === 0) return null;
  const others = job.skipped + job.failed - reasons.reduce((sum, reason) => sum + reason.count, 0);
  return (
    <section aria-labelledby="why-not">
      <h3 id="why-not" className="mb-1 font-semibold text-sm">
        {t("preview.why")}
      </h3>
      <ul className="grid gap-1 text-sm">
        {reasons.map(({ code, facts, count }) => (
          <li key={`${code} ${JSON.stringify(facts)}`} className="flex gap-3">
            <span className="min-w-8 text-end font-semibold tabular-nums">
              <Quantity value={count} />
            </span>
            <span className="min-w-0">{words.sentence({ refused: true, code, facts: { number: "", ...facts } })}</span>
          </li>
        ))}
        {others > 0 ? <li className="text-text-3">{t("orders.others", { count: others })}</li> : null}
      </ul>
    </section>
  );
}

async function reasonOf(code: string): Promise<string> {
  return (await refusalWords()).sentence({ refused: true, code, facts: {} });
}

/** How long it ran, to a tenth of a second. */
function secondsOf({ startedAt, finishedAt }: BulkDetail): number | null {
  if (!startedAt || !finishedAt) return null;
  return Math.round((toDate(finishedAt).getTime() - toDate(startedAt).getTime()) / 100) / 10;
}

function Figure({ label, value, note }: { label: string; value: number; note?: ReactNode }) {
  return (
    <div className="rounded-md border border-border px-3 py-2.5">
      <dt className="text-sm text-text-2">{label}</dt>
      <dd className="font-bold text-xl leading-tight">
        <Quantity value={value} />
      </dd>
      {note ? <dd className="mt-0.5 text-text-3 text-xs">{note}</dd> : null}
    </div>
  );
}

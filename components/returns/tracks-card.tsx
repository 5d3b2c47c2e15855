import { ArrowRight, Check, Circle, CircleDot } from "lucide-react";
import { useTranslations } from "next-intl";
import { RefundBadge } from "@/components/payments/state-badges";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import { TextLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { ReturnView } from "@/lib/returns/queries/get-return";

const steps = ["requested", "approved", "in_transit", "received", "inspected"] as const;

/** The two ways of a return side by side: where its goods are, and where its money is. */
export function TracksCard({ view }: { view: ReturnView }) {
  const t = useTranslations("returns");
  const ended = view.status === "rejected" || view.status === "cancelled";
  const at = steps.indexOf(view.status as (typeof steps)[number]);
  const counted = (of: (line: ReturnView["lines"][number]) => number) =>
    view.lines.reduce((units, line) => units + of(line), 0);
  const became = (["restocked", "qualityControl", "damaged", "scrapped", "sentBack"] as const)
    .map((counter) => ({ counter, units: counted((line) => line[counter]) }))
    .filter(({ units }) => units > 0);
  const due = counted((line) => line.refundDue);
  return (
    <Card aria-labelledby="tracks">
      <CardHeader id="tracks" title={t("tracks.title")} />
      <CardBody className="grid gap-5 md:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-2 text-text-3 text-xs">{t("tracks.goods")}</h3>
          <ol className="grid gap-1.5 text-sm">
            {steps.map((step, index) => {
              const done = !ended && index < at;
              const now = !ended && index === at;
              const Icon = done || (now && step === "inspected") ? Check : now ? CircleDot : Circle;
              return (
                <li
                  key={step}
                  aria-current={now ? "step" : undefined}
                  className={cn("flex items-center gap-2", now ? "font-semibold" : done ? "" : "text-text-3")}
                >
                  <Icon aria-hidden className={cn("size-4 shrink-0", (done || now) && "text-accent")} />
                  {t(`status.${step}`)}
                </li>
              );
            })}
          </ol>
          {ended ? <p className="mt-2 font-semibold text-sm">{t(`status.${view.status}`)}</p> : null}
          {became.length > 0 ? (
            <p className="mt-2 text-sm text-text-2">
              {became.map(({ counter, units }) => t(`became.${counter}`, { units })).join(" · ")}
            </p>
          ) : null}
        </div>
        <div className="min-w-0">
          <h3 className="mb-2 text-text-3 text-xs">{t("tracks.money")}</h3>
          <ul className="grid gap-1.5 text-sm">
            {view.refunds.map((refund) => (
              <li key={refund.number} className="flex flex-wrap items-center gap-2">
                <span className="font-mono text-xs">{refund.number}</span>
                <Money minor={refund.amountMinor} currency={view.currency} />
                <RefundBadge status={refund.status} />
              </li>
            ))}
            {view.exchanges.map(({ number }) => (
              <li key={number} className="flex items-center gap-2">
                <ArrowRight aria-hidden className="size-4 text-text-3 rtl:rotate-180" />
                {t.rich("tracks.exchanged", {
                  order: () => (
                    <TextLink key={number} href={`/orders/${encodeURIComponent(number)}`} className="font-mono">
                      {number}
                    </TextLink>
                  ),
                })}
              </li>
            ))}
            {due > 0 ? (
              <li className="flex flex-wrap items-baseline gap-x-2 font-semibold">
                {t("tracks.due", { units: due })}
                {view.suggestion ? (
                  <Money minor={view.suggestion.amountMinor} currency={view.currency} showCode />
                ) : null}
              </li>
            ) : null}
            {due === 0 && view.refunds.length === 0 && view.exchanges.length === 0 ? (
              <li className="text-text-3">{ended ? t("tracks.none") : t(`tracks.when.${view.refundWhen}`)}</li>
            ) : null}
          </ul>
        </div>
      </CardBody>
    </Card>
  );
}

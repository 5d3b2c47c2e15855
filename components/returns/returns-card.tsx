import { useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { OrderReturn } from "@/lib/returns/queries/returns-of-order";
import { ReturnBadge } from "./status-badge";

/** The returns of an order; nothing when there are none. */
export function ReturnsCard({ returns, now }: { returns: OrderReturn[]; now: Date }) {
  const t = useTranslations("returns");
  if (returns.length === 0) return null;
  return (
    <StillPart>
      <Card aria-labelledby="returns">
        <CardHeader id="returns" title={t("title")} />
        <ul className="divide-y divide-border text-sm">
          {returns.map(({ rma, status, requestedAt, dueAt, refundDue, items }) => (
            <li key={rma} className="grid gap-1 px-4 py-2.5">
              <p className="flex flex-wrap items-center gap-2">
                <TextLink href={`/returns/${encodeURIComponent(rma)}`} className="font-mono font-semibold">
                  {rma}
                </TextLink>
                <ReturnBadge status={status} />
                {dueAt && new Date(dueAt) < now ? <Badge tone="red">{t("overdue")}</Badge> : null}
                {refundDue > 0 ? <Badge tone="amber">{t("moneyDue")}</Badge> : null}
              </p>
              <p className="text-text-2 text-xs">
                {items.map(({ code, units }) => `${units} × ${code}`).join(" · ")} · <Time at={requestedAt} />
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </StillPart>
  );
}

import { getTranslations } from "next-intl/server";
import { StillPart } from "@/components/still/still";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Check, CheckList } from "@/components/ui/check-list";
import { cn } from "@/components/ui/class-name";
import { Time } from "@/components/ui/time";
import type { RouteReason } from "@/lib/inventory/rules/route";
import type { Priority } from "@/lib/orders/rules/priority";
import type { Review } from "@/lib/orders/rules/review";
import { checkWords } from "./check-words";

type WhyCardProps = {
  review: Review | null;
  routing: RouteReason | null;
  locationCode: string | null;
  /** What moves its turn; null of an order that waits for none. */
  turn: { priority: Priority; promisedAt: Date | null; placedAt: Date; dueAt: Date } | null;
};

const passedShown = 2;

/** Why the order stands where it does: each check with the value it saw, and how the warehouse was chosen. */
export async function WhyCard({ review, routing, locationCode, turn }: WhyCardProps) {
  if (!review && !routing && !turn) return null;
  const [t, words] = await Promise.all([getTranslations("orders.why"), checkWords()]);
  const checks = [...(review?.checks ?? [])].sort((a, b) => weight(b.result) - weight(a.result));
  const failed = checks.filter((found) => found.result !== "pass");
  const passed = checks.filter((found) => found.result === "pass");
  const list = (found: typeof checks) =>
    found.map((check) => (
      <Check key={check.check} outcome={check.result} title={words(check).title} detail={words(check).detail} />
    ));
  return (
    <StillPart>
      <Card aria-labelledby="why">
        <CardHeader id="why" title={t("title")} />
        <CardBody>
          {checks.length > 0 ? <CheckList>{list([...failed, ...passed.slice(0, passedShown)])}</CheckList> : null}
          {passed.length > passedShown ? (
            <details className="pt-1.5">
              <summary className="cursor-pointer text-sm text-text-2">
                {t("passedMore", { count: passed.length - passedShown })}
              </summary>
              <CheckList>{list(passed.slice(passedShown))}</CheckList>
            </details>
          ) : null}
          {routing ? (
            <div className={cn("text-sm", checks.length > 0 && "mt-2 border-border border-t pt-2.5")}>
              <p className="font-semibold">{t("warehouse")}</p>
              <p className="text-text-2">{t(`rule.${routing.rule}`, { code: locationCode ?? "" })}</p>
              <p className="text-text-3 text-xs">
                {routing.considered.map(({ location, free }) => t("considered", { location, free })).join(" · ")}
              </p>
            </div>
          ) : null}
          {turn ? <Turn turn={turn} apart={checks.length > 0 || routing !== null} /> : null}
        </CardBody>
      </Card>
    </StillPart>
  );
}

async function Turn({ turn, apart }: { turn: NonNullable<WhyCardProps["turn"]>; apart: boolean }) {
  const t = await getTranslations("orders.priority");
  const { priority, promisedAt, placedAt, dueAt } = turn;
  return (
    <div className={cn("text-sm", apart && "mt-2 border-border border-t pt-2.5")}>
      <p className="font-semibold">{t("why")}</p>
      <p className="text-text-2">{t.rich("turn.due", { when: () => <Time at={dueAt} /> })}</p>
      <p className="text-text-3 text-xs">
        {promisedAt
          ? t.rich("turn.promise", { when: () => <Time at={promisedAt} /> })
          : t.rich("turn.age", { when: () => <Time at={placedAt} /> })}
        {priority === "usual" ? null : ` ${t("turn.moved", { to: priority })}`}
      </p>
    </div>
  );
}

function weight(result: "pass" | "warn" | "stop"): number {
  return result === "stop" ? 2 : result === "warn" ? 1 : 0;
}

import { useLocale, useTranslations } from "next-intl";
import { Check, CheckList } from "@/components/ui/check-list";
import { formatMoney } from "@/lib/core/money";
import { listFormat } from "@/lib/format/kept";
import type { CheckResult, ReturnDecision } from "@/lib/returns/rules/policy";

/** What the policy looked at, and the values it saw. */
export function DecisionChecks({ decision }: { decision: ReturnDecision }) {
  const t = useTranslations("returns");
  const locale = useLocale();
  const list = listFormat(locale);
  const saw = ({ check, result, facts }: CheckResult): string => {
    switch (check) {
      case "reason":
        return list.format((facts.reasons as string[]).map((reason) => t(`reason.${reason as "late"}`)));
      case "returnable":
      case "made_to_order":
        return list.format(facts.skus as string[]);
      case "final_sale":
        return facts.tag ? t("saw.tag", { tag: String(facts.tag) }) : "";
      case "window":
        return facts.since
          ? t(facts.delivered ? "saw.delivered" : "saw.shipped", {
              days: Number(facts.days),
              limit: Number(facts.limit),
            })
          : t("saw.unknown");
      case "amount": {
        const worth = formatMoney(BigInt(String(facts.worthMinor)), String(facts.currency), locale);
        if (facts.limitMinor === null) return t("saw.person", { worth });
        const limit = formatMoney(BigInt(String(facts.limitMinor)), String(facts.currency), locale);
        return t(result === "pass" ? "saw.small" : "saw.large", { worth, limit });
      }
    }
  };
  return (
    <CheckList className="text-sm">
      {decision.checks.map((each) => (
        <Check
          key={each.check}
          outcome={each.result}
          title={t(`${each.result === "stop" ? "against" : "check"}.${each.check}`)}
          detail={saw(each)}
        />
      ))}
    </CheckList>
  );
}

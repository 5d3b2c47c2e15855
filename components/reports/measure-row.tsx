import { useTranslations } from "next-intl";
import { Hint } from "@/components/ui/hint";
import { KeyValue } from "@/components/ui/key-value";
import { AppLink } from "@/components/ui/link";
import { Change } from "@/components/ui/stat-card";
import type { CostMeasure } from "@/lib/reports/rules/costs";
import type { Measure } from "@/lib/reports/rules/metrics";
import type { changeText } from "./change-text";

type MeasureRowProps = {
  measure: Exclude<Measure, "items"> | CostMeasure;
  href: string;
  change: ReturnType<typeof changeText> | null;
  figure: string;
  total?: boolean;
};

/** A figure with its name, what it means, how it changed, and the way to the orders behind it. */
export function MeasureRow({ measure, href, change, figure, total }: MeasureRowProps) {
  const t = useTranslations("reports");
  return (
    <KeyValue
      total={total}
      label={
        <span className="inline-flex items-center gap-1">
          <AppLink href={href} className="inline-flex min-h-6 items-center hover:underline">
            {t(`measure.${measure}`)}
          </AppLink>
          <Hint text={t(`how.${measure}`)} />
        </span>
      }
    >
      <span className="inline-flex items-baseline gap-3">
        {change ? <Change {...change} /> : null}
        <span className="min-w-28">{figure}</span>
      </span>
    </KeyValue>
  );
}

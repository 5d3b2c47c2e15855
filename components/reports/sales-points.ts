import type { LinePoint } from "@/components/charts/line-chart";
import { type Day, type DayRange, stepsOf } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import { type ReportPeriod, stepWithin } from "@/lib/reports/rules/period";
import { stepText } from "./days-text";

type Words = {
  locale: string;
  major: (minor: bigint) => number;
  money: (minor: bigint) => string;
  href: (range: DayRange) => string;
};

type StepAmount = { step: Day; amount: Minor };

/** The amount of each step, days without any included, beside the same step of the period it is compared with. */
export function salesPoints(
  { series, seriesBefore }: { series: readonly StepAmount[]; seriesBefore: readonly StepAmount[] },
  period: ReportPeriod,
  { locale, major, money, href }: Words,
): LinePoint[] {
  const { by, range, compared } = period;
  const now = bySteps(series);
  const before = bySteps(seriesBefore);
  const stepsBefore = compared ? stepsOf(compared, by) : [];
  return stepsOf(range, by).map((step, index) => {
    const within = stepWithin(step, by, range);
    const amount = now.get(step) ?? 0n;
    const other = stepsBefore[index];
    const point: LinePoint = {
      key: step,
      label: stepText(within.from, by, locale),
      value: major(amount),
      text: money(amount),
      href: href(within),
    };
    if (other === undefined || !compared) return point;
    const prior = before.get(other) ?? 0n;
    return {
      ...point,
      previous: major(prior),
      previousText: money(prior),
      previousLabel: stepText(stepWithin(other, by, compared).from, by, locale),
    };
  });
}

function bySteps(series: readonly StepAmount[]): Map<Day, bigint> {
  return new Map(series.map(({ step, amount }) => [step, amount]));
}

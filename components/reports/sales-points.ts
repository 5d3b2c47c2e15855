import type { LinePoint } from "@/components/charts/line-chart";
import { type Day, type DayRange, stepsOf } from "@/lib/core/dates";
import type { SalesReport, SeriesPoint } from "@/lib/reports/queries/get-sales-report";
import { type ReportPeriod, stepWithin } from "@/lib/reports/rules/period";
import { stepText } from "./days-text";

type Words = {
  locale: string;
  major: (minor: bigint) => number;
  money: (minor: bigint) => string;
  href: (range: DayRange) => string;
};

/** Net sales of each step, days without sales included, beside the same step of the period it is compared with. */
export function salesPoints(
  report: SalesReport,
  period: ReportPeriod,
  { locale, major, money, href }: Words,
): LinePoint[] {
  const { by, range, compared } = period;
  const now = bySteps(report.series);
  const before = bySteps(report.seriesBefore);
  const stepsBefore = compared ? stepsOf(compared, by) : [];
  return stepsOf(range, by).map((step, index) => {
    const within = stepWithin(step, by, range);
    const net = now.get(step) ?? 0n;
    const other = stepsBefore[index];
    const point: LinePoint = {
      key: step,
      label: stepText(within.from, by, locale),
      value: major(net),
      text: money(net),
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

function bySteps(series: readonly SeriesPoint[]): Map<Day, bigint> {
  return new Map(series.map(({ step, net }) => [step, net]));
}

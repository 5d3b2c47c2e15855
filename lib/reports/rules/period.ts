import {
  addDays,
  addMonths,
  type Day,
  type DayRange,
  daysBetween,
  isDay,
  periodOf,
  previousPeriod,
  samePeriodLastYear,
  stepsOf,
} from "@/lib/core/dates";

export const periodNames = ["today", "7d", "30d", "month", "quarter", "year"] as const;
export type PeriodName = (typeof periodNames)[number];
export const comparisons = ["previous", "year", "none"] as const;
export type Comparison = (typeof comparisons)[number];
export const granularities = ["day", "week", "month", "quarter", "year"] as const;
export type Granularity = (typeof granularities)[number];

/** What a report looks at: days of the shop, half-open, with what they are compared with. */
export type ReportPeriod = {
  /** As the address writes it. */
  value: string;
  name: PeriodName | "custom";
  range: DayRange;
  comparison: Comparison;
  compared: DayRange | null;
  by: Granularity;
  /** Granularities that give a chart one can read. */
  choices: Granularity[];
};

export const defaultPeriod: PeriodName = "30d";
const longest = 3660;
const stepsAtMost: Record<Granularity, number> = { day: 186, week: 160, month: 130, quarter: 44, year: 12 };

/** Reads period, comparison and granularity of an address; what it cannot read is the default: the last 30 days. */
export function readPeriod(params: { period?: string; compare?: string; by?: string }, today: Day): ReportPeriod {
  const value = params.period ?? defaultPeriod;
  const named = periodNames.find((name) => name === value);
  const custom = named ? null : customRange(value);
  const name = named ?? (custom ? "custom" : defaultPeriod);
  const range = custom ?? rangeOf(name === "custom" ? defaultPeriod : name, today);
  const comparison = comparisons.find((known) => known === params.compare) ?? "previous";
  const choices = granularities.filter((each, index) => {
    const steps = stepsOf(range, each).length;
    return steps <= stepsAtMost[each] && (index === 0 || steps > 1);
  });
  const by = choices.find((each) => each === params.by) ?? usualGranularity(range, choices);
  return {
    value: name === "custom" ? value : name,
    name,
    range,
    comparison,
    compared: comparedRange(name, range, comparison),
    by,
    choices,
  };
}

/** The days of a named period; calendar periods run up to today. */
function rangeOf(name: PeriodName, today: Day): DayRange {
  const to = addDays(today, 1);
  switch (name) {
    case "today":
      return { from: today, to };
    case "7d":
      return { from: addDays(today, -6), to };
    case "30d":
      return { from: addDays(today, -29), to };
    default:
      return { from: periodOf(name, today).from, to };
  }
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** A month so far is compared with the same days of the month before, and so for quarters and years. */
function comparedRange(name: ReportPeriod["name"], range: DayRange, comparison: Comparison): DayRange | null {
  if (comparison === "none") return null;
  if (comparison === "year") return samePeriodLastYear(range);
  if (name !== "month" && name !== "quarter" && name !== "year") return previousPeriod(range);
  const months = monthsOf[name];
  const whole = periodOf(name, range.from).to === range.to;
  return {
    from: addMonths(range.from, -months),
    to: whole ? range.from : addDays(addMonths(addDays(range.to, -1), -months), 1),
  };
}

function customRange(value: string): DayRange | null {
  const [from, last, ...rest] = value.split("..");
  if (rest.length > 0 || !isDay(from) || !isDay(last) || from > last) return null;
  return daysBetween(from, last) < longest ? { from, to: addDays(last, 1) } : null;
}

function usualGranularity(range: DayRange, choices: readonly Granularity[]): Granularity {
  const days = daysBetween(range.from, range.to);
  const usual: Granularity = days <= 62 ? "day" : days <= 400 ? "week" : "month";
  return choices.includes(usual) ? usual : (choices.at(-1) ?? "month");
}

/** "2026-10-23..2026-11-21": days of a range as the address and the order list write them, both included. */
export function rangeText({ from, to }: DayRange): string {
  return `${from}..${addDays(to, -1)}`;
}

/** The part of a step (a day, week, month …) that lies in the range. */
export function stepWithin(step: Day, by: Granularity, range: DayRange): DayRange {
  const whole = periodOf(by, step);
  const [from, to] = [[whole.from, range.from].sort()[1], [whole.to, range.to].sort()[0]];
  return { from: from as Day, to: to as Day };
}

import { addMonths, type Day, type DayRange, daysBetween, periodOf } from "@/lib/core/dates";

/** A range as whole months, quarters and years, plus the days of `more`, less the days of `less`. */
export type Spans = { spans: string[]; more: DayRange[]; less: DayRange[] };

/**
 * The fewest spans that cover a range, named as the roll-up names them ("2026-07", "2026-Q3", "2026"). Of a month that
 * the range cuts, either its days in the range are added, or the month is and its other days are taken off again:
 * whichever is fewer days.
 */
export function spansOf(range: DayRange): Spans {
  const spans: string[] = [];
  const more: DayRange[] = [];
  const less: DayRange[] = [];
  const cut = (days: DayRange, others: DayRange): boolean => {
    const added = daysBetween(days.from, days.to) <= daysBetween(others.from, others.to);
    const [list, part] = added ? [more, days] : [less, others];
    if (part.from < part.to) list.push(part);
    return added;
  };
  const first = periodOf("month", range.from);
  const start = cut({ from: range.from, to: first.to }, { from: first.from, to: range.from }) ? first.to : first.from;
  const last = periodOf("month", range.to);
  const end = cut({ from: last.from, to: range.to }, { from: range.to, to: last.to }) ? last.from : last.to;
  if (start >= end) return { spans: [], more: range.from < range.to ? [range] : [], less: [] };
  for (let at = start; at < end; ) {
    const span = ([12, 3, 1] as const).find((months) => startsSpan(at, months) && addMonths(at, months) <= end) ?? 1;
    spans.push(spanName(at, span));
    at = addMonths(at, span);
  }
  return { spans, more, less };
}

function startsSpan(day: Day, months: number): boolean {
  return (Number(day.slice(5, 7)) - 1) % months === 0;
}

function spanName(day: Day, months: 1 | 3 | 12): string {
  const year = day.slice(0, 4);
  if (months === 12) return year;
  return months === 3 ? `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}` : day.slice(0, 7);
}

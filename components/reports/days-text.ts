import { addDays, type Day, type DayRange } from "@/lib/core/dates";
import { formatLocale } from "@/lib/i18n/locales";
import type { Granularity } from "@/lib/reports/rules/period";

const noon = (day: Day) => new Date(`${day}T12:00:00Z`);

/** "23 Oct – 21 Nov 2026": the days of a range, both included, as short as the language allows. */
export function daysText({ from, to }: DayRange, locale: string): string {
  const format = new Intl.DateTimeFormat(formatLocale(locale), {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.formatRange(noon(from), noon(addDays(to, -1)));
}

const styles = {
  day: { day: "numeric", month: "short" },
  week: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
  year: { year: "numeric" },
} as const satisfies Record<Exclude<Granularity, "quarter">, Intl.DateTimeFormatOptions>;

/** The label of a day, week, month … on an axis. */
export function stepText(step: Day, by: Granularity, locale: string): string {
  if (by === "quarter") {
    // No format of the platform writes quarters; both languages read this one.
    const [year, month] = step.split("-").map(Number);
    return `${year} Q${Math.ceil((month ?? 1) / 3)}`;
  }
  const style = styles[by];
  return new Intl.DateTimeFormat(formatLocale(locale), { ...style, timeZone: "UTC" }).format(noon(step));
}

/** A country's name, or what an order without one is called. */
export function countryText(code: string, locale: string, unknown: string): string {
  return code === "" ? unknown : (new Intl.DisplayNames([formatLocale(locale)], { type: "region" }).of(code) ?? code);
}

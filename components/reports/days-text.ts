import { addDays, type Day, type DayRange } from "@/lib/core/dates";
import { countryNames, kept } from "@/lib/format/kept";
import { formatLocale } from "@/lib/i18n/locales";
import type { Granularity } from "@/lib/reports/rules/period";

const noon = (day: Day) => new Date(`${day}T12:00:00Z`);

const rangeFormat = kept(
  (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }),
);

/** "23 Oct – 21 Nov 2026": the days of a range, both included, as short as the language allows. */
export function daysText({ from, to }: DayRange, locale: string): string {
  return rangeFormat(formatLocale(locale)).formatRange(noon(from), noon(addDays(to, -1)));
}

const styles = {
  day: { day: "numeric", month: "short" },
  week: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
  year: { year: "numeric" },
} as const satisfies Record<Exclude<Granularity, "quarter">, Intl.DateTimeFormatOptions>;

const stepFormat = kept(
  (locale, by: keyof typeof styles) => new Intl.DateTimeFormat(locale, { ...styles[by], timeZone: "UTC" }),
);

/** The label of a day, week, month … on an axis. */
export function stepText(step: Day, by: Granularity, locale: string): string {
  if (by === "quarter") {
    // No format of the platform writes quarters; readers of every language read this one.
    const [year, month] = step.split("-").map(Number);
    return `${year} Q${Math.ceil((month ?? 1) / 3)}`;
  }
  return stepFormat(formatLocale(locale), by).format(noon(step));
}

/** A country's name, or what an order without one is called. */
export function countryText(code: string, locale: string, unknown: string): string {
  return code === "" ? unknown : (countryNames(formatLocale(locale)).of(code) ?? code);
}

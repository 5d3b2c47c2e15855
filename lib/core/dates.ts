import { assert } from "@/lib/core/result";
import { instantOf, offsetAt } from "@/lib/core/zone";

export { isTimeZone } from "@/lib/core/zone";

/** A day of the shop's calendar: "2026-11-21". Compares and sorts as text. */
export type Day = string;

/** Half-open, so that neighbouring ranges neither overlap nor leave a gap. */
export type InstantRange = { readonly from: Date; readonly to: Date };
export type DayRange = { readonly from: Day; readonly to: Day };

export type Period = "day" | "week" | "month" | "quarter" | "year";

export type DateProblem = "blank" | "not_a_date" | "no_such_day";

/** Bad input, named so that a form can word it. */
export class DateError extends Error {
  override readonly name = "DateError";
  readonly reason: DateProblem;
  readonly text: string;

  constructor(reason: DateProblem, text: string) {
    super(`${reason}: ${JSON.stringify(text.slice(0, 60))}`);
    this.reason = reason;
    this.text = text;
  }
}

const DAY = 86_400_000;

/** The day that a clock in the shop shows at this instant. */
export function businessDay(date: Date, zone: string): Day {
  const instant = date.getTime();
  assert(!Number.isNaN(instant), "an invalid date has no day");
  return dayOfNumber(Math.floor((instant + offsetAt(instant, zone)) / DAY));
}

/** From the first instant of the day to the first of the next: 23 or 25 hours when clocks change. */
export function dayRange(day: Day, zone: string): InstantRange {
  return instantRange({ from: day, to: addDays(day, 1) }, zone);
}

export function instantRange(range: DayRange, zone: string): InstantRange {
  return { from: startOfDay(range.from, zone), to: startOfDay(range.to, zone) };
}

export function startOfDay(day: Day, zone: string): Date {
  return new Date(instantOf(numberOfDay(day) * DAY, zone, "change"));
}

const LOCAL =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[T ] *|\u3000)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: *(Z|[+-]\d{2}:?\d{2}))?)?$/;

/**
 * A time as files and forms write it, year first: "2010-12-01 08:26:00", "2026/3/4 9:05", "2026-03-14T09:12:33+0100",
 * "2026-03-14". Without an offset it is what a clock in the shop shows: the first of two equal times when clocks go
 * back, the time shown an hour later when they skip it. Day-first and month-first dates are refused: nobody can tell.
 */
export function parseLocal(text: string, zone: string): Date {
  const typed = text.trim();
  if (typed === "") throw new DateError("blank", text);
  const match = LOCAL.exec(typed);
  if (!match) throw new DateError("not_a_date", text);
  const [, year, , month, date, hour = "0", minute = "0", second = "0", fraction = "", offset] = match;
  const day = inCalendar(Number(year)) ? civilNumber(Number(year), Number(month), Number(date)) : null;
  if (day === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new DateError("no_such_day", text);
  }
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const local = day * DAY + seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  if (offset === undefined) return new Date(instantOf(local, zone));
  return new Date(local - parseOffset(offset));
}

/** Checks a day that came from outside, such as an address bar. */
export function parseDay(text: string): Day {
  const typed = text.trim();
  if (typed === "") throw new DateError("blank", text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) throw new DateError("not_a_date", text);
  if (!isDay(typed)) throw new DateError("no_such_day", text);
  return typed;
}

export function isDay(value: unknown): value is Day {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const year = Number(value.slice(0, 4));
  return inCalendar(year) && civilNumber(year, Number(value.slice(5, 7)), Number(value.slice(8))) !== null;
}

/** Years in which a shop does business. From any day of them one can count a few years on and back. */
function inCalendar(year: number): boolean {
  return year >= 1900 && year < 2200;
}

export function addDays(day: Day, days: number): Day {
  return dayOfNumber(numberOfDay(day) + days);
}

/** The same date some months on; where the month is shorter, its last day. */
export function addMonths(day: Day, months: number): Day {
  const first = new Date(numberOfDay(day) * DAY);
  const date = first.getUTCDate();
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return dayOfNumber(first.getTime() / DAY);
}

/** Days from one to the other; negative when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return numberOfDay(to) - numberOfDay(from);
}

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
export function weekdayOf(day: Day): number {
  return ((((numberOfDay(day) + 3) % 7) + 7) % 7) + 1;
}

/** The whole week (from Monday unless told otherwise), month, quarter or year that holds the day. */
export function periodOf(period: Period, day: Day, weekStart = 1): DayRange {
  switch (period) {
    case "day":
      return { from: day, to: addDays(day, 1) };
    case "week": {
      const from = addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
      return { from, to: addDays(from, 7) };
    }
    case "month":
      return monthsFrom(`${day.slice(0, 7)}-01`, 1);
    case "quarter": {
      const month = Number(day.slice(5, 7));
      return monthsFrom(`${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`, 3);
    }
    case "year":
      return monthsFrom(`${day.slice(0, 4)}-01-01`, 12);
  }
}

/** The period of the same kind just before: the month before a month, and for any other range as many days as it has. */
export function previousPeriod(range: DayRange): DayRange {
  const months = wholeMonths(range);
  if (months > 0) return { from: addMonths(range.from, -months), to: range.from };
  return { from: addDays(range.from, -daysBetween(range.from, range.to)), to: range.from };
}

/** 29 February is compared with 28 February. */
export function sameDayLastYear(day: Day): Day {
  return addMonths(day, -12);
}

/** The same weekday, 52 weeks before: what a shop compares a Saturday with. */
export function sameWeekdayLastYear(day: Day): Day {
  return addDays(day, -364);
}

/** Whole months stay whole months; other ranges keep their first and last date, so that a day is compared with a day. */
export function samePeriodLastYear(range: DayRange): DayRange {
  if (wholeMonths(range) > 0) return { from: addMonths(range.from, -12), to: addMonths(range.to, -12) };
  return { from: sameDayLastYear(range.from), to: addDays(sameDayLastYear(addDays(range.to, -1)), 1) };
}

/** The days of a range, or the first days of its weeks, months …: the columns of a chart. */
export function stepsOf(range: DayRange, period: Period, weekStart = 1): Day[] {
  const steps: Day[] = [];
  let step = periodOf(period, range.from, weekStart);
  while (step.from < range.to) {
    steps.push(step.from);
    step = periodOf(period, step.to, weekStart);
  }
  return steps;
}

export type DateStyle = "date" | "long_date" | "date_time" | "time" | "month";

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { year: "numeric", month: "short", day: "numeric" },
  long_date: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  date_time: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  month: { year: "numeric", month: "long" },
};

/** An instant as the shop's clock shows it. */
export function formatInstant(date: Date, zone: string, locale: string, style: DateStyle = "date_time"): string {
  return formatOf(locale, zone, style).format(date);
}

export function formatDay(day: Day, locale: string, style: "date" | "long_date" | "month" = "date"): string {
  return formatOf(locale, "UTC", style).format(numberOfDay(day) * DAY);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, zone: string, style: DateStyle): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${style}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: zone });
    formats.set(key, format);
  }
  return format;
}

function monthsFrom(from: Day, months: number): DayRange {
  return { from, to: addMonths(from, months) };
}

/** How many whole calendar months the range is; 0 when it is not. */
function wholeMonths({ from, to }: DayRange): number {
  if (!from.endsWith("-01") || !to.endsWith("-01")) return 0;
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

function parseOffset(offset: string): number {
  if (offset === "Z") return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** Days since 1970-01-01, or null when the calendar has no such day. */
function civilNumber(year: number, month: number, date: number): number | null {
  const days = Date.UTC(year, month - 1, date) / DAY;
  if (month < 1 || month > 12 || date < 1 || year < 100) return null;
  return date <= 28 || new Date(days * DAY).getUTCDate() === date ? days : null;
}

function numberOfDay(day: Day): number {
  const days = isDayShaped(day)
    ? civilNumber(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)))
    : null;
  assert(days !== null, `${day} is not a day`);
  return days;
}

function isDayShaped(day: string): boolean {
  return day.length === 10 && day[4] === "-" && day[7] === "-";
}

const names = new Map<number, Day>();

function dayOfNumber(days: number): Day {
  let name = names.get(days);
  if (name === undefined) {
    name = new Date(days * DAY).toISOString().slice(0, 10);
    // A shop lives in some thousand days; more than that is somebody trying dates.
    if (names.size >= 40_000) names.clear();
    names.set(days, name);
  }
  return name;
}

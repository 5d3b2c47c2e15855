import { type DayRange, dayRange, daysBetween, formatInstant } from "@/lib/core/dates";

const hourLong = 3_600_000;

/** An hour of one day of the shop, counted from its first; a day has 23 to 25 of them. */
export type HourOfDay = { index: number; start: Date; count: number };

/** The hours of a range of one day; of any other there are none. */
export function hoursOf(range: DayRange, timeZone: string): HourOfDay[] {
  if (daysBetween(range.from, range.to) !== 1) return [];
  const { from, to } = dayRange(range.from, timeZone);
  const count = Math.ceil((to.getTime() - from.getTime()) / hourLong);
  return Array.from({ length: count }, (_, index) => ({ index, start: from, count }));
}

/** The hour an address names, where its day has it. */
export function hourAt(text: string | undefined, range: DayRange, timeZone: string): HourOfDay | undefined {
  if (text === undefined) return undefined;
  return hoursOf(range, timeZone).find(({ index }) => String(index) === text);
}

/** "14:00" as the shop's clock shows it when the hour begins; the hour a clock goes through twice is shown twice. */
export function hourText({ start, index }: HourOfDay, timeZone: string, locale: string): string {
  return formatInstant(new Date(start.getTime() + index * hourLong), timeZone, locale, "time");
}

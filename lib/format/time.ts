import { businessDay, daysBetween } from "@/lib/core/dates";
import { formatLocale } from "@/lib/i18n/locales";
import { kept } from "./kept";

export type TimeForm = "smart" | "list" | "day" | "weekday" | "time" | "exact";
type Clock = { locale: string; zone: string; now: Date };

const STYLES = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { day: "numeric", month: "short" },
  dayYear: { day: "numeric", month: "short", year: "numeric" },
  weekday: { weekday: "short", day: "numeric", month: "short" },
  exact: {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** The nearest days by name, all else by date, and the year only when it is another one. */
export function formatTime(at: Date, form: TimeForm, { locale, zone, now }: Clock): string {
  if (form === "exact") return formatExact(at, { locale, zone });
  const write = (style: keyof typeof STYLES) => formatOf(locale, zone, style).format(at);
  if (form === "time") return write("time");
  const day = businessDay(at, zone);
  const today = businessDay(now, zone);
  const apart = daysBetween(today, day);
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  if (form === "weekday") return sameYear ? write("weekday") : write("dayYear");
  if (!sameYear && Math.abs(apart) > 1) return write("dayYear");
  if (form === "list" && apart === 0) return write("time");
  const named = Math.abs(apart) <= 1 ? dayName(apart, locale) : null;
  if (form === "smart") return `${named ?? write("day")} ${write("time")}`;
  return named ?? write("day");
}

export function formatExact(at: Date, { locale, zone }: Pick<Clock, "locale" | "zone">): string {
  return formatOf(locale, zone, "exact").format(at);
}

/** At most two units, the coarsest first: 2 days and 4 hours, 4 hours and 12 minutes, 38 minutes; none below a minute. */
export function durationParts(milliseconds: number): { unit: "days" | "hours" | "minutes"; count: number }[] {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
  const parts = [
    { unit: "days" as const, count: Math.floor(minutes / 1440) },
    { unit: "hours" as const, count: Math.floor(minutes / 60) % 24 },
    { unit: "minutes" as const, count: minutes % 60 },
  ];
  const first = parts.findIndex((part) => part.count > 0);
  if (first < 0) return [];
  return parts.slice(first, first + 2).filter((part) => part.count > 0);
}

/** "today", "昨天": in the words of the language itself. */
export function dayName(apart: number, locale: string): string {
  return dayNames(formatLocale(locale)).format(apart, "day");
}

const dayNames = kept((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));

const formatOf = kept(
  (locale, zone: string, style: keyof typeof STYLES) =>
    new Intl.DateTimeFormat(formatLocale(locale), { ...STYLES[style], timeZone: zone }),
);

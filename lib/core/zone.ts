import { assert } from "@/lib/core/result";

/** What a clock in the zone is ahead of UTC at this instant, in milliseconds. Exact for every IANA zone and year. */
export function offsetAt(instant: number, zone: string): number {
  const offsets = cacheOf(zone);
  const day = Math.floor(instant / DAY);
  if (day === offsets.lastDay && offsets.last) return offsetWithin(offsets.last, instant);
  let entry = offsets.days.get(day);
  if (!entry) {
    entry = readDay(day, zone);
    // A report may walk through decades; the cache must not grow with whatever dates a request names.
    if (offsets.days.size >= LARGEST_CACHE) offsets.days.clear();
    offsets.days.set(day, entry);
  }
  offsets.lastDay = day;
  offsets.last = entry;
  return offsetWithin(entry, instant);
}

export function isTimeZone(zone: unknown): zone is string {
  if (typeof zone !== "string" || zone === "") return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which a clock in the zone shows `local` (milliseconds as if it were UTC). Shown twice when clocks go
 * back: the first. Never shown when they go forward: `skipped` says whether the same distance after the change or the
 * change itself is meant.
 */
export function instantOf(local: number, zone: string, skipped: "after" | "change" = "after"): number {
  const before = offsetAt(local - DAY, zone);
  const after = offsetAt(local + DAY, zone);
  const early = local - Math.max(before, after);
  if (before === after) {
    if (offsetAt(early, zone) === before) return early;
  } else {
    if (offsetAt(early, zone) === local - early) return early;
    const late = local - Math.min(before, after);
    if (offsetAt(late, zone) === local - late) return late;
  }
  return skipped === "after" ? local - before : changeBetween(local - DAY - before, local + DAY - after, zone);
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LARGEST_CACHE = 40_000;

/** Offsets of one day of UTC: one, or two with the instant between them. No zone ever changed twice in a day. */
type DayOffsets = { offset: number; change: number; offsetAfter: number };
type ZoneCache = { days: Map<number, DayOffsets>; lastDay: number; last: DayOffsets | null };

const caches = new Map<string, ZoneCache>();
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetWithin(day: DayOffsets, instant: number): number {
  return instant < day.change ? day.offset : day.offsetAfter;
}

function cacheOf(zone: string): ZoneCache {
  let cache = caches.get(zone);
  if (!cache) {
    formatOf(zone);
    cache = { days: new Map(), lastDay: Number.NaN, last: null };
    caches.set(zone, cache);
  }
  return cache;
}

function readDay(day: number, zone: string): DayOffsets {
  const start = day * DAY;
  const end = start + DAY;
  const offset = readOffset(start, zone);
  const offsetAfter = readOffset(end, zone);
  const change = offset === offsetAfter ? end : changeBetween(start, end, zone);
  return { offset, change, offsetAfter };
}

/** The first second of (start, end] with the offset of `end`; the offset changes once between them. */
function changeBetween(start: number, end: number, zone: string): number {
  const target = readOffset(end, zone);
  let low = Math.floor(start / 1000);
  let high = Math.ceil(end / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(middle * 1000, zone) === target) high = middle;
    else low = middle;
  }
  return high * 1000;
}

function readOffset(instant: number, zone: string): number {
  assert(Math.abs(instant) <= 8.64e15, "an instant outside the calendar");
  const clock = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  let beforeChrist = false;
  for (const { type, value } of formatOf(zone).formatToParts(instant)) {
    if (type === "era") beforeChrist = value.startsWith("B");
    else if (type in clock) clock[type as keyof typeof clock] = Number(value);
  }
  const year = beforeChrist ? 1 - clock.year : clock.year;
  const local = new Date(0);
  local.setUTCFullYear(year, clock.month - 1, clock.day);
  local.setUTCHours(clock.hour, clock.minute, clock.second);
  return local.getTime() - Math.floor(instant / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

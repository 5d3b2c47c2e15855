import { addDays, businessDay, type Day, type DayRange, parseLocal, periodOf } from "@/lib/core/dates";

export const mailedReports = ["sales", "customers", "reasons", "returns"] as const;
export type MailedReport = (typeof mailedReports)[number];
export const rhythms = ["daily", "weekly", "monthly"] as const;
export type Rhythm = (typeof rhythms)[number];

export type Schedule = { rhythm: Rhythm; hour: number };
/** When a report is due, and the days it is about: those that are just over. */
export type Due = { at: Date; range: DayRange };

const stepOf = { daily: "day", weekly: "week", monthly: "month" } as const satisfies Record<Rhythm, string>;

/** The first moment after `now` at which the shop's clock shows the hour: each day, on Mondays, on the first of a month. */
export function nextDue(schedule: Schedule, now: Date, zone: string): Due {
  const today = periodOf(stepOf[schedule.rhythm], businessDay(now, zone));
  const due = dueOn(today.from, schedule, zone);
  return due.at > now ? due : dueOn(today.to, schedule, zone);
}

/** The last such moment up to `now`: after a standstill the report of the latest period goes out, not those in between. */
export function lastDue(schedule: Schedule, now: Date, zone: string): Due {
  const step = stepOf[schedule.rhythm];
  const today = periodOf(step, businessDay(now, zone));
  const due = dueOn(today.from, schedule, zone);
  return due.at <= now ? due : dueOn(periodOf(step, addDays(today.from, -1)).from, schedule, zone);
}

// An hour that the clock skips comes an hour later, one that it shows twice comes the first time.
function dueOn(day: Day, { rhythm, hour }: Schedule, zone: string): Due {
  return {
    at: parseLocal(`${day} ${String(hour).padStart(2, "0")}:00`, zone),
    range: periodOf(stepOf[rhythm], addDays(day, -1)),
  };
}

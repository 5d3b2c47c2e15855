import { addDays, businessDay, parseLocal } from "@/lib/core/dates";

/** When the shop's morning begins. */
const morning = "09:00";

/** How long an exception is put away: an hour, until tomorrow morning on the shop's clock, or until a moment. */
export type SnoozeChoice = "hour" | "tomorrow";

/** The moment a choice means. */
export function snoozedUntil(choice: SnoozeChoice, now: Date, timeZone: string): Date {
  if (choice === "hour") return new Date(now.getTime() + 3_600_000);
  return parseLocal(`${addDays(businessDay(now, timeZone), 1)} ${morning}`, timeZone);
}

import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { snoozeExceptionsInput } from "../inputs";
import { lockExceptions, noteEvents } from "../lock-exceptions";

/** Puts exceptions away until a moment to come, or brings them back. Closed ones are left; gives what takes it back. */
export const snoozeExceptions = defineCommand({
  name: "exceptions.snooze",
  permission: "exceptions.work",
  input: snoozeExceptionsInput,
  refusals: ["not_in_future"],
  async run(context, { numbers, until }) {
    const moment = until === null ? null : new Date(until);
    if (moment && moment <= context.now) return refuse("not_in_future");
    const found = (await lockExceptions(context.tx, numbers)).filter(
      ({ open, snoozedUntil }) => open && (moment !== null || snoozedUntil !== null),
    );
    await context.tx.sql`
      update exceptions set snoozed_until = ${moment?.toISOString() ?? null} where id = any(${found.map(({ id }) => id)}::uuid[])`;
    const before = await noteEvents(context, found, moment ? "snoozed" : "woken", () =>
      moment ? { until: moment.toISOString() } : {},
    );
    return { changed: found.length, before };
  },
});

import { defineCommand } from "@/lib/command";
import { closeExceptionsInput } from "../inputs";
import { lockExceptions, noteEvents } from "../lock-exceptions";

/**
 * Puts exceptions to rest with a reason. One whose cause is still there stays closed until the cause was gone once: it is
 * not opened again by the next look. Gives what takes it back.
 */
export const closeExceptions = defineCommand({
  name: "exceptions.close",
  permission: "exceptions.work",
  input: closeExceptionsInput,
  refusals: [],
  async run(context, { numbers, reason }) {
    const found = (await lockExceptions(context.tx, numbers)).filter(({ open }) => open);
    await context.tx.sql`
      update exceptions set closed_at = ${context.now.toISOString()}, closed_because = 'by_hand', muted = type <> 'raised', snoozed_until = null
      where id = any(${found.map(({ id }) => id)}::uuid[])`;
    const before = await noteEvents(context, found, "closed", () => ({ because: "by_hand", reason }));
    return { changed: found.length, before };
  },
});

import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { findPerson } from "@/lib/orders/find-person";
import { assignExceptionsInput } from "../inputs";
import { lockExceptions, noteEvents } from "../lock-exceptions";

/** Gives exceptions to a person, or to nobody. Those that are closed or theirs already are left; gives what takes it back. */
export const assignExceptions = defineCommand({
  name: "exceptions.assign",
  permission: "exceptions.work",
  input: assignExceptionsInput,
  refusals: ["no_such_person"],
  async run(context, { numbers, email }) {
    const person = email ? await findPerson(context.tx, email) : null;
    if (person === undefined) return refuse("no_such_person", { email });
    const found = (await lockExceptions(context.tx, numbers)).filter(
      ({ open, ownerId }) => open && ownerId !== (person?.id ?? null),
    );
    await context.tx.sql`
      update exceptions set owner_id = ${person?.id ?? null} where id = any(${found.map(({ id }) => id)}::uuid[])`;
    const before = await noteEvents(context, found, "assigned", () => ({ to: person?.name ?? null }));
    return { changed: found.length, before };
  },
});

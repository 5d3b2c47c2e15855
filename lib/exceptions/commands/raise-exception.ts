import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { findPerson } from "@/lib/orders/find-person";
import { raiseExceptionInput } from "../inputs";
import { loadPolicies } from "../load-policies";

/**
 * Opens an exception in somebody's own words: a person's, or an automation rule's. With a `key` it is open once for that
 * key and order; raised again meanwhile, it answers with the one that is there. Closed by hand alone.
 */
export const raiseException = defineCommand({
  name: "exceptions.raise",
  permission: "exceptions.work",
  input: raiseExceptionInput,
  refusals: ["not_found", "no_such_person"],
  async run({ tx, actor, now }, input) {
    const { sql } = tx;
    const { title, note, key } = input;
    const [order] = input.order ? await sql<{ id: string }[]>`select id from orders where number = ${input.order}` : [];
    if (input.order && !order) return refuse("not_found", { number: input.order });
    const owner = input.owner ? await findPerson(tx, input.owner) : null;
    if (owner === undefined) return refuse("no_such_person", { email: input.owner });
    const policy = (await loadPolicies(sql)).raised;
    const id = newId();
    const subject = key ? `${key} ${order?.id ?? ""}`.trim() : id;
    const due = new Date(now.getTime() + (input.dueHours ?? policy.dueHours) * 3_600_000);
    const [opened] = await sql<{ number: number }[]>`
      insert into exceptions (id, type, severity, subject_kind, subject_key, order_id, facts, since, opened_at, due_at, owner_id, version)
      values (${id}, 'raised', ${input.severity ?? policy.severity}, 'raised', ${subject}, ${order?.id ?? null},
        ${JSON.stringify({ title, note, by: actor.name })}::text::jsonb, ${now.toISOString()}, ${now.toISOString()}, ${due.toISOString()}, ${owner?.id ?? null}, 1)
      on conflict do nothing returning number`;
    if (!opened) {
      const [known] = await sql<{ number: number }[]>`
        select number from exceptions where type = 'raised' and subject_key = ${subject} and closed_at is null`;
      return { number: known?.number ?? null, opened: false };
    }
    await sql`
      insert into exception_events (exception_id, seq, kind, data, actor_type, actor_name, at)
      values (${id}, 1, 'opened', '{}', ${actor.type}, ${actor.name}, ${now.toISOString()})`;
    return { number: opened.number, opened: true };
  },
});

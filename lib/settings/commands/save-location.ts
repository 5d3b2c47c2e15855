import type { z } from "zod";
import { recordAudit } from "@/lib/audit";
import { type CommandContext, defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { type Refusal, refuse } from "@/lib/core/result";
import { saveLocationInput } from "../inputs";

/**
 * Adds a warehouse or changes one. It closes only when nothing is promised from it and another one is open.
 * Refuses "gone", "code_taken", "location_in_use", "last_location".
 */
export const saveLocation = defineCommand({
  name: "settings.save_location",
  permission: "settings.edit",
  input: saveLocationInput,
  refusals: ["gone", "code_taken", "location_in_use", "last_location"],
  async run(context, input) {
    const { sql } = context.tx;
    const refusal = input.id !== null && !input.active ? await refuseToClose(context, input.id) : null;
    if (refusal) return refusal;
    const [taken] =
      await sql`select 1 from locations where lower(code) = lower(${input.code}) and id is distinct from ${input.id}`;
    if (taken) return refuse("code_taken", { code: input.code });
    const saved = await write(context, input);
    if (!saved) return refuse("gone");
    await recordAudit(context, input.id ? "settings.location_changed" : "settings.location_added", input.code, {
      name: input.name,
      active: input.active,
    });
    return saved;
  },
});

async function refuseToClose(
  { tx }: CommandContext,
  id: string,
): Promise<Refusal<"location_in_use" | "last_location"> | null> {
  // Locked in one order, so that of two people who close the last two, one is refused.
  const open = await tx.sql<{ id: string }[]>`select id from locations where active order by id for update`;
  if (!open.some((location) => location.id !== id)) return refuse("last_location");
  // Whoever is promising units from here right now is waited for; whoever comes later finds it closed.
  await tx.sql`select ch_lock_location(${id}, true)`;
  const [promised] = await tx.sql<{ units: number }[]>`
    select sum(reserved)::int as units from stock_levels where location_id = ${id} having sum(reserved) > 0`;
  return promised ? refuse("location_in_use", { units: promised.units }) : null;
}

async function write(
  { tx }: CommandContext,
  input: z.output<typeof saveLocationInput>,
): Promise<{ id: string } | null> {
  const { addressLines: lines, city, country, phone } = input;
  const address = JSON.stringify({ lines, city, country, phone });
  const [saved] =
    input.id === null
      ? await tx.sql<{ id: string }[]>`
          insert into locations (id, code, name, name_zh, address, priority, active)
          values (${newId()}, ${input.code}, ${input.name}, ${input.nameZh}, ${address}::text::jsonb, ${input.priority}, ${input.active})
          returning id`
      : await tx.sql<{ id: string }[]>`
          update locations set code = ${input.code}, name = ${input.name}, name_zh = ${input.nameZh},
            address = ${address}::text::jsonb, priority = ${input.priority}, active = ${input.active}
          where id = ${input.id}
          returning id`;
  return saved ?? null;
}

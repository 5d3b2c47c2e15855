import type { z } from "zod";
import { recordAudit } from "@/lib/audit";
import { type CommandContext, defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { saveChannelInput } from "../inputs";

/**
 * Adds a channel or changes one. Its kind stays once orders came through it: their external numbers belong to it.
 * Refuses "gone", "code_taken", "channel_kind_in_use", "closed_location".
 */
export const saveChannel = defineCommand({
  name: "settings.save_channel",
  permission: "settings.edit",
  input: saveChannelInput,
  refusals: ["gone", "code_taken", "channel_kind_in_use", "closed_location"],
  async run(context, input) {
    const { sql } = context.tx;
    const [taken] =
      await sql`select 1 from channels where lower(code) = lower(${input.code}) and id is distinct from ${input.id}`;
    if (taken) return refuse("code_taken", { code: input.code });
    if (input.defaultLocationId !== null) {
      const [location] = await sql`select 1 from locations where id = ${input.defaultLocationId} and active`;
      if (!location) return refuse("closed_location");
    }
    if (input.id !== null) {
      const [used] = await sql`
        select 1 from channels where id = ${input.id} and kind <> ${input.kind}
          and exists (select 1 from orders where channel_id = channels.id)`;
      if (used) return refuse("channel_kind_in_use");
    }
    const saved = await write(context, input);
    if (!saved) return refuse("gone");
    await recordAudit(context, input.id ? "settings.channel_changed" : "settings.channel_added", input.code, {
      name: input.name,
      kind: input.kind,
      currency: input.currency,
      active: input.active,
    });
    return saved;
  },
});

async function write({ tx }: CommandContext, input: z.output<typeof saveChannelInput>): Promise<{ id: string } | null> {
  const [saved] =
    input.id === null
      ? await tx.sql<{ id: string }[]>`
          insert into channels (id, code, name, name_zh, kind, currency, prices_include_tax, default_location_id, active)
          values (${newId()}, ${input.code}, ${input.name}, ${input.nameZh}, ${input.kind}, ${input.currency},
            ${input.pricesIncludeTax}, ${input.defaultLocationId}, ${input.active})
          returning id`
      : await tx.sql<{ id: string }[]>`
          update channels set code = ${input.code}, name = ${input.name}, name_zh = ${input.nameZh}, kind = ${input.kind},
            currency = ${input.currency}, prices_include_tax = ${input.pricesIncludeTax},
            default_location_id = ${input.defaultLocationId}, active = ${input.active}
          where id = ${input.id}
          returning id`;
  return saved ?? null;
}

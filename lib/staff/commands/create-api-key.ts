import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { createApiKeyInput } from "../inputs";

/** Keeps a new key's hash and scopes. The key itself never comes here. Refuses "gone" for an unknown channel. */
export const createApiKey = defineCommand({
  name: "api_keys.create",
  permission: "api_keys.manage",
  input: createApiKeyInput,
  refusals: ["gone"],
  async run(context, { name, scopes, channelId, prefix, keyHash }) {
    const { sql } = context.tx;
    if (channelId !== null) {
      const [channel] = await sql`select 1 from channels where id = ${channelId} for key share`;
      if (!channel) return refuse("gone");
    }
    const id = newId();
    await sql`
      insert into api_keys (id, name, prefix, key_hash, scopes, channel_id, created_by)
      values (${id}, ${name}, ${prefix}, ${keyHash}, ${scopes}, ${channelId}, ${context.actor.name})`;
    await recordAudit(context, "api_key.created", name, { prefix, scopes });
    return { id };
  },
});

import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { revokeApiKeyInput } from "../inputs";

/** Ends a key for good; the next request with it is refused. Refuses "gone" when it is unknown or already revoked. */
export const revokeApiKey = defineCommand({
  name: "api_keys.revoke",
  permission: "api_keys.manage",
  input: revokeApiKeyInput,
  refusals: ["gone"],
  async run(context, { id }) {
    const [revoked] = await context.tx.sql<{ name: string; prefix: string }[]>`
      update api_keys set revoked_at = ${context.now.toISOString()}::text::timestamptz
      where id = ${id} and revoked_at is null
      returning name, prefix`;
    if (!revoked) return refuse("gone");
    await recordAudit(context, "api_key.revoked", revoked.name, { prefix: revoked.prefix });
    return { name: revoked.name };
  },
});

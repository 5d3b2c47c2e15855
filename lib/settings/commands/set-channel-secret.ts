import { recordAudit } from "@/lib/audit";
import { seal } from "@/lib/auth/sealed";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { setChannelSecretInput } from "../inputs";

/**
 * Sets the secret that signs a channel's webhooks; the one before stops working at once. It is never read back to
 * anybody. Refuses "gone".
 */
export const setChannelSecret = defineCommand({
  name: "settings.set_channel_secret",
  permission: "settings.edit",
  input: setChannelSecretInput,
  refusals: ["gone"],
  async run(context, { id, secret }) {
    const [channel] = await context.tx.sql<{ code: string }[]>`
      update channels set webhook_secret = ${seal(secret, "channel")} where id = ${id} returning code`;
    if (!channel) return refuse("gone");
    await recordAudit(context, "settings.channel_secret_changed", channel.code);
    return { code: channel.code };
  },
});

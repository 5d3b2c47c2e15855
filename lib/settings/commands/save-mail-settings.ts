import { recordAudit } from "@/lib/audit";
import { seal } from "@/lib/auth/sealed";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { saveMailSettingsInput } from "../inputs";

/**
 * Sets the server that takes the shop's mail. An empty password keeps the one before, but never for another server or
 * name: it must not be sent to whoever enters a server of their own. Refuses "mail_password_again".
 */
export const saveMailSettings = defineCommand({
  name: "settings.save_mail",
  permission: "settings.edit",
  input: saveMailSettingsInput,
  refusals: ["mail_password_again"],
  async run(context, input) {
    const { sql } = context.tx;
    const { host, port, security, username, fromAddress } = input;
    const [before] = await sql<
      { host: string; port: number; security: string; username: string; hasPassword: boolean }[]
    >`
      select host, port, security, username, password is not null as "hasPassword" from mail_settings for update`;
    const same =
      before?.host === host && before.port === port && before.security === security && before.username === username;
    if (before?.hasPassword && !same && username !== "" && input.password === "") return refuse("mail_password_again");
    const kept = same && input.password === "";
    const password = username === "" || input.password === "" ? null : seal(input.password, "mail");
    await sql`
      insert into mail_settings as m (host, port, security, username, password, from_address)
      values (${host}, ${port}, ${security}, ${username}, ${password}, ${fromAddress})
      on conflict (id) do update set host = excluded.host, port = excluded.port, security = excluded.security,
        username = excluded.username, password = case when ${kept} then m.password else excluded.password end,
        from_address = excluded.from_address, updated_at = now()`;
    await recordAudit(context, "settings.mail_changed", host, { port, security, username, fromAddress });
    return { host };
  },
});

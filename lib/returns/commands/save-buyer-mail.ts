import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { saveBuyerMailInput } from "../inputs";

/** Sets what buyers are written of by themselves. What was written down before leaves all the same. */
export const saveBuyerMail = defineCommand({
  name: "settings.save_buyer_mail",
  permission: "settings.edit",
  input: saveBuyerMailInput,
  refusals: [],
  async run(context, { kinds, address }) {
    const { sql } = context.tx;
    const [before] = await sql<{ kinds: string[] }[]>`select kinds from buyer_mail_settings for update`;
    await sql`
      insert into buyer_mail_settings (kinds, address) values (${kinds}::text[], ${address})
      on conflict (id) do update set kinds = excluded.kinds, address = excluded.address, updated_at = now()`;
    await recordAudit(context, "settings.buyer_mail_changed", "", { before: before?.kinds ?? [], after: kinds });
    return { kinds };
  },
});

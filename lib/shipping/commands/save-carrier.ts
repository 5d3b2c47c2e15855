import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { saveCarrierInput } from "../inputs";

/** Adds a carrier or changes one; its code stays. One that is switched off takes nothing more. */
export const saveCarrier = defineCommand({
  name: "shipping.save_carrier",
  permission: "settings.edit",
  input: saveCarrierInput,
  refusals: ["code_taken", "shipping_changed"],
  async run(context, input) {
    const { sql } = context.tx;
    const { code, version, name, nameZh, aliases, trackingUrl, trackingFormat, phone, active } = input;
    const [saved] =
      version === null
        ? await sql`
            insert into carriers (id, code, name, name_zh, aliases, tracking_url, tracking_format, phone, active, position)
            values (${newId()}, ${code}, ${name}, ${nameZh}, ${aliases}, ${trackingUrl}, ${trackingFormat}, ${phone}, ${active},
              (select coalesce(max(position), 0) + 1 from carriers))
            on conflict (code) do nothing returning code`
        : await sql`
            update carriers set name = ${name}, name_zh = ${nameZh}, aliases = ${aliases}, tracking_url = ${trackingUrl},
              tracking_format = ${trackingFormat}, phone = ${phone}, active = ${active}, version = version + 1
            where code = ${code} and version = ${version} returning code`;
    if (!saved) return version === null ? refuse("code_taken", { code }) : refuse("shipping_changed", { name });
    await recordAudit(context, version === null ? "shipping.carrier_added" : "shipping.carrier_changed", code, {
      ...{ name, trackingUrl, active },
    });
    return { code };
  },
});

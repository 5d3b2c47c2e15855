import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { refuse } from "@/lib/core/result";
import { saveServiceInput } from "../inputs";

/** Adds a service to a carrier or changes one; its code and its carrier stay. Orders that it no longer takes are told of. */
export const saveService = defineCommand({
  name: "shipping.save_service",
  permission: "settings.edit",
  input: saveServiceInput,
  refusals: ["code_taken", "shipping_changed", "gone"],
  async run(context, input) {
    const { sql } = context.tx;
    const { code, version, name, nameZh, transitDaysMin, transitDaysMax, maxKilograms: grams } = input;
    const { serves, refuses, cashOnDelivery, active } = input;
    const [carrier] = await sql`select id from carriers where code = ${input.carrier}`;
    if (!carrier) return refuse("gone");
    const [saved] =
      version === null
        ? await sql`
            insert into shipping_services (id, carrier_id, code, name, name_zh, transit_days_min, transit_days_max,
              max_weight_grams, serves, refuses, cash_on_delivery, active, position)
            values (${newId()}, ${carrier.id}, ${code}, ${name}, ${nameZh}, ${transitDaysMin}, ${transitDaysMax}, ${grams},
              ${serves}, ${refuses}, ${cashOnDelivery}, ${active},
              (select coalesce(max(position), 0) + 1 from shipping_services where carrier_id = ${carrier.id}))
            on conflict (code) do nothing returning code`
        : await sql`
            update shipping_services set name = ${name}, name_zh = ${nameZh}, transit_days_min = ${transitDaysMin},
              transit_days_max = ${transitDaysMax}, max_weight_grams = ${grams}, serves = ${serves}, refuses = ${refuses},
              cash_on_delivery = ${cashOnDelivery}, active = ${active}, version = version + 1
            where code = ${code} and carrier_id = ${carrier.id} and version = ${version} returning code`;
    if (!saved) return version === null ? refuse("code_taken", { code }) : refuse("shipping_changed", { name });
    await recordAudit(context, version === null ? "shipping.service_added" : "shipping.service_changed", code, {
      ...{ name, transitDaysMin, transitDaysMax, maxWeightGrams: grams, serves, refuses, cashOnDelivery, active },
    });
    return { code };
  },
});

import type { Tx } from "@/db/transaction";
import { newId } from "@/lib/core/ids";
import type { KnownCarrier } from "./rules/known-carriers";

/** Adds carriers with their services behind those that are there; one whose code is taken stays as the shop made it. */
export async function addKnownCarriers(tx: Tx, wanted: readonly KnownCarrier[]): Promise<string[]> {
  const added: string[] = [];
  for (const { code, name, nameZh, aliases, trackingUrl, trackingFormat, phone = "", services } of wanted) {
    const id = newId();
    const [carrier] = await tx.sql`
      insert into carriers (id, code, name, name_zh, aliases, tracking_url, tracking_format, phone, position)
      values (${id}, ${code}, ${name}, ${nameZh}, ${aliases}, ${trackingUrl}, ${trackingFormat}, ${phone},
        (select coalesce(max(position), 0) + 1 from carriers))
      on conflict (code) do nothing returning id`;
    if (!carrier) continue;
    added.push(code);
    for (const [index, service] of services.entries()) {
      const { transitDaysMin = null, transitDaysMax = null, maxWeightGrams = null, cashOnDelivery = false } = service;
      await tx.sql`
        insert into shipping_services (id, carrier_id, code, name, name_zh, transit_days_min, transit_days_max,
          max_weight_grams, serves, refuses, cash_on_delivery, position)
        values (${newId()}, ${id}, ${service.code}, ${service.name}, ${service.nameZh}, ${transitDaysMin}, ${transitDaysMax},
          ${maxWeightGrams}, ${service.serves ?? []}, ${service.refuses ?? []}, ${cashOnDelivery}, ${index + 1})
        on conflict (code) do nothing`;
    }
  }
  return added;
}

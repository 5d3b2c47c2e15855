import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import type { Permission } from "@/lib/staff/rules/permissions";

const steps = [
  { key: "shop", permission: "settings.edit" },
  { key: "taxes", permission: "settings.edit" },
  { key: "product", permission: "catalogue.edit" },
  { key: "stock", permission: "stock.receive" },
  { key: "people", permission: "staff.manage" },
  { key: "order", permission: "orders.create" },
] as const satisfies readonly { key: string; permission: Permission }[];

export type FirstStepKey = (typeof steps)[number]["key"];
export type FirstStep = { key: FirstStepKey; done: boolean };

/** What a new shop needs before its first order, and what of it is there; null once there was an order. */
export async function getFirstSteps(actor: Actor): Promise<FirstStep[] | null> {
  assert(may(actor, "home.read"), `${actor.role} may not home.read`);
  const { sql } = connection();
  const [row] = await sql<Record<FirstStepKey, boolean>[]>`
    select exists (select 1 from orders) as "order",
      coalesce((select jsonb_array_length(address -> 'lines') > 0 from shops), false) as shop,
      exists (select 1 from tax_rates) as taxes, exists (select 1 from variants) as product,
      exists (select 1 from stock_movements) as stock, (select count(*) > 1 from staff) as people`;
  assert(row, "a new shop always has an answer");
  if (row.order) return null;
  const mine = steps.filter(({ permission }) => may(actor, permission));
  return mine.length === 0 ? null : mine.map(({ key }) => ({ key, done: row[key] }));
}

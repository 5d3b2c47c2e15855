import type { CommandContext } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { readLevels } from "@/lib/inventory/lock-levels";
import { type Location, StockPool } from "@/lib/inventory/rules/route";
import { activeLocations, lockPool, variantsById } from "@/lib/orders/load-intake-facts";
import { itemsToReserve, planApproval, refuseToApprove } from "@/lib/orders/rules/approve";
import { backorderableOf } from "@/lib/orders/rules/intake";
import type { Planner, PlanningPlace } from "./planner";

/** What a preview has seen of the stock so far: two orders are not promised the same unit. */
export type SeenStock = { pool: StockPool; seen: Set<string> };

export function nothingSeen(): SeenStock {
  return { pool: new StockPool(), seen: new Set() };
}

/** Approves and reserves, the orders in their sequence drawing on one stock. */
export async function approvalPlanner({ context, job, orders, preview }: PlanningPlace): Promise<Planner> {
  const { tx, now } = context;
  const { note } = job.input as { note: string };
  const ids = [...new Set(orders.filter((order) => !refuseToApprove(order)).flatMap(itemsToReserve))];
  const variants = await variantsById(tx, ids);
  const { pool, locations } = preview ? await lookAtPool(context, ids, preview) : await lockPool(tx, ids);
  const backorderable = backorderableOf(variants);
  return (order) => {
    const refusal = refuseToApprove(order);
    if (refusal) return refusal;
    const plan = planApproval({ order, events: [] }, { now, automatic: false, note, pool, locations, backorderable });
    return isRefusal(plan) ? plan : { plan };
  };
}

async function lookAtPool(
  { tx }: CommandContext,
  variantIds: readonly string[],
  { pool, seen }: SeenStock,
): Promise<{ pool: StockPool; locations: Location[] }> {
  const fresh = variantIds.filter((id) => !seen.has(id));
  const locations = await activeLocations(tx);
  const open = new Set(locations.map((location) => location.id));
  for (const level of await readLevels(tx, fresh))
    if (open.has(level.locationId)) pool.set(level.variantId, level.locationId, level.available);
  for (const id of fresh) seen.add(id);
  return { pool, locations };
}

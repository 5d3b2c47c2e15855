import { isRefusal } from "@/lib/core/result";
import { variantsById } from "@/lib/orders/load-intake-facts";
import { itemsToReserve, planApproval, refuseToApprove } from "@/lib/orders/rules/approve";
import { backorderableOf } from "@/lib/orders/rules/intake";
import type { Planner, PlanningPlace } from "./planner";
import { freeStock } from "./seen-stock";

/** Approves and reserves, the orders in their sequence drawing on one stock. */
export async function approvalPlanner({ context, job, orders, preview }: PlanningPlace): Promise<Planner> {
  const { tx, now } = context;
  const { note } = job.input as { note: string };
  const ids = [...new Set(orders.filter((order) => !refuseToApprove(order)).flatMap(itemsToReserve))];
  const variants = await variantsById(tx, ids);
  const { pool, locations } = await freeStock(context, ids, preview);
  const backorderable = backorderableOf(variants);
  return (order) => {
    const refusal = refuseToApprove(order);
    if (refusal) return refusal;
    const plan = planApproval({ order, events: [] }, { now, automatic: false, note, pool, locations, backorderable });
    return isRefusal(plan) ? plan : { plan };
  };
}

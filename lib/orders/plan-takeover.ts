import type { Tx } from "@/db/transaction";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { digestOf } from "@/lib/orders/load-moved";
import { lockOrders, readOrders } from "@/lib/orders/lock-order";
import { planTakeover, type Taken, waitingUnits } from "@/lib/orders/rules/claims";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";

export type PlannedTakeover = {
  plans: Plan[];
  /** Whose units they are, what of it, and when that order counts as due. */
  taken: (Taken & { promisedAt: string | null })[];
  /** Units that are still missing afterwards. */
  missing: number;
  digest: string;
};

const donorsAtMost = 50;

/**
 * The plans of giving an order stock that others hold: of those that count as due later than it, the last ones first.
 * Locks all of them, in the house's one order, unless it is a preview.
 */
export async function planStockTakeover(
  tx: Tx,
  number: string,
  lock: boolean,
): Promise<PlannedTakeover | Refusal<"not_found" | "order_closed" | "not_approved" | "nothing_to_take">> {
  const found = await tx.sql<{ number: string }[]>`
    with wanting as (
      select o.id, o.due_at, array_agg(l.variant_id) as variants
      from orders o join order_lines l on l.order_id = o.id
      where o.number = ${number} and l.stocked and l.ordered - l.cancelled - l.shipped > l.reserved
      group by o.id
    )
    select o.number from wanting w
    join lateral (
      select d.id, d.number, d.due_at from reservations r
      join order_lines l on l.id = r.order_line_id join orders d on d.id = l.order_id
      where r.variant_id = any(w.variants) and d.id <> w.id and d.due_at > w.due_at and l.reserved > l.allocated - l.shipped
      group by d.id order by d.due_at desc, d.id limit ${donorsAtMost}
    ) o on true order by o.due_at desc, o.id`;
  const numbers = [number, ...found.map((row) => row.number)];
  const orders = await (lock ? lockOrders(tx, numbers) : readOrders(tx, numbers));
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  const order = byNumber.get(number);
  if (!order) return refuse("not_found", { number });
  const donors = found.map((row) => byNumber.get(row.number)).filter((of) => of !== undefined);
  const planned = planTakeover(
    order,
    donors.filter((donor) => isLater(donor, order)),
  );
  if (isRefusal(planned)) return planned;
  const taken = planned.taken.map((one) => ({
    ...one,
    promisedAt: byNumber.get(one.from)?.promisedAt?.toISOString() ?? null,
  }));
  const units = taken.reduce((sum, one) => sum + one.units, 0);
  const missing = order.lines.reduce((sum, line) => sum + waitingUnits(line), 0) - units;
  return { plans: planned.plans, taken, missing, digest: digestOf({ taken, missing }) };
}

// Somebody may have moved its turn before it was locked.
function isLater(donor: OrderState, order: OrderState): boolean {
  return donor.dueAt !== null && order.dueAt !== null && donor.dueAt > order.dueAt;
}

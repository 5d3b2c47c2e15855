import type postgres from "postgres";
import type { Tx } from "@/db/transaction";
import { isRefusal } from "@/lib/core/result";
import { lockPool } from "@/lib/orders/load-intake-facts";
import { lockOrders } from "@/lib/orders/lock-order";
import { planReservation } from "@/lib/orders/rules/approve";
import { releaseStocked } from "@/lib/orders/rules/hold";
import type { Plan, PlannedEvent } from "@/lib/orders/rules/plan";
import { toShip } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import { type PostContext, post } from "@/lib/post";

export type Filled = { orders: string[]; units: number };

/**
 * Whether a line `l` of an order `o` waits for stock: it was backordered, or its order is approved and somebody found
 * less on the shelf than it had claimed.
 */
export function waitsForStock(sql: postgres.ISql) {
  return sql`l.stocked and l.shipped + l.cancelled < l.ordered and l.ordered - l.cancelled - l.shipped > l.reserved
    and (l.backordered > 0 or o.approved_at is not null) and o.stage <> 'cancelled'`;
}

/**
 * Locks the orders that wait for these items, those that count as due first, as many as the new units can serve at most. To be
 * called before any level is locked: everyone locks orders first, then levels.
 */
export async function lockWaitingOrders(
  tx: Tx,
  gained: readonly { variantId: string; quantity: number }[],
): Promise<OrderState[]> {
  const units = gained.filter(({ quantity }) => quantity > 0);
  if (units.length === 0) return [];
  const rows = await tx.sql<{ number: string }[]>`
    with gained as (select unnest(${units.map((g) => g.variantId)}::uuid[]) as variant_id, unnest(${units.map((g) => g.quantity)}::int[]) as units),
    waiting as (
      select o.number, o.due_at, o.placed_at, o.id, l.variant_id, g.units,
        coalesce(sum(l.ordered - l.cancelled - l.shipped - l.reserved) over (partition by l.variant_id order by o.due_at nulls last, o.placed_at, o.id
          rows between unbounded preceding and 1 preceding), 0) as before
      from order_lines l join gained g on g.variant_id = l.variant_id join orders o on o.id = l.order_id
      where ${waitsForStock(tx.sql)}
    )
    select number from waiting where before < units
    group by number, due_at, placed_at, id order by due_at nulls last, placed_at, id`;
  const wanted = rows.map(({ number }) => number);
  const locked = new Map((await lockOrders(tx, wanted)).map((order) => [order.number, order]));
  return wanted.map((number) => locked.get(number)).filter((order) => order !== undefined);
}

/** Items of orders: whoever fills them locks all of these at once with what came in, or two would wait for each other. */
export function itemsOf(orders: readonly OrderState[]): string[] {
  return orders.flatMap((order) => order.lines.map((line) => line.variantId)).filter((id) => id !== null);
}

/**
 * Reserves what is free now for orders locked by `lockWaitingOrders`, in their order. A claim that still finds nothing
 * stays backordered.
 */
export async function fillBackorders(context: PostContext, orders: readonly OrderState[]): Promise<Filled> {
  const waiting = orders.filter((order) => order.lines.some((line) => line.stocked && toShip(line) > line.reserved));
  if (waiting.length === 0) return { orders: [], units: 0 };
  const { pool, locations } = await lockPool(context.tx, itemsOf(waiting));
  const plans: Plan[] = [];
  for (const order of waiting) {
    const backorderable = new Set(order.lines.map((line) => line.variantId).filter((id) => id !== null));
    const plan = planReservation({ order, events: [] }, { pool, locations, backorderable });
    if (!isRefusal(plan) && plan.stock?.length)
      plans.push(releaseStocked({ ...plan, events: plan.events.map(waitedFor) }));
  }
  await post(context, plans);
  return {
    orders: plans.map((plan) => plan.order?.number ?? ""),
    units: plans.flatMap((plan) => plan.stock ?? []).reduce((sum, posting) => sum + (posting.reserved ?? 0), 0),
  };
}

/** What an order had waited for is told apart from what it reserves as it is approved. */
function waitedFor(event: PlannedEvent): PlannedEvent {
  return event.type === "stock.reserved" ? { ...event, data: { ...event.data, waited: true } } : event;
}

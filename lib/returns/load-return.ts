import { eq } from "drizzle-orm";
import type postgres from "postgres";
import { orders } from "@/db/schema/orders";
import { returnLines, returns } from "@/db/schema/returns";
import type { Tx } from "@/db/transaction";
import { assert, type Refusal, refuse } from "@/lib/core/result";
import { lockOrder } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import { selectRows } from "@/lib/rows";
import type { Claimed } from "./rules/change";
import { defaultReturnPolicy, type ReturnPolicy } from "./rules/policy";
import type { ReturnLineState, ReturnState } from "./rules/state";

export type ReturnRefusal = "not_found" | "return_changed";
export const returnRefusals = ["not_found", "return_changed"] as const;

/**
 * Locks the order of a return and reads both; refuses when the return is not there, or is not the version that was on
 * the screen. A return changes under its order's lock alone.
 */
export async function lockReturn(
  tx: Tx,
  ref: { rma: string; version?: number | undefined },
): Promise<{ order: OrderState; ret: ReturnState } | Refusal<ReturnRefusal>> {
  const [found] = await tx.db
    .select({ id: returns.id, order: orders.number })
    .from(returns)
    .innerJoin(orders, eq(orders.id, returns.orderId))
    .where(eq(returns.number, ref.rma));
  if (!found) return refuse("not_found", { number: ref.rma });
  const order = await lockOrder(tx, found.order);
  assert(order, "a return has its order");
  const ret = (await readReturns(tx, order)).find((each) => each.id === found.id);
  assert(ret, "returns are never deleted");
  if (ref.version !== undefined && ref.version !== ret.version) {
    return refuse("return_changed", { rma: ret.number, shown: ref.version, now: ret.version });
  }
  return { order, ret };
}

/** Every return of an order, oldest first. */
export async function readReturns(
  reader: { sql: postgres.ISql },
  order: Pick<OrderState, "id" | "lines">,
): Promise<ReturnState[]> {
  const [rows, lines] = await Promise.all([
    selectRows(reader, returns, "where t.order_id = $1::uuid order by t.requested_at, t.id", [order.id]),
    selectRows(
      reader,
      returnLines,
      "where t.return_id in (select r.id from returns r where r.order_id = $1::uuid) order by t.position",
      [order.id],
    ),
  ]);
  const positions = new Map(order.lines.map((line) => [line.id, line.position]));
  return rows.map((row) => ({
    ...row,
    status: row.status as ReturnState["status"],
    source: row.source as ReturnState["source"],
    refundWhen: row.refundWhen as ReturnState["refundWhen"],
    lines: lines
      .filter((line) => line.returnId === row.id)
      .map(
        (line): ReturnLineState => ({
          ...line,
          line: positions.get(line.orderLineId) ?? 0,
          reason: line.reason as ReturnLineState["reason"],
          outcome: line.outcome as ReturnLineState["outcome"],
        }),
      ),
  }));
}

/** Units that refunds of an order which are still open will put on a shelf: no return may have them. */
export async function claimedByRefunds({ sql }: { sql: postgres.ISql }, orderId: string): Promise<Claimed> {
  const rows = await sql<{ line: string; units: number }[]>`
    select part ->> 'lineId' as line, sum((part ->> 'restock')::int)::int as units
    from refunds r cross join jsonb_array_elements(r.lines) part
    where r.order_id = ${orderId} and r.status in ('requested', 'approved', 'in_doubt') group by 1`;
  return new Map(rows.map(({ line, units }) => [line, units]));
}

/** The policy that holds now, and its version; the house's own, version 0, where the shop wrote none. */
export async function currentReturnPolicy({
  sql,
}: {
  sql: postgres.ISql;
}): Promise<{ version: number; policy: ReturnPolicy }> {
  const [row] = await sql<{ version: number; content: ReturnPolicy }[]>`
    select version, content from return_policies order by version desc limit 1`;
  return { version: row?.version ?? 0, policy: policyOf(row?.content) };
}

/** A version as it is read: what it does not say yet is as the house came. */
export function policyOf(content: Partial<ReturnPolicy> | undefined): ReturnPolicy {
  return { ...defaultReturnPolicy, ...content };
}

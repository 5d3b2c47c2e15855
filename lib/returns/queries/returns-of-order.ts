import type postgres from "postgres";
import type { OrderState } from "@/lib/orders/rules/state";
import { type Claimed, returnable } from "../rules/change";
import type { ReturnStatus } from "../rules/state";

export type OrderReturn = {
  rma: string;
  status: ReturnStatus;
  requestedAt: string;
  dueAt: string | null;
  refundDue: number;
  items: { code: string; units: number }[];
};

/** The returns of an order for its page, newest first. */
export async function returnsOfOrder(orderId: string, { sql }: { sql: postgres.ISql }): Promise<OrderReturn[]> {
  return sql<OrderReturn[]>`
    select r.number as rma, r.status, to_jsonb(r.requested_at) #>> '{}' as "requestedAt", to_jsonb(r.due_at) #>> '{}' as "dueAt",
      (select coalesce(sum(l.refund_due), 0)::int from return_lines l where l.return_id = r.id) as "refundDue",
      (select coalesce(jsonb_agg(jsonb_build_object('code', coalesce(nullif(o.sku, ''), o.title), 'units', l.requested + l.extra) order by l.position), '[]')
       from return_lines l join order_lines o on o.id = l.order_line_id where l.return_id = r.id) as items
    from returns r where r.order_id = ${orderId} order by r.requested_at desc, r.id desc`;
}

export type ReturnableLine = { line: number; title: string; sku: string; left: number };

/** Units of an order that can be sent back, whatever the policy says. */
export function returnableLines(order: OrderState, claimed: Claimed): ReturnableLine[] {
  return order.lines
    .map((line) => ({ line: line.position, title: line.title, sku: line.sku, left: returnable(line, claimed) }))
    .filter(({ left }) => left > 0);
}

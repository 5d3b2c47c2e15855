import type postgres from "postgres";
import { deriveStage } from "@/lib/orders/rules/stage";
import type { LineState, PaymentMethod } from "@/lib/orders/rules/state";
import { toDateOrNull } from "@/lib/rows";

const ordersAtOnce = 1000;

/** Orders whose stored stage is not what their counters, money and approval say; a thousand orders in memory at a time. */
export async function* storedStages(sql: postgres.ISql): AsyncGenerator<Record<string, unknown>> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const orders = await sql`
      select id, number, stage, submitted_at::text as submitted, approved_at::text as approved, completed_at::text as completed,
             rejected_at::text as rejected, payment_method,
             total_minor::text as total, paid_minor::text as paid
      from orders where id > ${after} order by id limit ${ordersAtOnce}`;
    const last = orders.at(-1);
    if (!last) return;
    const lines = await sql`
      select order_id, ships, stocked, ordered, cancelled, reserved, allocated, picked, packed, shipped, delivered
      from order_lines where order_id > ${after} and order_id <= ${last.id}`;
    const linesOf = Map.groupBy(lines, (line) => line.order_id as string);
    for (const order of orders) {
      const derived = deriveStage({
        submittedAt: toDateOrNull(order.submitted),
        approvedAt: toDateOrNull(order.approved),
        completedAt: toDateOrNull(order.completed),
        rejectedAt: toDateOrNull(order.rejected),
        paymentMethod: order.payment_method as PaymentMethod,
        totalMinor: BigInt(order.total),
        paidMinor: BigInt(order.paid),
        lines: (linesOf.get(order.id) ?? []) as unknown as LineState[],
      });
      if (derived !== order.stage) yield { number: order.number, stored: order.stage, derived };
    }
    after = last.id;
  }
}

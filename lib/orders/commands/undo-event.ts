import { eq } from "drizzle-orm";
import { z } from "zod";
import { orders } from "@/db/schema/orders";
import type { Tx } from "@/db/transaction";
import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { orderRef } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { lockPool } from "@/lib/orders/load-intake-facts";
import { readLineTexts } from "@/lib/orders/load-moved";
import { loadServiceUndo } from "@/lib/orders/load-service-undo";
import { lockFormerOwner } from "@/lib/orders/lock-former-owner";
import { methodChangesOf } from "@/lib/orders/plan-payment-method";
import type { PastMethod } from "@/lib/orders/rules/payment-method";
import { isPrepaid } from "@/lib/orders/rules/stage";
import { isUndoable, type PastEvent, planUndoEvent, undoPermissions } from "@/lib/orders/rules/undo-event";
import { post } from "@/lib/post";

/**
 * Takes back what one event of an order's timeline did: a hold, its terms, a release, who has it, tags, an edit, its service, how it is paid, whose
 * it is. Whoever does it must be allowed to do the opposite.
 */
export const undoEvent = defineCommand({
  name: "orders.undo",
  permission: "orders.read",
  input: orderRef.extend({ seq: z.number().int().positive() }),
  refusals: [
    ...changeRefusals,
    "forbidden",
    "not_undoable",
    "undone_already",
    "order_closed",
    "not_held",
    "already_held",
    "date_missing",
    "approver_missing",
    "approval_needed",
    "no_such_person",
    "changed_since",
    "nothing_to_change",
    "service_refused",
    "too_many_tags",
    "unknown_line",
    "already_shipped",
    "payment_open",
    "paid_since",
    "no_such_customer",
    "customer_merged",
  ],
  async run(context, input) {
    const { tx, actor } = context;
    const customers = await lockFormerOwner(tx, input);
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const events = await tx.sql<PastEvent[]>`
      select seq, type, data from order_events where order_id = ${order.id}
        and (seq = ${input.seq} or type in ('order.held', 'order.assigned') or data ? 'undoes') order by seq`;
    const event = events.find(({ seq }) => seq === input.seq);
    if (!event || !isUndoable(event.type)) return refuse("not_undoable");
    const permission = undoPermissions[event.type];
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    const { methodBefore } = event.data as Partial<PastMethod>;
    // To be paid before it leaves, it goes on to nothing: no stock is looked at.
    const mayGoOn = event.type === "payment.method_changed" && methodBefore && !isPrepaid(methodBefore);
    const [[row], [owner], lineTexts, service, payment] = await Promise.all([
      tx.db.select().from(orders).where(eq(orders.id, order.id)),
      tx.sql<{ number: string }[]>`select number from customers where id = ${order.customerId}`,
      readLineTexts(tx, order.id),
      loadServiceUndo(context, event.type === "order.service_changed" ? [order] : []),
      methodChangesOf(context, mayGoOn ? [order] : [], (ids) => lockPool(tx, ids)),
    ]);
    const now = row as unknown as Record<string, unknown>;
    const facts = { by: actor, service, lineTexts, payment, customers, owner: owner?.number ?? "" };
    const plan = planUndoEvent(order, event, events, now, facts);
    if (isRefusal(plan)) return plan;
    const { assigneeId } = plan.patch ?? {};
    if (assigneeId && !(await isActive(tx, assigneeId))) return refuse("no_such_person", { email: "" });
    return changedOf(await post(context, [plan]));
  },
});

async function isActive({ sql }: Tx, id: string): Promise<boolean> {
  const [row] = await sql`select from staff where id = ${id} and active`;
  return row !== undefined;
}

import { eq } from "drizzle-orm";
import { z } from "zod";
import { orders } from "@/db/schema/orders";
import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { orderRef } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { loadServiceUndo } from "@/lib/orders/load-service-undo";
import { isUndoable, type PastEvent, planUndoEvent, undoPermissions } from "@/lib/orders/rules/undo-event";
import { post } from "@/lib/post";

/**
 * Takes back what one event of an order's timeline did: a hold, a release, tags, an edit. Whoever does it must be allowed
 * to do the opposite.
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
    "changed_since",
    "nothing_to_change",
    "service_refused",
    "too_many_tags",
  ],
  async run(context, input) {
    const { tx, actor, now } = context;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const events = await tx.sql<PastEvent[]>`
      select seq, type, data from order_events where order_id = ${order.id}
        and (seq = ${input.seq} or type = 'order.held' or data ? 'undoes') order by seq`;
    const event = events.find(({ seq }) => seq === input.seq);
    if (!event || !isUndoable(event.type)) return refuse("not_undoable");
    const permission = undoPermissions[event.type];
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    const [row] = await tx.db.select().from(orders).where(eq(orders.id, order.id));
    const plan = planUndoEvent(
      order,
      event,
      events,
      row as unknown as Record<string, unknown>,
      await loadServiceUndo(context, event.type === "order.service_changed" ? [order] : []),
    );
    if (isRefusal(plan)) return plan;
    return changedOf(await post({ tx, actor, now }, [plan]));
  },
});

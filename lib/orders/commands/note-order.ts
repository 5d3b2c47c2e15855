import { orderNotes } from "@/db/schema/orders";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal } from "@/lib/core/result";
import { noteOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";

/** Writes a note for the house on an order; the customer never sees it. */
export const noteOrder = defineCommand({
  name: "orders.note",
  permission: "orders.note",
  input: noteOrderInput,
  refusals: changeRefusals,
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    await context.tx.db.insert(orderNotes).values({
      id: newId(),
      orderId: order.id,
      body: input.body,
      actorName: context.actor.name,
      createdAt: context.now,
    });
    return changedOf(await post(context, [{ order, events: [{ type: "order.noted", data: { body: input.body } }] }]));
  },
});

import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { duplicateRefusals, duplicatesOf } from "@/lib/orders/duplicates";
import { orderRef } from "@/lib/orders/inputs";
import { insertParts } from "@/lib/orders/insert-parts";
import { loadForChange } from "@/lib/orders/load-for-change";
import { receiveOrders } from "@/lib/orders/receive-orders";
import { intakeRefusals } from "@/lib/orders/rules/intake";

/**
 * The same order once more, as a draft: its people, items, prices and discounts as they stand. Lines that came from
 * nowhere but a channel's own discount stay out.
 */
export const duplicateOrder = defineCommand({
  name: "orders.duplicate",
  permission: "orders.create",
  input: orderRef.omit({ version: true }),
  refusals: ["not_found", "order_changed", ...duplicateRefusals, "duplicate_external_id", ...intakeRefusals],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const draft = (await duplicatesOf(context, [order]))(order);
    if (isRefusal(draft)) return draft;
    const [made] = await receiveOrders(context, [draft]);
    if (!made || isRefusal(made)) return made as Exclude<typeof made, undefined>;
    await insertParts(context, [
      { kind: "duplicated", fromId: order.id, toId: made.id, lines: [], reason: "", note: "" },
    ]);
    return { number: made.number, version: made.version, stage: made.stage };
  },
});

import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { approveOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { lockPool, variantsById } from "@/lib/orders/load-intake-facts";
import { itemsToReserve, planApproval, refuseToApprove } from "@/lib/orders/rules/approve";
import { backorderableOf } from "@/lib/orders/rules/intake";
import { post } from "@/lib/post";

/**
 * Approves an order that waits for review or payment and reserves its stock in the same transaction: from the warehouse
 * that can ship all of it, else from the fewest.
 */
export const approveOrder = defineCommand({
  name: "orders.approve",
  permission: "orders.review",
  input: approveOrderInput,
  refusals: [...changeRefusals, "not_in_review", "held", "unmapped_lines", "insufficient_stock"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const refusal = refuseToApprove(order);
    if (refusal) return refusal;
    const ids = itemsToReserve(order);
    const variants = await variantsById(context.tx, ids);
    const { pool, locations } = await lockPool(context.tx, ids);
    const plan = planApproval(
      { order, events: [] },
      {
        now: context.now,
        automatic: false,
        note: input.note,
        pool,
        locations,
        backorderable: backorderableOf(variants),
      },
    );
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});

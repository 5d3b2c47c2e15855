import { defineCommand } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { isRefusal, refuse } from "@/lib/core/result";
import { finishFactsOf } from "@/lib/orders/finish-facts";
import { submitDraftInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { finishIntake } from "@/lib/orders/rules/intake";
import { saleEntries } from "@/lib/orders/rules/sales";
import { post } from "@/lib/post";

/** Places a draft: it counts as sold from now on, is checked, and approves itself when nothing stops it. */
export const submitDraft = defineCommand({
  name: "orders.submit",
  permission: "orders.create",
  input: submitDraftInput,
  refusals: [...changeRefusals, "not_a_draft", "insufficient_stock"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    if (order.stage !== "draft") return refuse("not_a_draft", { number: order.number });
    const today = businessDay(context.now, context.shop.timeZone);
    const sold = { ...order, businessDay: today };
    const facts = await finishFactsOf(context, order);
    const plan = finishIntake(
      {
        order,
        patch: { submittedAt: context.now, placedAt: context.now, businessDay: today },
        sales: saleEntries(sold, context.shop.currency),
        events: [
          { type: "order.submitted", data: { totalMinor: order.totalMinor.toString(), currency: order.currency } },
        ],
      },
      { ...facts, onShortage: input.onShortage, reserve: false },
    );
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});

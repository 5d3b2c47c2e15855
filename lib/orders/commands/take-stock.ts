import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { takeStockInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planStockTakeover } from "@/lib/orders/plan-takeover";
import { releaseStocked } from "@/lib/orders/rules/hold";
import { post } from "@/lib/post";

/** Gives an order stock that others hold which count as due later; each of them waits for its units anew. */
export const takeStock = defineCommand({
  name: "orders.take_stock",
  permission: "orders.review",
  input: takeStockInput,
  refusals: [...changeRefusals, "order_closed", "not_approved", "nothing_to_take", "effect_changed"],
  async run(context, input) {
    const { tx } = context;
    const planned = await planStockTakeover(tx, input.number, true);
    const seen = await loadForChange(tx, input);
    if (isRefusal(seen)) return seen;
    if (isRefusal(planned)) return planned;
    if (input.expected !== undefined && input.expected !== planned.digest) return refuse("effect_changed");
    await lockLevels(
      tx,
      planned.plans.flatMap(({ stock }) => (stock ?? []).map(({ variantId }) => variantId)),
    );
    const [own] = await post(context, planned.plans.map(releaseStocked));
    assert(own, "the order itself was posted");
    return changedOf([own]);
  },
});

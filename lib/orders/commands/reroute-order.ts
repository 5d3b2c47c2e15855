import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { rerouteOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { lockPool } from "@/lib/orders/load-intake-facts";
import { planReroute } from "@/lib/orders/rules/claims";
import { releaseStocked } from "@/lib/orders/rules/hold";
import { post } from "@/lib/post";

/** Lets what is on no shipment yet go out from another warehouse. */
export const rerouteOrder = defineCommand({
  name: "orders.reroute",
  permission: "orders.edit",
  input: rerouteOrderInput,
  refusals: [...changeRefusals, "order_closed", "unknown_location", "insufficient_stock", "nothing_to_change"],
  async run(context, input) {
    const { tx } = context;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const variantIds = order.lines.flatMap((line) => (line.stocked && line.variantId ? [line.variantId] : []));
    const { pool, locations } = await lockPool(tx, variantIds);
    const to = locations.find(({ code }) => code.toUpperCase() === input.location.toUpperCase());
    if (!to) return refuse("unknown_location", { location: input.location });
    const plan = planReroute(order, to, { pool, codes: new Map(locations.map(({ id, code }) => [id, code])) });
    if (isRefusal(plan)) return plan;
    const changed = changedOf(await post(context, [releaseStocked(plan)]));
    await offerFreed(tx, plan.stock);
    return changed;
  },
});

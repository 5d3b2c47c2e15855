import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { orderRef } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planAcceptUnclaimed, planClaimAgain, unclaimedOf } from "@/lib/orders/rules/settle-coupons";
import { post } from "@/lib/post";
import { promotionsOfOrders } from "@/lib/promotions/load-given";
import { openCoupons } from "@/lib/promotions/load-promotions";

const refusals = [...changeRefusals, "nothing_to_change", "order_closed"] as const;

/** Uses coupons that a channel gave and that could not be used as the order came in. */
export const claimCoupons = defineCommand({
  name: "orders.claim_coupons",
  permission: "orders.edit",
  input: orderRef,
  refusals: [...refusals, "coupon_refused"],
  async run(context, input) {
    const { tx } = context;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const given = (await promotionsOfOrders(tx, [order.id])).get(order.id) ?? [];
    const { customerId } = order;
    const asked = unclaimedOf(given).map(({ code }) => ({ code: code ?? "", customerId }));
    const plan = planClaimAgain(order, given, await openCoupons(tx, asked, true));
    return isRefusal(plan) ? plan : changedOf(await post(context, [plan]));
  },
});

/** Lets it be that they were given and not used. */
export const acceptCoupons = defineCommand({
  name: "orders.accept_coupons",
  permission: "orders.edit",
  input: orderRef,
  refusals,
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const given = (await promotionsOfOrders(context.tx, [order.id])).get(order.id) ?? [];
    const plan = planAcceptUnclaimed(order, given, context.actor.name);
    return isRefusal(plan) ? plan : changedOf(await post(context, [plan]));
  },
});

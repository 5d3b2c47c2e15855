import { defineCommand } from "@/lib/command";
import { assert, isRefusal } from "@/lib/core/result";
import { changeServiceInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { offerNamed, offerOf } from "@/lib/orders/rules/named-service";
import { planService, serviceRefusals } from "@/lib/orders/rules/service";
import { post } from "@/lib/post";
import { loadConsignments } from "@/lib/shipping/load-consignments";
import { loadShipping } from "@/lib/shipping/load-shipping";
import { arrivalWith } from "@/lib/shipping/rules/fits";

/** Lets an order go with another carrier or service as long as something of it is still to be sent. */
export const changeService = defineCommand({
  name: "orders.change_service",
  permission: "orders.edit",
  input: changeServiceInput,
  refusals: [...changeRefusals, ...serviceRefusals, "unknown_service"],
  async run(context, input) {
    const { tx, shop, now } = context;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const [book, consignments] = await Promise.all([
      loadShipping(tx, shop.shippingVersion),
      loadConsignments(tx, [order.id]),
    ]);
    const to = offerNamed(book, input.service);
    if (isRefusal(to)) return to;
    const consignment = consignments.get(order.id);
    assert(consignment, "an order that was locked is there");
    const from = offerOf(book, order.shippingServiceId);
    const arrival = input.movePromise && to ? arrivalWith(to.service, from?.service ?? null, { ...order, now }) : null;
    const plan = planService(order, { from, to, consignment, ...(arrival ? { promisedAt: arrival } : {}) });
    return isRefusal(plan) ? plan : changedOf(await post(context, [plan]));
  },
});

import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { changedOf } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { shipShipmentInput } from "../inputs";
import { lockShipment } from "../lock-shipment";
import { planShip, shipRefusals } from "../rules/ship";
import { parcelWriter } from "../written-parcel";

/** Hands a packed shipment to the carrier: its units leave shelf and reservation, once, whoever presses the button too. */
export const shipShipment = defineCommand({
  name: "fulfilment.ship_shipment",
  permission: "fulfilment.ship",
  input: shipShipmentInput,
  refusals: [...shipRefusals, "shipment_not_found"],
  async run(context, input) {
    const found = await lockShipment(context.tx, input.shipment);
    if (isRefusal(found)) return found;
    const { shipment: _, ...details } = input;
    const written = await parcelWriter(context);
    const plan = planShip(found.order, found.shipment, {
      ...written(details),
      by: context.actor.name,
      now: context.now,
    });
    if (isRefusal(plan)) return plan;
    await lockLevels(
      context.tx,
      (plan.stock ?? []).map((posting) => posting.variantId),
    );
    return { shipment: found.shipment.number, ...changedOf(await post(context, [plan])) };
  },
});

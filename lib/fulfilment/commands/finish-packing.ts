import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { changedOf } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { finishPackingInput } from "../inputs";
import { lockShipment } from "../lock-shipment";
import { planFinishPacking } from "../rules/pack";

/** Closes the parcel: how many packages, how heavy. It waits for the carrier now. */
export const finishPacking = defineCommand({
  name: "fulfilment.finish_packing",
  permission: "fulfilment.pack",
  input: finishPackingInput,
  refusals: ["shipment_not_found", "held", "wrong_status", "not_all_packed"],
  async run(context, input) {
    const found = await lockShipment(context.tx, input.shipment);
    if (isRefusal(found)) return found;
    const { packages, weightGrams, rest } = input;
    const plan = planFinishPacking(found.order, found.shipment, {
      packages,
      weightGrams,
      rest,
      by: context.actor.name,
      now: context.now,
    });
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});

import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { changedOf } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { settleWaves } from "../close-wave";
import { cancelShipmentInput } from "../inputs";
import { lockShipment } from "../lock-shipment";
import { withdrawShipment } from "../rules/cancel-shipment";

/** Takes back a shipment that has not left: its units stay reserved and can be picked anew. */
export const cancelShipment = defineCommand({
  name: "fulfilment.cancel_shipment",
  permission: "fulfilment.pick",
  input: cancelShipmentInput,
  refusals: ["shipment_not_found", "already_shipped", "wrong_status"],
  async run(context, input) {
    const found = await lockShipment(context.tx, input.shipment);
    if (isRefusal(found)) return found;
    const withdrawal = withdrawShipment(found.order, found.shipment, { note: input.note, now: context.now });
    if (isRefusal(withdrawal)) return withdrawal;
    const { lines, shipment, event } = withdrawal;
    const changed = changedOf(
      await post(context, [{ order: found.order, lines, shipments: [shipment], events: [event] }]),
    );
    await settleWaves(context.tx, [found.shipment.waveId], context.now);
    return changed;
  },
});

import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal } from "@/lib/core/result";
import { changedOf, type OrderChanged } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { recordTrackingInput } from "../inputs";
import { lockShipment } from "../lock-shipment";
import { planTracking } from "../rules/track";

/** News of a parcel, from a person or a carrier. The same news twice is one. */
export const recordTracking = defineCommand({
  name: "fulfilment.record_tracking",
  permission: "fulfilment.deliver",
  input: recordTrackingInput,
  refusals: ["shipment_not_found", "not_shipped", "parcel_closed"],
  async run(context, input) {
    const { tx, now } = context;
    const found = await lockShipment(tx, input.shipment);
    if (isRefusal(found)) return found;
    const { order, shipment } = found;
    const at = input.at ? new Date(input.at) : now;
    const [known] = await tx.sql`
      select max(at) as latest, coalesce(bool_or(status = ${input.status} and at = ${at.toISOString()}), false) as again
      from tracking_events where shipment_id = ${shipment.id}`;
    if (known?.again)
      return { number: order.number, version: order.version, stage: order.stage as string } satisfies OrderChanged;
    const plan = planTracking(order, shipment, {
      id: newId(),
      status: input.status,
      at,
      place: input.place,
      description: input.description,
      now,
      latest: known?.latest ? new Date(known.latest) : null,
    });
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});

import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import type { Plan } from "@/lib/orders/rules/plan";
import { post } from "@/lib/post";
import { markDeliveredInput } from "../inputs";
import { type LockedShipment, lockShipments } from "../lock-shipment";
import { planTracking } from "../rules/track";

type Skipped = {
  shipment: string;
  code: "shipment_not_found" | "not_shipped" | "parcel_closed";
  facts: Record<string, unknown>;
};

/**
 * Parcels that arrived. Those that did not leave, or are closed already, are left out and named; a single one, or all of
 * them, refuses.
 */
export const markDelivered = defineCommand({
  name: "fulfilment.mark_delivered",
  permission: "fulfilment.deliver",
  input: markDeliveredInput,
  refusals: ["shipment_not_found", "not_shipped", "parcel_closed", "nothing_delivered"],
  async run(context, input) {
    const { tx, now } = context;
    const at = input.at ? new Date(input.at) : now;
    const delivered: string[] = [];
    let waiting = await lockShipments(tx, input.shipments);
    const skipped: Skipped[] = input.shipments
      .filter((number) => !waiting.some(({ shipment }) => shipment.number === number))
      .map((number) => ({ shipment: number, code: "shipment_not_found", facts: { shipment: number } }));
    // Parcels of one order follow each other: the last of them closes the order.
    while (waiting.length > 0) {
      const turn = onePerOrder(waiting);
      const plans: Plan[] = [];
      for (const { order, shipment } of turn) {
        const { number } = shipment;
        const news = { id: newId(), status: "delivered" as const, at, place: "", description: "", now, latest: null };
        const plan = planTracking(order, shipment, news);
        if (isRefusal(plan)) skipped.push({ shipment: number, code: plan.code, facts: plan.facts });
        else {
          plans.push(plan);
          delivered.push(number);
        }
      }
      await post(context, plans);
      const rest = waiting.filter((each) => !turn.includes(each)).map(({ shipment }) => shipment.number);
      waiting = rest.length > 0 ? await lockShipments(tx, rest) : [];
    }
    if (delivered.length > 0) return { delivered, skipped };
    const [only] = skipped;
    assert(only, "a parcel that is not delivered has its reason");
    return skipped.length === 1
      ? refuse(only.code, only.facts)
      : refuse("nothing_delivered", { count: skipped.length, skipped });
  },
});

function onePerOrder(waiting: readonly LockedShipment[]): LockedShipment[] {
  return waiting.filter(({ order }, index) => waiting.findIndex((other) => other.order.id === order.id) === index);
}

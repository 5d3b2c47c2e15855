import type { CommandContext } from "@/lib/command";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { activeLocations } from "@/lib/orders/load-intake-facts";
import { lockOrders } from "@/lib/orders/lock-order";
import type { Plan } from "@/lib/orders/rules/plan";
import { type Posted, post } from "@/lib/post";
import { settleWaves } from "../close-wave";
import { shipOrdersInput } from "../inputs";
import { nextNumbers } from "../numbers";
import { pickableLocations } from "../rules/pickable";
import { planShipOrder, type ShipOrderRefusal } from "../rules/ship";
import { parcelWriter } from "../written-parcel";

type Skipped = { number: string; code: ShipOrderRefusal | "not_found"; facts: Record<string, unknown> };

/**
 * Ships many orders in one transaction, as when the carrier's van stands at the door: one read of all, one post. Each
 * order has its own answer; those that cannot go are left as they are and named with the reason.
 */
export const shipOrders = defineCommand({
  name: "fulfilment.ship_orders",
  permission: "fulfilment.ship",
  input: shipOrdersInput,
  refusals: [],
  async run(context, input) {
    const { tx, actor, now } = context;
    const asked = new Map(input.orders.map((order) => [order.number, order]));
    const orders = await lockOrders(tx, [...asked.keys()]);
    const otherwise = (await activeLocations(tx))[0]?.id ?? null;
    const written = await parcelWriter(context);
    const parcels = orders.reduce((sum, order) => sum + pickableLocations(order, otherwise).length, 0);
    const numbers = (await nextNumbers(tx, "shipment", parcels)).map((number) => `SH-${number}`);
    const plans: Plan[] = [];
    const found = new Set(orders.map((order) => order.number));
    const skipped: Skipped[] = [...asked.keys()]
      .filter((number) => !found.has(number))
      .map((number) => ({ number, code: "not_found", facts: { number } }));
    for (const order of orders) {
      const { number, ...details } = asked.get(order.number) as (typeof input.orders)[number];
      const newShipments = pickableLocations(order, otherwise).map(() => ({
        id: newId(),
        number: numbers.shift() as string,
      }));
      const plan = planShipOrder(order, {
        partial: false,
        otherwise,
        newShipments,
        details: { ...written(details), by: actor.name, now },
      });
      if (isRefusal(plan)) skipped.push({ number, code: plan.code as Skipped["code"], facts: plan.facts });
      else plans.push(plan);
    }
    await lockLevels(
      tx,
      plans.flatMap((plan) => (plan.stock ?? []).map((posting) => posting.variantId)),
    );
    const posted = await post(context, plans);
    await closeWaves(context, plans);
    return { shipped: posted.map((order, index) => shippedOf(order, plans[index] as Plan)), skipped };
  },
});

function closeWaves(context: CommandContext, plans: readonly Plan[]): Promise<void> {
  const waves = plans.flatMap((plan) => plan.order?.shipments.map((shipment) => shipment.waveId) ?? []);
  return settleWaves(context.tx, waves, context.now);
}

function shippedOf(posted: Posted, plan: Plan): { number: string; stage: string; shipments: string[] } {
  const sent = new Set(plan.shipments?.map((shipment) => shipment.id));
  return {
    number: posted.number,
    stage: posted.after.stage,
    shipments: [
      ...(plan.order?.shipments ?? []).filter((shipment) => sent.has(shipment.id)).map((shipment) => shipment.number),
      ...(plan.newShipments ?? []).map((shipment) => shipment.number),
    ],
  };
}

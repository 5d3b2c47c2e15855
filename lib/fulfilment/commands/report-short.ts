import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { lockPool, variantsById } from "@/lib/orders/load-intake-facts";
import { backorderableOf } from "@/lib/orders/rules/intake";
import type { Plan } from "@/lib/orders/rules/plan";
import { post } from "@/lib/post";
import { settleWaves } from "../close-wave";
import { reportShortInput } from "../inputs";
import { distribute, type Share } from "../rules/distribute";
import { planShortPick, shortRefusals } from "../rules/short-pick";
import { byShipment, findPlaces, refuseWrongItem, type SlotPlace } from "./pick-units";

/**
 * Units that are not on the shelf, or not fit for sale: taken off the level, and got for the order from elsewhere,
 * backordered, or put before a person. In a wave the orders promised last go without first.
 */
export const reportShort = defineCommand({
  name: "fulfilment.report_short",
  permission: "fulfilment.pick",
  input: reportShortInput,
  refusals: [...shortRefusals, "shipment_not_found", "wave_not_found", "wrong_item", "unknown_code"],
  async run(context, input) {
    const { tx, actor, now } = context;
    const target = await findPlaces(tx, input);
    if (isRefusal(target)) return target;
    const { places, item } = target;
    let shares: Share<SlotPlace>[] = places.map((place) => ({
      place,
      lineId: input.lineId ?? "",
      quantity: input.quantity,
    }));
    if (item) {
      const wrong = refuseWrongItem(places, item, undefined, input.wave ?? input.shipment ?? "");
      if (wrong) return wrong;
      const dealt = distribute([...places].reverse(), item, input.quantity, (line) => line.left);
      if (dealt.left > 0) {
        return refuse("more_than_needed", {
          sku: item.sku,
          title: item.title,
          left: input.quantity - dealt.left,
          asked: input.quantity,
        });
      }
      shares = dealt.shares;
    }
    const groups = byShipment(shares);
    const variantIds = groups.flatMap(({ place, moves }) =>
      place.order.lines
        .filter((line) => line.stocked && moves.some((move) => move.lineId === line.id))
        .map((line) => line.variantId ?? ""),
    );
    const variants = await variantsById(tx, variantIds);
    const facts = { ...(await lockPool(tx, variantIds)), backorderable: backorderableOf(variants) };
    const plans: Plan[] = [];
    // Whoever was promised first is served first by what other warehouses have.
    for (const { place, moves } of groups.reverse()) {
      const { reason, note } = input;
      const plan = planShortPick(place.order, place.shipment, moves, { reason, note, by: actor.name, now }, facts);
      if (isRefusal(plan)) return plan;
      plans.push(plan);
    }
    await post(context, plans);
    await settleWaves(
      tx,
      groups.map(({ place }) => place.shipment.waveId),
      now,
    );
    return { orders: plans.map(shortOutcome) };
  },
});

/** What became of the missing units of an order, for the words on the screen. */
function shortOutcome(plan: Plan): {
  number: string;
  reservedElsewhere: number;
  backordered: number;
  left: number;
  held: boolean;
} {
  const found = plan.events
    .filter((event) => event.type === "shipment.short_picked")
    .map((event) => event.data as ShortData);
  const sum = (of: (data: ShortData) => number) => found.reduce((total, data) => total + of(data), 0);
  return {
    number: plan.order?.number ?? "",
    reservedElsewhere: sum((data) => data.units),
    backordered: sum((data) => data.backordered),
    left: sum((data) => data.left),
    held: (plan.openHolds?.length ?? 0) > 0,
  };
}

type ShortData = { units: number; backordered: number; left: number };

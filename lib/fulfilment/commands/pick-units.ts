import type { z } from "zod";
import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { Plan } from "@/lib/orders/rules/plan";
import { post } from "@/lib/post";
import { settleWaves } from "../close-wave";
import { pickUnitsInput } from "../inputs";
import { findItem, lockShipment, lockWaveShipments } from "../lock-shipment";
import { distribute, linesOfItem, type Place, type Share } from "../rules/distribute";
import type { Item } from "../rules/find-item";
import { pickRefusals, planPick, unpicked } from "../rules/pick";
import { shipmentsAfter } from "../rules/shipments-after";

type Input = z.output<typeof pickUnitsInput>;
export type SlotPlace = Place & { slot: number | null };
export type ItemRefusal =
  | "shipment_not_found"
  | "wave_not_found"
  | "not_on_shipment"
  | "wrong_item"
  | "unknown_code"
  | "already_picked"
  | "more_than_needed"
  | "nothing_to_undo";

/**
 * Takes units off the shelf by scan or by hand, for one shipment or for a wave, where they fill its slots in turn; a
 * negative quantity puts back. Another item than the shipment needs, or than the one asked for, is "wrong_item"; one too
 * many "already_picked".
 */
export const pickUnits = defineCommand({
  name: "fulfilment.pick_units",
  permission: "fulfilment.pick",
  input: pickUnitsInput,
  refusals: [...pickRefusals, "shipment_not_found", "wave_not_found", "wrong_item", "unknown_code"],
  async run(context, input) {
    const shares = await sharesOf(context, input);
    if (isRefusal(shares)) return shares;
    const plans: Plan[] = [];
    for (const { place, moves } of byShipment(shares)) {
      const plan = planPick(place.order, place.shipment, moves, { by: context.actor.name, now: context.now });
      if (isRefusal(plan)) return plan;
      plans.push(plan);
    }
    await post(context, plans);
    await settleWaves(
      context.tx,
      shares.map((share) => share.place.shipment.waveId),
      context.now,
    );
    return {
      moved: shares.map(({ place, lineId, quantity }) => ({
        shipment: place.shipment.number,
        order: place.order.number,
        slot: place.slot,
        lineId,
        quantity,
      })),
      finished: plans
        .flatMap((plan) =>
          shipmentsAfter(plan).filter((shipment) => shares.some((share) => share.place.shipment.id === shipment.id)),
        )
        .filter((shipment) => unpicked(shipment) === 0)
        .map((shipment) => shipment.number),
    };
  },
});

async function sharesOf({ tx }: CommandContext, input: Input): Promise<Share<SlotPlace>[] | Refusal<ItemRefusal>> {
  const target = await findPlaces(tx, input);
  if (isRefusal(target)) return target;
  const { places, item } = target;
  if (!item) return places.map((place) => ({ place, lineId: input.lineId as string, quantity: input.quantity }));
  const wrong = refuseWrongItem(places, item, input.expected, input.wave ?? input.shipment ?? "");
  if (wrong) return wrong;
  const { quantity } = input;
  const back = quantity < 0;
  // What was taken last is put back first.
  const ordered = back ? [...places].reverse() : places;
  const { shares, left } = distribute(ordered, item, Math.abs(quantity), (line) =>
    back ? line.picked - line.packed : line.left,
  );
  if (left === 0) return back ? shares.map((share) => ({ ...share, quantity: -share.quantity })) : shares;
  const about = { sku: item.sku, title: item.title, shipment: input.shipment ?? null, wave: input.wave ?? null };
  if (back) return refuse("nothing_to_undo", about);
  const needed = places.flatMap((place) => linesOfItem(place, item)).reduce((sum, line) => sum + line.quantity, 0);
  return left === quantity
    ? refuse("already_picked", { ...about, quantity: needed })
    : refuse("more_than_needed", { ...about, left: quantity - left, asked: quantity });
}

/** The shipments that may take or give units, locked, and the item, unless a line was named. */
export async function findPlaces(
  tx: CommandContext["tx"],
  input: { shipment?: string | undefined; wave?: string | undefined; code?: string | undefined },
): Promise<{ places: SlotPlace[]; item: Item | null } | Refusal<"shipment_not_found" | "wave_not_found">> {
  const item = input.code === undefined ? null : await findItem(tx, input.code);
  if (input.wave !== undefined && item) {
    const places = await lockWaveShipments(tx, input.wave, item);
    return isRefusal(places) ? places : { places, item };
  }
  const found = await lockShipment(tx, input.shipment ?? "");
  return isRefusal(found) ? found : { places: [{ ...found, slot: null }], item };
}

/** Says what was scanned instead, or that nobody knows the code. */
export function refuseWrongItem(
  places: readonly Place[],
  item: Item,
  expected: string | undefined,
  on: string,
): Refusal<"wrong_item" | "unknown_code"> | undefined {
  const wanted = places.some((place) => linesOfItem(place, item).length > 0);
  const asked = expected === undefined || expected.toUpperCase() === item.sku.toUpperCase();
  if (wanted && asked) return undefined;
  if (!wanted && item.variantId === null) return refuse("unknown_code", { code: item.code });
  return refuse("wrong_item", {
    code: item.code,
    sku: item.sku,
    title: item.title,
    expected: expected ?? "",
    needed: wanted ? "elsewhere" : "no",
    on,
  });
}

/** Shares of one shipment together: each order has one plan. */
export function byShipment<P extends Place>(
  shares: readonly Share<P>[],
): { place: P; moves: { lineId: string; quantity: number }[] }[] {
  const groups = new Map<string, { place: P; moves: { lineId: string; quantity: number }[] }>();
  for (const { place, lineId, quantity } of shares) {
    const group = groups.get(place.shipment.id) ?? { place, moves: [] };
    group.moves.push({ lineId, quantity });
    groups.set(place.shipment.id, group);
  }
  return [...groups.values()];
}

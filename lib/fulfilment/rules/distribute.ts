import type { OrderState, ShipmentState } from "@/lib/orders/rules/state";
import { type Item, isOfItem } from "./find-item";

export type Place = { order: OrderState; shipment: ShipmentState };
export type Share<P extends Place = Place> = { place: P; lineId: string; quantity: number };

/** Lines of a shipment that are of the item, with what each still takes and what it already has. */
export function linesOfItem(
  place: Place,
  item: Item,
): { lineId: string; left: number; picked: number; packed: number; quantity: number }[] {
  return place.shipment.lines.flatMap((sent) => {
    const line = place.order.lines.find((candidate) => candidate.id === sent.orderLineId);
    if (!line || !isOfItem(line, item)) return [];
    const { quantity, picked, packed } = sent;
    return [{ lineId: line.id, left: quantity - picked, picked, packed, quantity }];
  });
}

/** Deals units out in the order given, each place taking at most what `room` says; what nobody takes is left. */
export function distribute<P extends Place>(
  places: readonly P[],
  item: Item,
  quantity: number,
  room: (line: ReturnType<typeof linesOfItem>[number]) => number,
): { shares: Share<P>[]; left: number } {
  const shares: Share<P>[] = [];
  let left = quantity;
  for (const place of places) {
    for (const line of linesOfItem(place, item)) {
      const taken = Math.min(left, room(line));
      if (taken <= 0) continue;
      shares.push({ place, lineId: line.lineId, quantity: taken });
      left -= taken;
    }
  }
  return { shares, left };
}

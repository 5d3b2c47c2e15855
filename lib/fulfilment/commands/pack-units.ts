import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { post } from "@/lib/post";
import { packUnitsInput } from "../inputs";
import { findItem, lockShipment } from "../lock-shipment";
import { distribute, linesOfItem } from "../rules/distribute";
import { packRefusals, planPack, unpacked } from "../rules/pack";
import { shipmentsAfter } from "../rules/shipments-after";
import { refuseWrongItem } from "./pick-units";

/** Puts units into the parcel by scan or by hand; a negative quantity takes them out. Wrong and surplus items are refused. */
export const packUnits = defineCommand({
  name: "fulfilment.pack_units",
  permission: "fulfilment.pack",
  input: packUnitsInput,
  refusals: [...packRefusals, "shipment_not_found", "wrong_item", "unknown_code"],
  async run(context, input) {
    const found = await lockShipment(context.tx, input.shipment);
    if (isRefusal(found)) return found;
    const { order, shipment } = found;
    let moves = [{ lineId: input.lineId ?? "", quantity: input.quantity }];
    if (input.code !== undefined) {
      const item = await findItem(context.tx, input.code);
      const wrong = refuseWrongItem([found], item, undefined, shipment.number);
      if (wrong) return wrong;
      const back = input.quantity < 0;
      const { shares, left } = distribute([found], item, Math.abs(input.quantity), (line) =>
        back ? line.packed : line.quantity - line.packed,
      );
      if (left > 0) {
        const about = { shipment: shipment.number, order: order.number, sku: item.sku, title: item.title };
        if (back) return refuse("nothing_to_undo", about);
        const needed = linesOfItem(found, item).reduce((sum, line) => sum + line.quantity, 0);
        return left === input.quantity
          ? refuse("already_packed", { ...about, quantity: needed })
          : refuse("more_than_needed", { ...about, left: input.quantity - left, asked: input.quantity });
      }
      moves = shares.map(({ lineId, quantity }) => ({ lineId, quantity: back ? -quantity : quantity }));
    }
    const plan = planPack(order, shipment, moves);
    if (isRefusal(plan)) return plan;
    await post(context, [plan]);
    const after = shipmentsAfter(plan).find((candidate) => candidate.id === shipment.id);
    return { shipment: shipment.number, moved: moves, left: after ? unpacked(after) : 0 };
  },
});

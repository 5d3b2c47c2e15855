import type { z } from "zod";
import { type CommandContext, defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { changedOf } from "@/lib/orders/load-for-change";
import { activeLocations } from "@/lib/orders/load-intake-facts";
import { lockOrder } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import { post } from "@/lib/post";
import { settleWaves } from "../close-wave";
import { shipOrderInput } from "../inputs";
import { findItem } from "../lock-shipment";
import { nextNumbers } from "../numbers";
import { isOfItem } from "../rules/find-item";
import { pickableLocations } from "../rules/pickable";
import { planShipOrder, shipOrderRefusals } from "../rules/ship";
import { parcelWriter } from "../written-parcel";

/** Ships an order in one step, for programs and for shops that pick without screens: allocated, picked, packed and gone in one plan. */
export const shipOrder = defineCommand({
  name: "fulfilment.ship_order",
  permission: "fulfilment.ship",
  input: shipOrderInput,
  refusals: [...shipOrderRefusals, "not_found", "not_on_order"],
  async run(context, input) {
    const { tx, actor, now } = context;
    const order = await lockOrder(tx, input.number);
    if (!order) return refuse("not_found", { number: input.number });
    const { number: _, lines: asked, partial, ...details } = input;
    const lines = asked && (await namedLines(context, order, asked));
    if (isRefusal(lines)) return lines;
    const otherwise = (await activeLocations(tx))[0]?.id ?? null;
    const written = await parcelWriter(context);
    const numbers = await nextNumbers(tx, "shipment", pickableLocations(order, otherwise).length);
    const plan = planShipOrder(order, {
      ...(lines ? { lines } : {}),
      partial,
      otherwise,
      newShipments: numbers.map((number) => ({ id: newId(), number: `SH-${number}` })),
      details: { ...written(details), by: actor.name, now },
    });
    if (isRefusal(plan)) return plan;
    await lockLevels(
      tx,
      (plan.stock ?? []).map((posting) => posting.variantId),
    );
    const changed = changedOf(await post(context, [plan]));
    const sent = new Set([...(plan.shipments ?? []), ...(plan.newShipments ?? [])].map((shipment) => shipment.id));
    await settleWaves(
      tx,
      order.shipments.filter((shipment) => sent.has(shipment.id)).map((shipment) => shipment.waveId),
      now,
    );
    return {
      ...changed,
      shipments: [
        ...order.shipments.filter((shipment) => sent.has(shipment.id)).map((shipment) => shipment.number),
        ...(plan.newShipments ?? []).map((shipment) => shipment.number),
      ],
    };
  },
});

type Asked = NonNullable<z.output<typeof shipOrderInput>["lines"]>;

/** Lines by their ids. An item named by code that stands on several lines fills them in turn. */
async function namedLines(
  { tx }: CommandContext,
  order: OrderState,
  asked: Asked,
): Promise<{ lineId: string; quantity: number }[] | Refusal<"not_on_order">> {
  const named: { lineId: string; quantity: number }[] = [];
  for (const { lineId, code, quantity } of asked) {
    const item = code === undefined ? null : await findItem(tx, code);
    const lines = order.lines.filter((line) => line.ships && (item ? isOfItem(line, item) : line.id === lineId));
    const last = lines.at(-1);
    if (!last) return refuse("not_on_order", { number: order.number, sku: code ?? "" });
    let left = quantity;
    for (const line of lines) {
      const taken = line === last ? left : Math.min(left, line.ordered - line.cancelled - line.allocated);
      if (taken > 0) named.push({ lineId: line.id, quantity: taken });
      left -= taken;
    }
  }
  return named;
}

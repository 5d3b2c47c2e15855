import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { ChangeOrderInput } from "@/lib/orders/change-input";
import { readOrders } from "@/lib/orders/lock-order";
import { type changeOrderRefusals, planOrderChange } from "@/lib/orders/plan-change";
import type { ChangeEffect } from "@/lib/orders/rules/change-effect";
import type { Shop } from "@/lib/shop";
import { type NamedUnits, placesOf } from "./named-units";

/** What a change would do, by the plan that it would post, with the names of warehouses. */
export type ChangePreview = Omit<ChangeEffect, "stock"> & {
  version: number;
  /** Stands for every effect; sent back as `expected`. */
  digest: string;
  stock: Omit<ChangeEffect["stock"], "reserved" | "released"> & { reserved: NamedUnits[]; released: NamedUnits[] };
};

type PreviewRefusal = (typeof changeOrderRefusals)[number] | "not_found";

/** Previews a change: nothing is locked and nothing is written. */
export async function previewChange(
  actor: Actor,
  shop: Shop,
  input: ChangeOrderInput,
): Promise<ChangePreview | Refusal<PreviewRefusal | "forbidden">> {
  if (!may(actor, "orders.edit")) return refuse("forbidden", { permission: "orders.edit" });
  const { answer } = await readTogether(async (tx) => ({
    answer: await previewOf({ tx, actor, shop, now: new Date() }, input),
  }));
  return answer;
}

async function previewOf(
  context: CommandContext,
  input: ChangeOrderInput,
): Promise<ChangePreview | Refusal<PreviewRefusal>> {
  const { tx } = context;
  const [[order], named] = await Promise.all([readOrders(tx, [input.number]), placesOf(tx)]);
  if (!order) return refuse("not_found", { number: input.number });
  const refundNumbers = Array.from({ length: Math.max(order.payments.length, 1) }, (_, index) => `${index + 1}`);
  const planned = await planOrderChange(context, order, input, {
    refundNumbers,
    lock: false,
  });
  if (isRefusal(planned)) return planned;
  const { stock, ...effect } = planned.effect;
  return {
    ...effect,
    version: order.version,
    digest: planned.digest,
    stock: { ...stock, reserved: named(stock.reserved), released: named(stock.released) },
  };
}

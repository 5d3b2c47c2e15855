import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { splitRefusals } from "@/lib/orders/commands/split-order";
import { readOrders } from "@/lib/orders/lock-order";
import type { SplitOrderInput } from "@/lib/orders/move-inputs";
import { planOrderSplit, type SplitEffect } from "@/lib/orders/plan-split";
import type { MoveStock } from "@/lib/orders/rules/move-effect";
import type { Shop } from "@/lib/shop";
import { type NamedUnits, placesOf } from "./named-units";

/** What a split would do, by the plans that it would post, with the names of warehouses. */
export type SplitPreview = Omit<SplitEffect, "stock"> & {
  version: number;
  /** Stands for every effect; sent back as `expected`. */
  digest: string;
  stock: Omit<MoveStock, "reserved"> & { reserved: NamedUnits[] };
};

/** Previews a split: nothing is locked and nothing is written. */
export async function previewSplit(
  actor: Actor,
  shop: Shop,
  input: SplitOrderInput,
): Promise<SplitPreview | Refusal<(typeof splitRefusals)[number] | "not_found" | "forbidden">> {
  if (!may(actor, "orders.edit")) return refuse("forbidden", { permission: "orders.edit" });
  const { answer } = await readTogether(async (tx) => {
    const [[order], named] = await Promise.all([readOrders(tx, [input.number]), placesOf(tx)]);
    if (!order) return { answer: refuse("not_found", { number: input.number }) };
    const planned = await planOrderSplit({ tx, actor, shop, now: new Date() }, order, input, "");
    if (isRefusal(planned)) return { answer: planned };
    const { stock, ...effect } = planned.effect;
    const { version } = order;
    return {
      answer: { ...effect, version, digest: planned.digest, stock: { ...stock, reserved: named(stock.reserved) } },
    };
  });
  return answer;
}

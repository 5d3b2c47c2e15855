import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { readOrders } from "@/lib/orders/lock-order";
import type { MergeOrdersInput } from "@/lib/orders/move-inputs";
import { type MergeEffect, mergeEffectOf } from "@/lib/orders/plan-merge";
import type { MergeObstacle } from "@/lib/orders/rules/merge";
import type { Shop } from "@/lib/shop";
import { type NamedUnits, placesOf } from "./named-units";

/** What a merge would do, by the plans that it would post, with the names of warehouses. */
export type MergePreview = Omit<MergeEffect, "reserved"> & { version: number; digest: string; reserved: NamedUnits[] };

/** Previews a merge: nothing is locked and nothing is written. */
export async function previewMerge(
  actor: Actor,
  shop: Shop,
  input: MergeOrdersInput,
): Promise<MergePreview | Refusal<MergeObstacle | "not_found" | "forbidden" | "merge_itself">> {
  if (!may(actor, "orders.edit")) return refuse("forbidden", { permission: "orders.edit" });
  if (input.from.includes(input.number)) return refuse("merge_itself", { number: input.number });
  const { answer } = await readTogether(async (tx) => {
    const [orders, named] = await Promise.all([readOrders(tx, [input.number, ...input.from]), placesOf(tx)]);
    const found = [input.number, ...input.from].map((number) => ({
      number,
      order: orders.find((order) => order.number === number),
    }));
    const missing = found.find(({ order }) => !order);
    if (missing) return { answer: refuse("not_found", { number: missing.number }) };
    const [into, ...from] = found.flatMap(({ order }) => (order ? [order] : []));
    if (!into) return { answer: refuse("not_found", { number: input.number }) };
    const seen = await mergeEffectOf({ tx, actor, shop, now: new Date() }, into, from);
    if (isRefusal(seen)) return { answer: seen };
    const { reserved, ...effect } = seen.effect;
    return { answer: { ...effect, version: into.version, digest: seen.digest, reserved: named(reserved) } };
  });
  return answer;
}

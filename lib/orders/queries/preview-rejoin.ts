import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { readOrders } from "@/lib/orders/lock-order";
import type { RejoinOrdersInput } from "@/lib/orders/move-inputs";
import { planOrdersRejoin } from "@/lib/orders/plan-rejoin";
import { type OrderEffect, orderEffect } from "@/lib/orders/rules/move-effect";
import type { RejoinRefusal } from "@/lib/orders/rules/rejoin";
import type { Shop } from "@/lib/shop";

/** What taking a split or a merge back does to both orders, the one first to which the units return. */
export type RejoinPreview = { currency: string; orders: OrderEffect[] };

/** Previews it by the plans that it would post: nothing is locked and nothing is written. */
export async function previewRejoin(
  actor: Actor,
  shop: Shop,
  { number, other }: Pick<RejoinOrdersInput, "number" | "other">,
): Promise<RejoinPreview | Refusal<RejoinRefusal | "not_related" | "not_found" | "forbidden">> {
  if (!may(actor, "orders.edit")) return refuse("forbidden", { permission: "orders.edit" });
  const { answer } = await readTogether(async (tx) => {
    const orders = await readOrders(tx, [number, other]);
    const [one, two] = [number, other].map((wanted) => orders.find((order) => order.number === wanted));
    if (!one || !two) return { answer: refuse("not_found", { number: one ? other : number }) };
    const planned = await planOrdersRejoin({ tx, shop, now: new Date() }, one, two);
    if (isRefusal(planned)) return { answer: planned };
    return { answer: { currency: one.currency, orders: planned.map(orderEffect) } };
  });
  return answer;
}

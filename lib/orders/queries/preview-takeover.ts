import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { type PlannedTakeover, planStockTakeover } from "@/lib/orders/plan-takeover";

export type TakeoverPreview = Omit<PlannedTakeover, "plans">;

/** Previews whose stock an order would be given: nothing is locked and nothing is written. */
export async function previewTakeover(
  actor: Actor,
  number: string,
): Promise<TakeoverPreview | Refusal<"forbidden" | "not_found" | "order_closed" | "not_approved" | "nothing_to_take">> {
  if (!may(actor, "orders.review")) return refuse("forbidden", { permission: "orders.review" });
  const { answer } = await readTogether(async (tx) => {
    const planned = await planStockTakeover(tx, number, false);
    if (isRefusal(planned)) return { answer: planned };
    const { plans: _plans, ...preview } = planned;
    return { answer: preview };
  });
  return answer;
}

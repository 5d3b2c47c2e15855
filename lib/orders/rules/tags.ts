import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan } from "./plan";
import type { OrderState } from "./state";

export const tagsAtMost = 20;

/** Adds and removes tags of an order; the event names those that were really added or removed. */
export function planTags(
  order: OrderState,
  change: { add: readonly string[]; remove: readonly string[] },
): Plan | Refusal<"nothing_to_change" | "too_many_tags"> {
  const tags = [...new Set([...order.tags.filter((tag) => !change.remove.includes(tag)), ...change.add])];
  if (tags.length > tagsAtMost) return refuse("too_many_tags", { most: tagsAtMost });
  const add = tags.filter((tag) => !order.tags.includes(tag));
  const remove = order.tags.filter((tag) => !tags.includes(tag));
  if (add.length === 0 && remove.length === 0) return refuse("nothing_to_change");
  return { order, patch: { tags }, events: [{ type: "order.tagged", data: { add, remove } }] };
}

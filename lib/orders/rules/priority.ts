import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan } from "./plan";
import type { OrderState } from "./state";

/** From what can wait to what cannot. */
export const priorities = ["low", "usual", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

const levels: Record<Priority, number> = { low: -1, usual: 0, high: 1, urgent: 2 };

/** Hours by which a level moves the moment an order counts as due; the database's trigger says the same. */
export const hoursEarlier: Record<Priority, number> = { low: -72, usual: 0, high: 48, urgent: 720 };

/** The word of a level as the order's row keeps it. */
export function priorityOf(level: number): Priority {
  return priorities.find((name) => levels[name] === level) ?? "usual";
}

/** A level as the order's row keeps it. */
export function levelOf(priority: Priority): number {
  return levels[priority];
}

/**
 * Sets how soon an order's turn comes beside others with the same promise: in the queues of the warehouse, for stock that
 * comes in, and in waves. Nothing of the order itself changes, its promise least of all.
 */
export function planPriority(
  order: OrderState,
  priority: Priority,
  reason: string,
): Plan | Refusal<"order_closed" | "nothing_to_change"> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  const from = priorityOf(order.priority);
  if (from === priority) return refuse("nothing_to_change");
  return {
    order,
    patch: { priority: levels[priority] },
    events: [{ type: "order.prioritised", data: { from, to: priority, reason } }],
  };
}

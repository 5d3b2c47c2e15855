import type { Plan } from "@/lib/orders/rules/plan";

/** The order's events, and what is told of its documents, name the change they are part of. */
export function named(plan: Plan, bulk: string): Plan {
  return { ...plan, bulk, events: plan.events.map((event) => ({ ...event, data: { ...event.data, bulk } })) };
}

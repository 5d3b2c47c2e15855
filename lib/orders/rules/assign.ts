import type { Plan } from "./plan";
import type { OrderState } from "./state";

/** Gives an order to a person, or to nobody. */
export function planAssignment(order: OrderState, person: { id: string; name: string } | null): Plan {
  return {
    order,
    patch: { assigneeId: person?.id ?? null },
    events: [
      {
        type: "order.assigned",
        data: { to: person?.name ?? null, toId: person?.id ?? null, fromId: order.assigneeId },
      },
    ],
  };
}

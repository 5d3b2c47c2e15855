import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan } from "./plan";
import type { OrderState } from "./state";

export type NamedCustomer = { id: string; number: string };

/** A change of whose an order is, by the customers' numbers, as its event keeps it; empty is nobody. */
export type PastCustomer = { from: string; to: string };

/**
 * Gives an order to another customer, or to none: what it sold counts as theirs from then on, on the day it was sold.
 * `from` is the number of whose it is now.
 */
export function planCustomer(
  order: OrderState,
  to: NamedCustomer | null,
  from: string,
): Plan | Refusal<"nothing_to_change"> {
  const customerId = to?.id ?? null;
  if (order.customerId === customerId) return refuse("nothing_to_change");
  return {
    order,
    patch: { customerId },
    events: [{ type: "order.customer_changed", data: { from, to: to?.number ?? "" } }],
  };
}

/**
 * Gives an order back to whose it was. `customers` are those of the house by number, each with the one it was merged into;
 * `now` is the number of whose the order is.
 */
export function planCustomerBack(
  order: OrderState,
  { from, to }: PastCustomer,
  customers: ReadonlyMap<string, NamedCustomer & { mergedInto: string | null }>,
  now: string,
): Plan | Refusal<"nothing_to_change" | "changed_since" | "no_such_customer" | "customer_merged"> {
  if (now !== to) return refuse("changed_since", { fields: ["customer"] });
  if (from === "") return planCustomer(order, null, now);
  const owner = customers.get(from);
  if (!owner) return refuse("no_such_customer", { customer: from });
  return owner.mergedInto ? refuse("customer_merged", { number: owner.mergedInto }) : planCustomer(order, owner, now);
}

/** Whom an order was taken from, as its events name them: as far as the order itself can say who they are. */
export function formerOwners(
  events: readonly { type: string; data: Record<string, unknown> }[],
): Map<string, NamedCustomer & { mergedInto: null }> {
  const numbers = events.filter(({ type }) => type === "order.customer_changed").map(({ data }) => String(data.from));
  return new Map(numbers.map((number) => [number, { id: number, number, mergedInto: null }]));
}

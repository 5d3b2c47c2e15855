import type { Permission, Role } from "@/lib/staff/rules/permissions";

/** What waits for somebody, and the permission whoever works on it has. */
export const cardPermissions = {
  exceptions: "exceptions.work",
  review: "orders.review",
  held: "orders.release",
  danger: "orders.read",
  ready: "fulfilment.pick",
  packing: "fulfilment.pack",
  payment: "payments.record",
  refunds: "payments.approve_refund",
  returnsAsked: "returns.approve",
  returnsHere: "returns.inspect",
  returnsDue: "payments.refund",
  lowStock: "stock.receive",
  unmapped: "channels.map",
  imports: "imports.run",
} as const satisfies Record<string, Permission>;

export type CardKey = keyof typeof cardPermissions;

const usual: readonly CardKey[] = [
  "review",
  "exceptions",
  "held",
  "danger",
  "refunds",
  "returnsAsked",
  "returnsHere",
  "returnsDue",
  "lowStock",
  "unmapped",
  "payment",
  "ready",
  "packing",
  "imports",
];

const first: Partial<Record<Role, readonly CardKey[]>> = {
  warehouse: ["ready", "packing", "returnsHere", "exceptions", "danger", "lowStock", "held"],
  finance: ["refunds", "returnsDue", "exceptions", "payment", "danger"],
};

/** The cards of a role, its own work first; a card without the permission is never shown. */
export function cardsFor(role: string, may: (permission: Permission) => boolean): CardKey[] {
  const own = first[role as Role] ?? [];
  return [...own, ...usual.filter((key) => !own.includes(key))].filter((key) => may(cardPermissions[key]));
}

import { type Permission, permissions } from "@/lib/staff/rules/permissions";

/** Who acts: read from the database at each request, never from a cookie alone. */
export type Actor = {
  type: "staff" | "api" | "customer" | "system" | "rule";
  /** Staff or key id, or the firing of a rule; empty for the system and customers. */
  id: string;
  name: string;
  role: string;
  permissions: ReadonlySet<Permission>;
  /** Highest refund (minor units, by currency) this actor may let through alone; "*" for other currencies, absent for none. */
  refundLimits: Readonly<Record<string, string>>;
  /** Channel an API key belongs to. */
  channelId?: string;
};

/** The house itself: jobs, imports, automatic review. It may do everything and is named in every event. */
export function systemActor(name = "system"): Actor {
  return {
    type: "system",
    id: "",
    name,
    role: "system",
    permissions: new Set(Object.keys(permissions) as Permission[]),
    refundLimits: { "*": "9223372036854775807" },
  };
}

/** The buyer of an order, who was let in by its link: what asks for a return, and nothing else. */
export function customerActor(name: string): Actor {
  return {
    type: "customer",
    id: "",
    name: name || "Customer",
    role: "customer",
    permissions: new Set<Permission>(["returns.request"]),
    refundLimits: {},
  };
}

/** A rule of the merchant at work: its events say by the firing's id what they came of. */
export function ruleActor(rule: string, firing: string): Actor {
  return { ...systemActor(rule), type: "rule", id: firing };
}

/** Whether the actor holds the permission. */
export function may(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}

/** Roles of the shop's people, from the one who may do all to the one who may look. */
export const roles = ["owner", "manager", "support", "warehouse", "finance", "viewer"] as const;
export type Role = (typeof roles)[number];

const everyone = roles;
const office = ["owner", "manager", "support", "finance"] as const;
const desk = ["owner", "manager", "support"] as const;
const floor = ["owner", "manager", "support", "warehouse"] as const;
const lead = ["owner", "manager"] as const;
const money = ["owner", "manager", "finance"] as const;

/** The one table of who may do what: pages, buttons, commands, queries, API scopes and exports all read it. */
export const permissions = {
  "home.read": everyone,
  "orders.read": everyone,
  "orders.create": desk,
  "orders.edit": desk,
  "orders.note": floor,
  "orders.review": desk,
  "orders.hold": floor,
  "orders.release": [...floor, "finance"],
  "orders.assign": desk,
  "orders.cancel": desk,
  "orders.export": office,
  "orders.bulk": [...floor, "finance"],
  "views.save": everyone,
  "views.share": lead,
  "exceptions.read": everyone,
  "exceptions.work": [...floor, "finance"],
  "fulfilment.read": [...floor, "viewer"],
  "fulfilment.pick": floor,
  "fulfilment.pack": floor,
  "fulfilment.ship": floor,
  "fulfilment.deliver": floor,
  "payments.read": office,
  "payments.record": ["owner", "manager", "support", "finance"],
  "payments.refund": ["owner", "manager", "support", "finance"],
  "payments.approve_refund": money,
  "returns.read": everyone,
  "returns.request": desk,
  "returns.approve": desk,
  "returns.receive": ["owner", "manager", "warehouse"],
  "returns.inspect": ["owner", "manager", "warehouse"],
  "returns.manage": lead,
  "documents.print": floor,
  "documents.invoice": office,
  "customers.read": [...office, "viewer"],
  "customers.edit": desk,
  "customers.merge": lead,
  "catalogue.read": everyone,
  "catalogue.edit": lead,
  "promotions.read": office,
  "promotions.manage": lead,
  "stock.read": everyone,
  "stock.adjust": ["owner", "manager", "warehouse"],
  "stock.receive": ["owner", "manager", "warehouse"],
  "stock.transfer": ["owner", "manager", "warehouse"],
  "imports.read": desk,
  "imports.run": desk,
  "imports.undo": lead,
  "channels.read": desk,
  "channels.map": desk,
  "reports.read": ["owner", "manager", "finance", "viewer"],
  "reports.export": ["owner", "manager", "finance"],
  "reports.cost": money,
  "staff.manage": ["owner"],
  "settings.read": lead,
  "settings.edit": lead,
  "automation.manage": lead,
  "webhooks.manage": lead,
  "api_keys.manage": ["owner"],
  "verify.run": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether a role holds a permission. */
export function roleMay(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}

/** Every permission of a role. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set((Object.keys(permissions) as Permission[]).filter((permission) => roleMay(role, permission)));
}

/** API keys hold scopes instead of a role; each scope stands for these permissions. */
export const apiScopes = {
  "orders:read": ["orders.read", "exceptions.read"],
  "orders:write": ["orders.create", "orders.edit", "orders.cancel", "orders.read"],
  "orders:review": ["orders.review", "orders.hold", "orders.release", "orders.read"],
  "fulfilment:write": ["fulfilment.ship", "fulfilment.pick", "fulfilment.pack", "fulfilment.deliver", "orders.read"],
  "returns:read": ["returns.read", "orders.read"],
  "returns:write": [
    "returns.read",
    "returns.request",
    "returns.approve",
    "returns.receive",
    "returns.inspect",
    "orders.read",
  ],
  "stock:read": ["stock.read", "catalogue.read"],
  "stock:write": ["stock.adjust", "stock.read", "catalogue.read"],
  "promotions:write": ["promotions.read", "promotions.manage"],
  // What an endpoint is sent, its key could read.
  "webhooks:write": ["webhooks.manage", "orders.read"],
} as const satisfies Record<string, readonly Permission[]>;

export type ApiScope = keyof typeof apiScopes;

/** The permissions that a key's scopes add up to; unknown scopes give nothing. */
export function permissionsOfScopes(scopes: readonly string[]): ReadonlySet<Permission> {
  return new Set(scopes.flatMap((scope) => (Object.hasOwn(apiScopes, scope) ? [...apiScopes[scope as ApiScope]] : [])));
}

/** The scopes of which each gives the permission. */
export function permissionScopes(permission: Permission): ApiScope[] {
  return (Object.keys(apiScopes) as ApiScope[]).filter((scope) =>
    (apiScopes[scope] as readonly Permission[]).includes(permission),
  );
}

import { describe, expect, it } from "vitest";
import {
  apiScopes,
  type Permission,
  permissions,
  permissionsOf,
  permissionsOfScopes,
  type Role,
  roleMay,
  roles,
} from "./permissions";

const samples: [Permission, readonly Role[]][] = [
  ["orders.read", ["owner", "manager", "support", "warehouse", "finance", "viewer"]],
  ["orders.cancel", ["owner", "manager", "support"]],
  ["orders.hold", ["owner", "manager", "support", "warehouse"]],
  ["fulfilment.ship", ["owner", "manager", "support", "warehouse"]],
  ["payments.refund", ["owner", "manager", "support", "finance"]],
  ["payments.approve_refund", ["owner", "manager", "finance"]],
  ["stock.adjust", ["owner", "manager", "warehouse"]],
  ["reports.read", ["owner", "manager", "finance", "viewer"]],
  ["reports.cost", ["owner", "manager", "finance"]],
  ["settings.edit", ["owner", "manager"]],
  ["staff.manage", ["owner"]],
  ["api_keys.manage", ["owner"]],
];

describe.each(samples)("%s", (permission, allowed) => {
  it.each(roles)("as %s", (role) => {
    expect(roleMay(role, permission)).toBe(allowed.includes(role));
    expect(permissionsOf(role).has(permission)).toBe(allowed.includes(role));
  });
});

it("lets the owner do everything", () => {
  expect(permissionsOf("owner").size).toBe(Object.keys(permissions).length);
});

it("lets the viewer change nothing but views of the list that are the viewer's own", () => {
  const changing = [...permissionsOf("viewer")].filter((permission) => !permission.endsWith(".read"));
  expect(changing).toEqual(["views.save"]);
});

it("gives no API scope a say over people, settings, keys or refunds", () => {
  const granted = permissionsOfScopes(Object.keys(apiScopes));
  for (const permission of granted) expect(permission).not.toMatch(/^(?:staff|settings|api_keys|payments|verify)\./);
});

it("gives nothing for a scope that does not exist", () => {
  expect(permissionsOfScopes(["orders:everything", "constructor", ""]).size).toBe(0);
});

import type { Permission } from "@/lib/staff/rules/permissions";

export const sectionGroups = ["you", "shop", "orders", "people"] as const;
export type SectionGroup = (typeof sectionGroups)[number];

/** The pages of the settings, and what it takes to open each. */
export const sections = [
  { key: "profile", group: "you", permission: "home.read" },
  { key: "shop", group: "shop", permission: "settings.read" },
  { key: "warehouses", group: "shop", permission: "settings.read" },
  { key: "taxes", group: "shop", permission: "settings.read" },
  { key: "numbering", group: "shop", permission: "settings.read" },
  { key: "mail", group: "shop", permission: "settings.read" },
  { key: "channels", group: "orders", permission: "settings.read" },
  { key: "shipping", group: "orders", permission: "settings.read" },
  { key: "review", group: "orders", permission: "settings.read" },
  { key: "exceptions", group: "orders", permission: "settings.read" },
  { key: "automation", group: "orders", permission: "automation.manage" },
  { key: "refunds", group: "orders", permission: "settings.read" },
  { key: "returns", group: "orders", permission: "settings.read" },
  { key: "people", group: "people", permission: "staff.manage" },
  { key: "api-keys", group: "people", permission: "api_keys.manage" },
  { key: "api", group: "people", permission: "settings.read" },
  { key: "webhooks", group: "people", permission: "webhooks.manage" },
  { key: "audit", group: "people", permission: "staff.manage" },
  { key: "promises", group: "people", permission: "verify.run" },
] as const satisfies readonly { key: string; group: SectionGroup; permission: Permission }[];

export type SectionKey = (typeof sections)[number]["key"];

export function sectionHref(key: SectionKey): string {
  return `/settings/${key}`;
}

const pages = new Set([
  "channels",
  "customers",
  "feedback",
  "fulfilment",
  "imports",
  "invite",
  "orders",
  "print",
  "products",
  "refunds",
  "reports",
  "review",
  "settings",
  "setup",
  "sign-in",
  "stock",
  "track",
]);
const apis = new Set(["auth", "health", "internal", "metrics", "v1", "webhooks"]);
const resources = new Set(["bulk", "live", "orders", "products", "stock", "imports", "search", "counts"]);

/** An address as a family of a bounded list: what somebody types into the address bar makes no new figure. */
export function routeName(address: string): string {
  const [first = "", second = "", third = ""] = (address.split("?", 1)[0] ?? "").split("/").filter(Boolean);
  if (first === "") return "/";
  if (first === "_next") return "/_next";
  if (first !== "api") return pages.has(first) ? `/${first}` : "other";
  if (!apis.has(second)) return "other";
  return resources.has(third) ? `/api/${second}/${third}` : `/api/${second}`;
}

import { defineList } from "@/lib/list/params";

export const deliveryTabs = ["all", "waiting", "delivered", "dead", "cancelled"] as const;

/** What was sent to an endpoint, as the address writes it. */
export function deliveryList(number: number) {
  return defineList({ path: `/settings/webhooks/${number}`, tabs: deliveryTabs });
}

import { defineList } from "@/lib/list/params";

/** The list of promotions, as the address writes it. */
export const promotionList = defineList({
  path: "/promotions",
  tabs: ["all", "running", "scheduled", "used_up", "paused", "ended"],
});

export const couponTabs = ["all", "unused", "used", "off"] as const;

/** The coupons of a promotion, as its page's address writes them. */
export function couponList(number: number) {
  return defineList({ path: `/promotions/${number}`, tabs: couponTabs });
}

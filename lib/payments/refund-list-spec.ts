import { defineList } from "@/lib/list/params";

/** The queue of refunds in the address. */
export const refundList = defineList({
  path: "/refunds",
  tabs: ["waiting", "in_doubt", "failed", "all"],
});

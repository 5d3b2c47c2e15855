import { defineList } from "@/lib/list/params";

/** The queue of returns in the address. */
export const returnList = defineList({
  path: "/returns",
  tabs: ["open", "requested", "coming", "received", "refund", "overdue", "all"],
  filters: { reason: "many", source: "many", outcome: "many" },
});

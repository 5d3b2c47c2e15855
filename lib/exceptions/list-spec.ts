import { defineList } from "@/lib/list/params";

export const exceptionTabs = ["open", "snoozed", "closed"] as const;

/** The inbox in the address. What is due first stands first; closed ones the latest first. */
export const exceptionList = defineList({
  path: "/exceptions",
  tabs: exceptionTabs,
  filters: { type: "many", severity: "many", owner: "one", overdue: "flag" },
  sorts: ["due", "since"],
  defaultSort: "due",
});

import { defineList } from "@/lib/list/params";

export const queueTabs = ["ready", "picking", "packing", "shipped", "underway", "backordered"] as const;
export type QueueTab = (typeof queueTabs)[number];

/** The warehouse's queue, all of it in the address: which tab, which warehouse, what is searched. */
export const queueList = defineList({
  path: "/fulfilment",
  tabs: queueTabs,
  filters: { location: "one" },
  sorts: [],
});

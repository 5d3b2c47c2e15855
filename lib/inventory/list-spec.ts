import { defineList } from "@/lib/list/params";

export const stockStates = ["low", "out", "damaged"] as const;

export const stockList = defineList({
  path: "/stock",
  filters: { state: "one", location: "one", category: "one" },
  sorts: ["sku", "available", "sold", "cover"],
  defaultSort: "sku",
  columns: ["sku", "title", "onHand", "reserved", "damaged", "available", "places", "sold", "cover", "point"],
});

export const warningList = defineList({ path: "/stock/warnings", filters: { kind: "one" } });

export const movementList = defineList({ path: "/stock", filters: { location: "one", reason: "many" } });

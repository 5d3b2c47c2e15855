import { defineList } from "@/lib/list/params";

export const productList = defineList({
  path: "/products",
  tabs: ["active", "inactive", "all"],
  filters: { category: "many" },
  sorts: ["title", "changed"],
  defaultSort: "title",
});

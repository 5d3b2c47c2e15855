import { defineList } from "@/lib/list/params";

export const productList = defineList({
  path: "/products",
  filters: { category: "many", sold: "one" },
  sorts: ["title", "changed"],
  defaultSort: "title",
});

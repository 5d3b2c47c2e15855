import { defineList } from "@/lib/list/params";

/** The list of customers in the address. */
export const customerList = defineList({ path: "/customers", filters: { tag: "text" } });

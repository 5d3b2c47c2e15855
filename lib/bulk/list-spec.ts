import { defineList } from "@/lib/list/params";

export const bulkList = defineList({ path: "/orders/bulk" });

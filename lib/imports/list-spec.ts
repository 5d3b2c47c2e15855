import { defineList } from "@/lib/list/params";

export const importList = defineList({ path: "/imports", sorts: ["created"], defaultSort: "-created" });

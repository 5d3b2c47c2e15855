import { defineList } from "@/lib/list/params";

export const inboxTabs = ["all", "waiting", "dead", "ignored", "done"] as const;

/** The channel inbox, as the address writes it. */
export const inboxList = defineList({ path: "/channels", tabs: inboxTabs, filters: { channel: "many" } });

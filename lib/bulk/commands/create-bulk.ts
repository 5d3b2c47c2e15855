import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { createBulkInput } from "../inputs";
import { type OpenedBulk, openBulk, queueLook } from "../open-bulk";
import { bulkTable } from "../rules/table";
import { selectOrders } from "../select-orders";

/** Plans one change for many orders: writes down which they are and has each looked at. Nothing is changed yet. */
export const createBulk = defineCommand({
  name: "bulk.create",
  permission: "orders.bulk",
  input: createBulkInput,
  refusals: ["forbidden", "too_many_selected", "nothing_selected"],
  async run(context, { action, selection, ...input }) {
    const { permission } = bulkTable[action];
    if (!may(context.actor, permission)) return refuse("forbidden", { permission });
    const opened = await openBulk(context, { action, input, selection });
    const total = await selectOrders(context, opened.id, selection);
    if (isRefusal(total)) return total;
    await queueLook(context, opened.id, total);
    return { ...opened, total } satisfies OpenedBulk;
  },
});

import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { addTracking, openFromTable } from "../add-tracking";
import { createBulkInput } from "../inputs";
import { type OpenedBulk, openBulk, queueLook } from "../open-bulk";
import { bulkAtMost, bulkTable } from "../rules/table";
import { selectOrders } from "../select-orders";

/** Plans one change for many orders: writes down which they are and has each looked at. Nothing is changed yet. */
export const createBulk = defineCommand({
  name: "bulk.create",
  permission: "orders.bulk",
  input: createBulkInput,
  refusals: ["forbidden", "too_many_selected", "nothing_selected"],
  async run(context, { selection, ...asked }) {
    const { tx } = context;
    const { permission } = bulkTable[asked.action];
    if (!may(context.actor, permission)) return refuse("forbidden", { permission });
    // The table's numbers go to the items: the change itself does not carry the whole text along.
    const { action, table, ...input } = { table: "", ...asked };
    const opened = await openBulk(context, { action, input, selection });
    let total = 0;
    if ("table" in selection) total = await openFromTable(tx, opened.id, table);
    else {
      const chosen = await selectOrders(context, opened.id, selection, bulkTable[action]);
      if (isRefusal(chosen)) return chosen;
      total = chosen + (table === "" ? 0 : await addTracking(tx, opened.id, table, chosen));
    }
    if (total === 0) return refuse("nothing_selected");
    if (total > bulkAtMost) return refuse("too_many_selected", { most: bulkAtMost });
    await queueLook(context, opened.id, total);
    return { ...opened, total } satisfies OpenedBulk;
  },
});

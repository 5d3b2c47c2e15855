import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { tagOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";

const tagsAtMost = 20;

/** Adds and removes tags of an order. */
export const tagOrder = defineCommand({
  name: "orders.tag",
  permission: "orders.edit",
  input: tagOrderInput,
  refusals: [...changeRefusals, "nothing_to_change", "too_many_tags"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const [row] = await context.tx.db.select({ tags: orders.tags }).from(orders).where(eq(orders.id, order.id));
    const before = row?.tags ?? [];
    const tags = [...new Set([...before.filter((tag) => !input.remove.includes(tag)), ...input.add])];
    if (tags.length > tagsAtMost) return refuse("too_many_tags", { most: tagsAtMost });
    if (tags.join("\n") === before.join("\n")) return refuse("nothing_to_change");
    return changedOf(
      await post(context, [
        { order, patch: { tags }, events: [{ type: "order.tagged", data: { add: input.add, remove: input.remove } }] },
      ]),
    );
  },
});

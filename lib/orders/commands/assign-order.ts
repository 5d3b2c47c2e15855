import { and, eq, sql } from "drizzle-orm";
import { staff } from "@/db/schema/staff";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { assignOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";

/** Gives an order to a person, or to nobody. */
export const assignOrder = defineCommand({
  name: "orders.assign",
  permission: "orders.assign",
  input: assignOrderInput,
  refusals: [...changeRefusals, "no_such_person"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const [person] = input.email
      ? await context.tx.db
          .select({ id: staff.id, name: staff.name })
          .from(staff)
          .where(and(eq(sql`lower(${staff.email})`, input.email.toLowerCase()), eq(staff.active, true)))
      : [null];
    if (person === undefined) return refuse("no_such_person", { email: input.email });
    return changedOf(
      await post(context, [
        {
          order,
          patch: { assigneeId: person?.id ?? null },
          events: [{ type: "order.assigned", data: { to: person?.name ?? null } }],
        },
      ]),
    );
  },
});

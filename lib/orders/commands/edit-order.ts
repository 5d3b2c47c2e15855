import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { normalisePhone } from "@/lib/core/text";
import { editOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import type { OrderPatch } from "@/lib/orders/rules/plan";
import { post } from "@/lib/post";

/**
 * Changes an order's contact, address, promise and marks while something of it is still to ship. The version on the
 * screen must be the order's: who comes second is told what changed.
 */
export const editOrder = defineCommand({
  name: "orders.edit",
  permission: "orders.edit",
  input: editOrderInput,
  refusals: [...changeRefusals, "order_closed", "nothing_to_change"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    if (["cancelled", "completed", "delivered", "shipped"].includes(order.stage))
      return refuse("order_closed", { stage: order.stage });
    const { number: _number, version: _version, promisedAt, contactPhone, shipTo, ...rest } = input;
    const wanted: OrderPatch = {
      ...rest,
      ...(promisedAt === undefined ? {} : { promisedAt: promisedAt ? new Date(promisedAt) : null }),
      ...(contactPhone === undefined
        ? {}
        : { contactPhone: contactPhone ? (normalisePhone(contactPhone) ?? contactPhone) : null }),
      ...(shipTo === undefined ? {} : { shipTo }),
      // Where it was sold and taxed is settled by placing it: a cancellation takes the sale back from there.
      ...(shipTo === undefined || order.submittedAt ? {} : { country: shipTo.country }),
    };
    const [row] = await context.tx.db.select().from(orders).where(eq(orders.id, order.id));
    const before = row as unknown as Record<string, unknown>;
    const changes = Object.entries(wanted).filter(
      ([field, value]) => JSON.stringify(before[field] ?? null) !== JSON.stringify(value ?? null),
    );
    if (changes.length === 0) return refuse("nothing_to_change");
    return changedOf(
      await post(context, [
        {
          order,
          patch: Object.fromEntries(changes),
          events: [
            {
              type: "order.edited",
              data: {
                changes: changes.map(([field, value]) => ({
                  field,
                  before: before[field] ?? null,
                  after: value ?? null,
                })),
              },
            },
          ],
        },
      ]),
    );
  },
});

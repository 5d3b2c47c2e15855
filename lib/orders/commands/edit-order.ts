import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import type { Tx } from "@/db/transaction";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { normalisePhone } from "@/lib/core/text";
import { editOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { loadTaxed } from "@/lib/orders/load-taxed";
import type { OrderPatch, Plan } from "@/lib/orders/rules/plan";
import { retax } from "@/lib/orders/rules/retax";
import type { OrderState } from "@/lib/orders/rules/state";
import type { LineTotals } from "@/lib/orders/rules/totals";
import { post } from "@/lib/post";

/**
 * Changes an order's contact, address, promise and marks while something of it is still to ship. The version on the
 * screen must be the order's: who comes second is told what changed. A draft that goes to another country is taxed by
 * that country's rates; an order that was placed keeps the tax it was sold with.
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
    const [row] = await context.tx.db.select().from(orders).where(eq(orders.id, order.id));
    const before = row as unknown as Record<string, unknown> & Pick<OrderPatch, "shipTo" | "billTo">;
    const wanted: OrderPatch = {
      ...rest,
      ...(promisedAt === undefined ? {} : { promisedAt: promisedAt ? new Date(promisedAt) : null }),
      ...(contactPhone === undefined
        ? {}
        : { contactPhone: contactPhone ? (normalisePhone(contactPhone) ?? contactPhone) : null }),
      ...(shipTo === undefined ? {} : { shipTo }),
    };
    const changes = Object.entries(wanted).filter(
      ([field, value]) => JSON.stringify(before[field] ?? null) !== JSON.stringify(value ?? null),
    );
    if (changes.length === 0) return refuse("nothing_to_change");
    const edited: Plan = {
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
    };
    const goesTo = { ...before, ...wanted };
    // Where it was sold and taxed is settled by placing it: a cancellation takes the sale back from there.
    const plan = order.submittedAt
      ? edited
      : await taxedFor(context.tx, edited, order, goesTo.shipTo?.country ?? goesTo.billTo?.country ?? "");
    return changedOf(await post(context, [plan]));
  },
});

/** The draft's plan with its country, and its tax where that country has other rates. */
async function taxedFor(tx: Tx, plan: Plan, order: OrderState, country: string): Promise<Plan> {
  if (country === order.country) return plan;
  const moved: Plan = { ...plan, patch: { ...plan.patch, country } };
  const { taxed, rates } = await loadTaxed(tx, order);
  const anew = retax(taxed, country, rates);
  if (anew === null || isRefusal(anew)) return moved;
  const { totals, shippingTaxRate } = anew;
  const { shippingTaxMinor, taxMinor, totalMinor } = totals;
  return {
    ...moved,
    patch: { ...moved.patch, shippingTaxRate, shippingTaxMinor, taxMinor, totalMinor },
    retaxLines: taxed.lines.map(({ id }, index) => {
      const line = totals.lines[index] as LineTotals;
      return { lineId: id, taxRate: anew.rates[index] as string, taxMinor: line.taxMinor, totalMinor: line.totalMinor };
    }),
    events: [
      ...plan.events,
      {
        type: "order.retaxed",
        data: {
          country,
          currency: order.currency,
          taxBeforeMinor: order.taxMinor.toString(),
          taxMinor: taxMinor.toString(),
          totalBeforeMinor: order.totalMinor.toString(),
          totalMinor: totalMinor.toString(),
        },
      },
    ],
  };
}

import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import type { Tx } from "@/db/transaction";
import { defineCommand } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { normalisePhone } from "@/lib/core/text";
import { editOrderInput } from "@/lib/orders/inputs";
import { type ChangeRefusal, changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { loadTaxed } from "@/lib/orders/load-taxed";
import { type Edit, type FieldChange, mergeEdit } from "@/lib/orders/rules/edit";
import type { OrderPatch, Plan } from "@/lib/orders/rules/plan";
import { retax } from "@/lib/orders/rules/retax";
import type { OrderState } from "@/lib/orders/rules/state";
import type { LineTotals } from "@/lib/orders/rules/totals";
import { post } from "@/lib/post";

/**
 * Changes an order's contact, address, promise and marks while something of it is still to ship. Where it was changed
 * since the version on the screen, what others changed stays and the rest goes through; a field that both changed is
 * refused with both values. A draft that goes to another country is taxed by
 * that country's rates; an order that was placed keeps the tax it was sold with.
 */
export const editOrder = defineCommand({
  name: "orders.edit",
  permission: "orders.edit",
  input: editOrderInput,
  refusals: [...changeRefusals, "order_closed", "nothing_to_change", "edit_conflict"],
  async run(context, input) {
    const found = await loadForEdit(context.tx, input);
    if (isRefusal(found)) return found;
    const { order, edits } = found;
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
    const changes = mergeEdit(wanted, before, edits);
    if (isRefusal(changes)) return changes;
    if (changes.length === 0) return refuse("nothing_to_change");
    const changed: OrderPatch = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
    const edited: Plan = {
      order,
      patch: changed,
      events: [{ type: "order.edited", data: { changes } }],
    };
    const goesTo = { ...before, ...changed };
    // Where it was sold and taxed is settled by placing it: a cancellation takes the sale back from there.
    const plan = order.submittedAt
      ? edited
      : await taxedFor(context.tx, edited, order, goesTo.shipTo?.country ?? goesTo.billTo?.country ?? "");
    return changedOf(await post(context, [plan]));
  },
});

/** The order, locked, with what was edited since the version on the screen; refuses where that was written anew. */
async function loadForEdit(
  tx: Tx,
  input: { number: string; version: number },
): Promise<{ order: OrderState; edits: Edit[] } | Refusal<ChangeRefusal>> {
  const shown = await loadForChange(tx, input);
  if (!isRefusal(shown)) return { order: shown, edits: [] };
  if (shown.code !== "order_changed") return shown;
  const order = await loadForChange(tx, { number: input.number });
  if (isRefusal(order)) return order;
  const since = await tx.sql<{ type: string; data: { changes?: FieldChange[] }; by: string }[]>`
    select type, data, actor_name as by from order_events
    where order_id = ${order.id} and seq > ${input.version} and type in ('order.edited', 'order.draft_saved') order by seq`;
  // A version that was never shown is nobody's screen; a draft saved anew has no field left to compare.
  if (input.version > order.version || since.some(({ type }) => type === "order.draft_saved")) return shown;
  return { order, edits: since.map(({ by, data }) => ({ by, changes: data.changes ?? [] })) };
}

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

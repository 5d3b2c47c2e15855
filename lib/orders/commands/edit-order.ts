import type { Tx } from "@/db/transaction";
import { defineCommand } from "@/lib/command";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { editOrderInput } from "@/lib/orders/inputs";
import { loadFields } from "@/lib/orders/load-fields";
import { type ChangeRefusal, changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { taxOfDrafts } from "@/lib/orders/load-taxed";
import type { Edit, FieldChange } from "@/lib/orders/rules/edit";
import type { OrderPatch } from "@/lib/orders/rules/plan";
import { phoneKept, planEdit } from "@/lib/orders/rules/plan-edit";
import type { OrderState } from "@/lib/orders/rules/state";
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
    const { tx } = context;
    const found = await loadForEdit(tx, input);
    if (isRefusal(found)) return found;
    const { order, edits } = found;
    const { number: _number, version: _version, promisedAt, contactPhone, shipTo, ...rest } = input;
    const wanted: OrderPatch = {
      ...rest,
      ...(promisedAt === undefined ? {} : { promisedAt: promisedAt ? new Date(promisedAt) : null }),
      ...(contactPhone === undefined ? {} : { contactPhone: phoneKept(contactPhone) }),
      ...(shipTo === undefined ? {} : { shipTo }),
    };
    const [fields, taxOf] = await Promise.all([loadFields(tx, [order.id]), taxOfDrafts(tx, [order])]);
    const now = fields.get(order.id);
    assert(now, "an order has its row");
    const plan = planEdit(order, wanted, { now, edits, tax: taxOf(order) });
    return isRefusal(plan) ? plan : changedOf(await post(context, [plan]));
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

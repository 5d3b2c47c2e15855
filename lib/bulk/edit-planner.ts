import { assert, isRefusal, refuse } from "@/lib/core/result";
import { loadFields } from "@/lib/orders/load-fields";
import { taxOfDrafts } from "@/lib/orders/load-taxed";
import type { FieldChange } from "@/lib/orders/rules/edit";
import { planEdit, planEditBack } from "@/lib/orders/rules/plan-edit";
import type { Planner, PlanningPlace } from "./planner";
import { type FieldsChange, wantedFields } from "./rules/fields";

/** Changes contact, address, note and flag of orders, by the rule that edits one; what is left empty stays in each. */
export async function editPlanner({ context, job, orders }: PlanningPlace): Promise<Planner> {
  const change = job.input as FieldsChange;
  const [fieldsOf, taxOf] = await Promise.all([fieldsFor({ context, orders }), taxOfDrafts(context.tx, orders)]);
  return (order) => {
    const now = fieldsOf(order.id);
    const wanted = wantedFields(now, change);
    if (isRefusal(wanted)) return wanted;
    const plan = planEdit(order, wanted, { now, tax: taxOf(order) });
    return isRefusal(plan) ? plan : { plan, effect: { changes: plan.events[0]?.data?.changes ?? [] } };
  };
}

/** Gives orders back what such a change took, where nobody changed it again since. */
export async function editUndoPlanner(place: PlanningPlace): Promise<Planner> {
  const fieldsOf = await fieldsFor(place);
  return (order, { details }) => {
    const changes = details?.changes as FieldChange[] | undefined;
    const plan = changes ? planEditBack(order, changes, fieldsOf(order.id)) : refuse("not_undoable");
    return isRefusal(plan) ? plan : { plan };
  };
}

async function fieldsFor({ context, orders }: Pick<PlanningPlace, "context" | "orders">) {
  const fields = await loadFields(
    context.tx,
    orders.map(({ id }) => id),
  );
  return (id: string) => {
    const own = fields.get(id);
    assert(own, "an order of a bulk change was read");
    return own;
  };
}

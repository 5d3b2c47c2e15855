import { isRefusal } from "@/lib/core/result";
import { loadServiceUndo } from "@/lib/orders/load-service-undo";
import { unmakePlanner } from "./cancel-planner";
import { customerPlanner } from "./customer-planner";
import { editUndoPlanner } from "./edit-planner";
import { itemsUndoPlanner } from "./items-planner";
import { mergeUndoPlanner } from "./merge-planner";
import { paymentUndoPlanner } from "./payment-planner";
import type { Planner, PlanningPlace } from "./planner";
import { planUndo } from "./rules/undo";

/** Takes back what an earlier change did; each item carries what that was for its order. */
export async function undoPlanner(place: PlanningPlace): Promise<Planner> {
  const { context, job, orders } = place;
  switch (job.action) {
    case "items":
      return itemsUndoPlanner(place);
    case "edit":
      return editUndoPlanner(place);
    case "payment":
      return paymentUndoPlanner(place);
    case "merge":
      return mergeUndoPlanner(place);
    case "resend":
    case "duplicate":
      return unmakePlanner(place);
    case "customer":
      return customerPlanner(place);
  }
  const people =
    job.action === "assign"
      ? await context.tx.sql<{ id: string; name: string }[]>`select id, name from staff where active`
      : [];
  const service = await loadServiceUndo(context, job.action === "service" ? orders : []);
  const past = { people: new Map(people.map((person) => [person.id, person])), by: context.actor, service };
  return (order, item) => {
    const plan = planUndo(job.action, order, item.details ?? {}, past);
    return isRefusal(plan) ? plan : { plan };
  };
}

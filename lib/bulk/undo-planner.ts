import { isRefusal } from "@/lib/core/result";
import { loadServiceUndo } from "@/lib/orders/load-service-undo";
import type { Planner, PlanningPlace } from "./planner";
import { planUndo } from "./rules/undo";

/** Takes back what an earlier change did; each item carries what that was for its order. */
export async function undoPlanner({ context, job, orders }: PlanningPlace): Promise<Planner> {
  const people =
    job.action === "assign"
      ? await context.tx.sql<{ id: string; name: string }[]>`select id, name from staff where active`
      : [];
  const service = await loadServiceUndo(context, job.action === "service" ? orders : []);
  const past = { people: new Map(people.map((person) => [person.id, person])), service };
  return (order, item) => {
    const plan = planUndo(job.action, order, item.details ?? {}, past);
    return isRefusal(plan) ? plan : { plan };
  };
}

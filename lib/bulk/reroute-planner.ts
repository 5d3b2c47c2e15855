import { isRefusal, refuse } from "@/lib/core/result";
import { planReroute } from "@/lib/orders/rules/claims";
import { releaseStocked } from "@/lib/orders/rules/hold";
import type { Planner, PlanningPlace } from "./planner";
import { freeStock } from "./seen-stock";

/** Lets orders go out from another warehouse, in their sequence drawing on its stock. */
export async function reroutePlanner({ context, job, orders, preview }: PlanningPlace): Promise<Planner> {
  const { location } = job.input as { location: string };
  const variantIds = orders.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.stocked && line.variantId ? [line.variantId] : [])),
  );
  const { pool, locations } = await freeStock(context, variantIds, preview);
  const codes = new Map(locations.map(({ id, code }) => [id, code]));
  const to = locations.find(({ code }) => code.toUpperCase() === location.toUpperCase());
  return (order) => {
    if (!to) return refuse("unknown_location", { location });
    const plan = planReroute(order, to, { pool, codes });
    return isRefusal(plan) ? plan : { plan: releaseStocked(plan) };
  };
}

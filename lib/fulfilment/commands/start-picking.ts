import { waves } from "@/db/schema/fulfilment";
import { type CommandContext, defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { lockOrders } from "@/lib/orders/lock-order";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { post } from "@/lib/post";
import { startPickingInput } from "../inputs";
import { nextNumbers } from "../numbers";
import { pickableLocations } from "../rules/pickable";
import { planStartPicking, type StartRefusal, startRefusals } from "../rules/start-picking";

type Location = { id: string; code: string };
type Skipped = { number: string; code: StartRefusal | "not_found"; facts: Record<string, unknown> };

/**
 * Begins to pick orders in one walk: a wave at one warehouse with a shipment for each order. Orders that cannot be
 * picked are left out and named with the reason; a single one, or all of them, refuses.
 */
export const startPicking = defineCommand({
  name: "fulfilment.start_picking",
  permission: "fulfilment.pick",
  input: startPickingInput,
  refusals: [...startRefusals, "not_found", "unknown_location", "nothing_started"],
  async run(context, input) {
    const orders = await lockOrders(context.tx, input.numbers);
    const location = await findLocation(context, input.location, orders);
    if (!location) return refuse("unknown_location", { location: input.location ?? "" });
    const wave = { id: newId(), number: `W-${(await nextNumbers(context.tx, "wave", 1))[0]}` };
    const numbers = await nextNumbers(context.tx, "shipment", orders.length);

    const plans: Plan[] = [];
    const done: { number: string; shipment: string }[] = [];
    const skipped: Skipped[] = input.numbers
      .filter((number) => !orders.some((order) => order.number === number))
      .map((number) => ({ number, code: "not_found", facts: { number } }));
    // Slots follow the promise: what is due first stands first.
    for (const order of byDue(orders)) {
      const shipment = { id: newId(), number: `SH-${numbers[plans.length]}` };
      const plan = planStartPicking(order, { shipment, wave, location, now: context.now, partial: input.partial });
      if (isRefusal(plan)) skipped.push({ number: order.number, code: plan.code, facts: plan.facts });
      else {
        plans.push(plan);
        done.push({ number: order.number, shipment: shipment.number });
      }
    }
    if (plans.length === 0) return refusalOf(skipped);
    await context.tx.db.insert(waves).values({
      ...wave,
      locationId: location.id,
      createdBy: context.actor.name,
      createdAt: context.now,
      closedAt: null,
    });
    await post(context, plans);
    return { wave: wave.number, location: location.code, done, skipped };
  },
});

function refusalOf(skipped: readonly Skipped[]): Refusal<StartRefusal | "not_found" | "nothing_started"> {
  const [only] = skipped;
  assert(only, "an order that is not begun has its reason");
  return skipped.length === 1
    ? refuse(only.code, only.facts)
    : refuse("nothing_started", { count: skipped.length, skipped });
}

function byDue(orders: readonly OrderState[]): OrderState[] {
  const due = (order: OrderState) => order.dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return [...orders].sort((a, b) => due(a) - due(b) || (a.number < b.number ? -1 : 1));
}

async function findLocation(
  { tx }: CommandContext,
  code: string | undefined,
  orders: readonly OrderState[],
): Promise<Location | undefined> {
  if (code !== undefined)
    return (await tx.sql<Location[]>`select id, code from locations where upper(code) = upper(${code})`)[0];
  const found =
    byDue(orders).flatMap((order) => pickableLocations(order))[0] ??
    orders.find((order) => order.locationId)?.locationId ??
    null;
  return (
    await tx.sql<Location[]>`
    select id, code from locations where ${found}::uuid is null and active or id = ${found} order by priority, code limit 1`
  )[0];
}

import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { settleShrunk } from "@/lib/fulfilment/close-wave";
import { lockLevels } from "@/lib/inventory/lock-levels";
import type { Rejoin } from "@/lib/orders/plan-rejoin";
import type { Plan } from "@/lib/orders/rules/plan";
import type { RejoinRefusal } from "@/lib/orders/rules/rejoin";
import type { OrderState } from "@/lib/orders/rules/state";
import { type Posted, post } from "@/lib/post";

/** What an order gives back, and to which orders, in their sequence. */
export type ApartGroup = { holder: OrderState; homes: readonly OrderState[] };

export type TakenApart = {
  /** Absent where nothing could go back. */
  holder: Posted | undefined;
  homes: (Posted | Refusal<RejoinRefusal | "not_related">)[];
};

/**
 * Takes splits and merges of orders that are locked back, no order in two groups, all by one posting. What cannot go back
 * stays, and the others go. `tell` names the change of many orders that it is part of.
 */
export async function takeApart(
  context: CommandContext,
  rejoin: Rejoin,
  groups: readonly ApartGroup[],
  tell: (plan: Plan) => Plan = (plan) => plan,
): Promise<TakenApart[]> {
  const { tx, now } = context;
  const planned = groups.map(({ holder, homes }) => ({ holder, homes, plans: rejoin.plan(holder, homes) }));
  const plans = planned.flatMap(({ plans }) => [
    ...plans.homes.flatMap((plan) => (isRefusal(plan) ? [] : [plan])),
    ...(plans.holder ? [plans.holder] : []),
  ]);
  await lockLevels(
    tx,
    plans.flatMap(({ stock = [] }) => stock.map(({ variantId }) => variantId)),
  );
  const posted = new Map((await post(context, plans.map(tell))).map((one) => [one.id, one]));
  await settleShrunk(
    context,
    { shipments: planned.flatMap(({ holder }) => holder.shipments) },
    { shipments: plans.flatMap(({ shipments = [] }) => shipments) },
  );
  const back = planned.flatMap(({ holder, homes }) =>
    homes.flatMap((home) => (posted.has(home.id) ? (rejoin.lineageOf(home, holder) ?? []) : [])),
  );
  await tx.sql`update order_lineage set undone_at = ${now.toISOString()} where id = any(${back}::uuid[])`;
  return planned.map(({ holder, homes, plans }) => ({
    holder: posted.get(holder.id),
    homes: homes.map((home, index) => {
      const plan = plans.homes[index];
      return isRefusal(plan)
        ? plan
        : (posted.get(home.id) ?? refuse("not_related", { number: home.number, other: "" }));
    }),
  }));
}

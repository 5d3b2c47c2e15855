import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { settleShrunk } from "@/lib/fulfilment/close-wave";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { planOrdersRejoin } from "@/lib/orders/plan-rejoin";
import type { Plan } from "@/lib/orders/rules/plan";
import type { RejoinRefusal } from "@/lib/orders/rules/rejoin";
import type { OrderState } from "@/lib/orders/rules/state";
import { type Posted, post } from "@/lib/post";

/**
 * Takes the split or the merge of two orders that are locked back, whichever is named first. `tell` names the change of
 * many orders that it is part of. Nothing is written where it is refused.
 */
export async function rejoinTwo(
  context: CommandContext,
  named: OrderState,
  other: OrderState,
  tell: (plan: Plan) => Plan = (plan) => plan,
): Promise<Posted[] | Refusal<RejoinRefusal | "not_related">> {
  const { tx, now } = context;
  const planned = await planOrdersRejoin(context, named, other, true);
  if (isRefusal(planned)) return planned;
  const { plans, holder, lineageId } = planned;
  await lockLevels(
    tx,
    (plans[1].stock ?? []).map(({ variantId }) => variantId),
  );
  const posted = await post(context, plans.map(tell));
  await settleShrunk(context, holder, plans[1]);
  await tx.sql`update order_lineage set undone_at = ${now.toISOString()} where id = ${lineageId}`;
  return posted;
}

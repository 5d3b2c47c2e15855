import type { Tx } from "@/db/transaction";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { rowsOf } from "@/lib/orders/load-moved";
import { type Moved, planRejoin, type RejoinRefusal } from "@/lib/orders/rules/rejoin";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadRefunds } from "@/lib/payments/load-refunds";
import type { Plan } from "./rules/plan";

export type PlannedRejoin = { lineageId: string; holder: OrderState; plans: [home: Plan, holder: Plan] };

type RejoinContext = { tx: Tx; now: Date; shop: { currency: string } };

/**
 * The plans of a split or a merge of two orders that is taken back, whichever of them is named first: the same for the
 * preview and for the command, which locks what tells that they belong together.
 */
export async function planOrdersRejoin(
  { tx, now, shop }: RejoinContext,
  named: OrderState,
  other: OrderState,
  lock = false,
): Promise<PlannedRejoin | Refusal<RejoinRefusal | "not_related">> {
  const [lineage] = await tx.sql<(Moved & { id: string; fromId: string })[]>`
    select id, kind, from_id as "fromId", lines, kept from order_lineage
    where from_id in (${named.id}, ${other.id}) and to_id in (${named.id}, ${other.id})
      and kind in ('split', 'merged') and undone_at is null
    order by created_at desc limit 1 ${lock ? tx.sql`for update` : tx.sql``}`;
  if (!lineage) return refuse("not_related", { number: named.number, other: other.number });
  // What was split went from home to the holder; what was merged went the same way.
  const [home, holder] = lineage.fromId === named.id ? [named, other] : [other, named];
  const [refunds, rows] = await Promise.all([loadRefunds(tx, holder.id), rowsOf(tx, [holder.id])]);
  const plans = planRejoin(home, holder, lineage, {
    ...{ now, shopCurrency: shop.currency, refunds },
    fields: (rows.get(holder.id) ?? {}) as Record<string, unknown>,
  });
  return isRefusal(plans) ? plans : { lineageId: lineage.id, holder, plans };
}

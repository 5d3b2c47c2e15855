import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { settleShrunk } from "@/lib/fulfilment/close-wave";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { rowsOf } from "@/lib/orders/load-moved";
import { lockOrders } from "@/lib/orders/lock-order";
import { rejoinOrdersInput } from "@/lib/orders/move-inputs";
import { type Moved, planRejoin } from "@/lib/orders/rules/rejoin";
import { loadRefunds } from "@/lib/payments/load-refunds";
import { post } from "@/lib/post";

/**
 * Puts a part back into the order it was split off, or takes a merge apart, so that both are what they were. Refused once
 * one of the units was changed, picked, cancelled or given back since. Either order may be named first.
 */
export const rejoinOrders = defineCommand({
  name: "orders.rejoin",
  permission: "orders.edit",
  input: rejoinOrdersInput,
  refusals: [
    ...changeRefusals,
    "not_related",
    "units_changed",
    "nothing_left",
    "order_closed",
    "merge_picked",
    "merge_given_back",
    "merge_open_payment",
  ],
  async run(context, input) {
    const { tx, now, shop } = context;
    const orders = await lockOrders(tx, [input.number, input.other]);
    const named = await loadForChange(tx, input);
    if (isRefusal(named)) return named;
    const other = orders.find(({ number }) => number === input.other);
    if (!other) return refuse("not_found", { number: input.other });
    const [lineage] = await tx.sql<(Moved & { id: string; fromId: string })[]>`
      select id, kind, from_id as "fromId", lines, kept from order_lineage
      where from_id in (${named.id}, ${other.id}) and to_id in (${named.id}, ${other.id})
        and kind in ('split', 'merged') and undone_at is null
      order by created_at desc limit 1 for update`;
    if (!lineage) return refuse("not_related", { number: named.number, other: other.number });
    // What was split went from home to the holder; what was merged went the same way.
    const [home, holder] = lineage.fromId === named.id ? [named, other] : [other, named];
    const [refunds, rows] = await Promise.all([loadRefunds(tx, holder.id), rowsOf(tx, [holder.id])]);
    const plans = planRejoin(home, holder, lineage, {
      ...{ now, shopCurrency: shop.currency, refunds },
      fields: (rows.get(holder.id) ?? {}) as Record<string, unknown>,
    });
    if (isRefusal(plans)) return plans;
    await lockLevels(
      tx,
      (plans[1].stock ?? []).map(({ variantId }) => variantId),
    );
    const posted = await post(context, plans);
    await settleShrunk(context, holder, plans[1]);
    await tx.sql`update order_lineage set undone_at = ${now.toISOString()} where id = ${lineage.id}`;
    const changed = posted.find(({ id }) => id === named.id);
    assert(changed, "both orders were posted");
    return { number: changed.number, version: changed.version, stage: changed.after.stage };
  },
});

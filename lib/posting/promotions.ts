import { couponUses, orderDiscounts, orderPromotions } from "@/db/schema/promotions";
import type { Tx } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { newId } from "@/lib/core/ids";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { insertRows } from "@/lib/rows";

type Priced = { plan: Plan; after: OrderState };

/**
 * Writes what promotions do for orders, and the coupons they claim and give back: nothing is sent where no plan names
 * any. Stock is posted before, because whoever claims a coupon has locked the levels by then.
 */
export function postPromotions(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: Date },
  posted: readonly Priced[],
): void {
  const rewritten = posted.flatMap(({ plan }) => (plan.order && plan.promotions ? [plan.order.id] : []));
  if (rewritten.length > 0)
    tx.owe([tx.sql`delete from order_promotions where order_id = any(${rewritten}::uuid[])`.execute()]);
  const kept = posted.flatMap(({ plan, after }) =>
    (plan.create ? (plan.create.promotions ?? []) : (plan.promotions?.after ?? [])).map((promotion) => ({
      ...promotion,
      orderId: after.id,
    })),
  );
  if (kept.length > 0) {
    tx.owe([
      insertRows(
        tx,
        orderPromotions,
        kept.map(({ lines: _, ...row }) => row),
      ),
    ]);
    const lines = kept.flatMap(({ id, lines }) => lines.map((line) => ({ orderPromotionId: id, ...line })));
    if (lines.length > 0) tx.owe([insertRows(tx, orderDiscounts, lines)]);
  }
  // What one gives back another may take in the same posting.
  const fewer = posted.filter(({ plan }) => plan.cancelsUnits);
  if (fewer.length > 0) tx.owe(releaseCancelled(tx, fewer, now));
  for (const { plan, after } of posted)
    if (plan.releaseCoupons && plan.releaseCoupons.length > 0)
      tx.owe([releaseUses(tx, after.id, plan.releaseCoupons, now)]);
  const claims = posted
    .flatMap(({ plan, after }) =>
      (plan.claimCoupons ?? []).map((couponId) => ({ couponId, orderId: after.id, customerId: after.customerId })),
    )
    .sort((a, b) => (a.couponId < b.couponId ? -1 : a.couponId > b.couponId ? 1 : 0));
  if (claims.length > 0)
    tx.owe([
      insertRows(
        tx,
        couponUses,
        claims.map((claim) => ({ id: newId(), ...claim, claimedAt: now, claimedBy: actor.name })),
      ),
    ]);
}

// Coupons are locked by their ids, as those who claim them do.
function releaseUses(tx: Tx, orderId: string, coupons: readonly string[], now: Date) {
  return tx.sql`
    with locked as materialized (
      select c.id from coupons c
      where c.id in (select coupon_id from coupon_uses where order_id = ${orderId} and released_at is null)
        and c.id = any(${[...coupons]}::uuid[])
      order by c.id for no key update
    )
    update coupon_uses set released_at = ${now.toISOString()}
    where order_id = ${orderId} and released_at is null and coupon_id in (select id from locked)`.execute();
}

/**
 * Gives back what orders had claimed of whose own units these were the last, here or in others that they went to. An order
 * of which something is left keeps its coupons: they are locked only where they may go. Of two who cancel at once, the
 * second looks after it got the coupon's lock, and finds what the first did.
 */
function releaseCancelled(tx: Tx, fewer: readonly Priced[], now: Date): Promise<unknown>[] {
  const ids = fewer.map(({ after }) => after.id);
  const living = fewer.flatMap(({ after: { id, lines } }) =>
    lines.some(({ ordered, cancelled }) => cancelled < ordered) ? [id] : [],
  );
  const family = tx.sql`
    family as (
      select id from unnest(${ids}::uuid[]) fewer (id)
      union
      select k.from_id from family f
      join order_lineage k on k.to_id = f.id and k.kind in ('split', 'merged') and k.undone_at is null
    ),
    claimed as (
      select u.id, u.coupon_id, u.order_id from coupon_uses u join family f on f.id = u.order_id
      where u.released_at is null and u.order_id <> all(${living}::uuid[])
    )`;
  return [
    tx.sql`
      with recursive ${family}
      select 1 from coupons c where c.id in (select coupon_id from claimed) order by c.id for no key update of c`.execute(),
    tx.sql`
      with recursive ${family}
      update coupon_uses set released_at = ${now.toISOString()}
      where id in (select id from claimed where not ch_bought_left(order_id))`.execute(),
  ];
}

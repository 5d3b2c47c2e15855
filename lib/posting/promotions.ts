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
): Promise<unknown>[] {
  const work: Promise<unknown>[] = [];
  const rewritten = posted.flatMap(({ plan }) => (plan.order && plan.promotions ? [plan.order.id] : []));
  if (rewritten.length > 0)
    work.push(tx.sql`delete from order_promotions where order_id = any(${rewritten}::uuid[])`.execute());
  const kept = posted.flatMap(({ plan, after }) =>
    (plan.create ? (plan.create.promotions ?? []) : (plan.promotions?.after ?? [])).map((promotion) => ({
      ...promotion,
      orderId: after.id,
    })),
  );
  if (kept.length > 0) {
    work.push(
      insertRows(
        tx,
        orderPromotions,
        kept.map(({ lines: _, ...row }) => row),
      ),
    );
    const lines = kept.flatMap(({ id, lines }) => lines.map((line) => ({ orderPromotionId: id, ...line })));
    if (lines.length > 0) work.push(insertRows(tx, orderDiscounts, lines));
  }
  // What one gives back another may take in the same posting.
  const all = posted.flatMap(({ plan, after }) => (plan.releaseCoupons === "all" ? [after.id] : []));
  if (all.length > 0) work.push(releaseUses(tx, all, null, now));
  for (const { plan, after } of posted)
    if (Array.isArray(plan.releaseCoupons) && plan.releaseCoupons.length > 0)
      work.push(releaseUses(tx, [after.id], plan.releaseCoupons, now));
  const claims = posted
    .flatMap(({ plan, after }) =>
      (plan.claimCoupons ?? []).map((couponId) => ({ couponId, orderId: after.id, customerId: after.customerId })),
    )
    .sort((a, b) => (a.couponId < b.couponId ? -1 : a.couponId > b.couponId ? 1 : 0));
  if (claims.length > 0)
    work.push(
      insertRows(
        tx,
        couponUses,
        claims.map((claim) => ({ id: newId(), ...claim, claimedAt: now, claimedBy: actor.name })),
      ),
    );
  return work;
}

// Coupons are locked by their ids, as those who claim them do.
function releaseUses(tx: Tx, orderIds: readonly string[], coupons: readonly string[] | null, now: Date) {
  return tx.sql`
    with locked as materialized (
      select c.id from coupons c
      where c.id in (select coupon_id from coupon_uses where order_id = any(${[...orderIds]}::uuid[]) and released_at is null)
        and (${coupons === null} or c.id = any(${[...(coupons ?? [])]}::uuid[]))
      order by c.id for no key update
    )
    update coupon_uses set released_at = ${now.toISOString()}
    where order_id = any(${[...orderIds]}::uuid[]) and released_at is null and coupon_id in (select id from locked)`.execute();
}

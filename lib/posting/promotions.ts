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
  if (all.length > 0) work.push(...releaseAll(tx, all, now));
  for (const { plan, after } of posted)
    if (Array.isArray(plan.releaseCoupons) && plan.releaseCoupons.length > 0)
      work.push(releaseUses(tx, after.id, plan.releaseCoupons, now));
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
 * Gives back what orders that are gone had claimed, and what those had whose units came to them. A use stays as long as an
 * order lives to which units of its own went: whoever cancels the last of them gives it back. Of two who cancel at once,
 * the second looks after it got the coupon's lock, and finds what the first did.
 */
function releaseAll(tx: Tx, orderIds: readonly string[], now: Date): Promise<unknown>[] {
  const ids = [...orderIds];
  const family = tx.sql`
    family as (
      select id from unnest(${ids}::uuid[]) gone (id)
      union
      select k.from_id from family f
      join order_lineage k on k.to_id = f.id and k.kind in ('split', 'merged') and k.undone_at is null
    )`;
  return [
    tx.sql`
      with recursive ${family}
      select 1 from coupons c
      where c.id in (select u.coupon_id from coupon_uses u join family f on f.id = u.order_id where u.released_at is null)
      order by c.id for no key update of c`.execute(),
    tx.sql`
      with recursive ${family},
      went as (
        select f.id as root, f.id from family f where exists (
          select from coupon_uses u where u.order_id = f.id and u.released_at is null)
        union
        select w.root, k.to_id from went w
        join order_lineage k on k.from_id = w.id and k.kind in ('split', 'merged') and k.undone_at is null
      )
      update coupon_uses set released_at = ${now.toISOString()}
      where released_at is null and order_id in (
        select w.root from went w join orders o on o.id = w.id
        group by w.root having bool_and(o.stage = 'cancelled' or o.id = any(${ids}::uuid[])))`.execute(),
  ];
}

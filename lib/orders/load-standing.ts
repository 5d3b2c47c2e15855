import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { type GivenPromotion, promotionsOfOrders } from "@/lib/promotions/load-given";
import { openCoupons, tagsOfBuyers } from "@/lib/promotions/load-promotions";
import { CouponPool, codeKey } from "@/lib/promotions/rules/coupon-pool";
import type { Standing } from "./rules/change-promotions";
import { couponCandidates, couponRefused } from "./rules/price-promotions";
import type { OrderState } from "./rules/state";

export type CouponsAsked = { addCoupons?: readonly string[]; removeCoupons?: readonly string[] };

/** What changes of these orders have to know of promotions, by order; `categories` are those of lines, by their ids. */
export type StandingBook = (
  order: OrderState,
  asked: CouponsAsked,
  categories: ReadonlyMap<string, string>,
) => Standing | undefined | Refusal<"coupon_refused">;

/**
 * Reads the promotions of orders as they were placed, and the coupons that are to be added. An order that units went to
 * or came from keeps its discounts as the amounts they are: what they were given for lies in two orders by then.
 */
export async function standingOf(
  context: CommandContext,
  orders: readonly OrderState[],
  codes: readonly string[],
  lock: boolean,
): Promise<StandingBook> {
  const { tx, now } = context;
  const given = await promotionsOfOrders(
    tx,
    orders.map(({ id }) => id),
  );
  const concerned = orders.filter(({ id }) => codes.length > 0 || given.has(id));
  if (concerned.length === 0) return () => undefined;
  const customers = codes.length === 0 ? [] : concerned.map(({ customerId }) => customerId);
  const asked = concerned.flatMap(({ customerId }) => codes.map((code) => ({ code, customerId })));
  const [moved, coupons, buyers] = await Promise.all([
    movedAmong(tx, concerned),
    codes.length === 0 ? new CouponPool() : openCoupons(tx, asked, lock),
    codes.length === 0 ? new Map<string, BuyerRow>() : buyersOf(tx, concerned),
  ]);
  const tags = await tagsOfBuyers(
    tx,
    coupons.all().map(({ promotion }) => promotion),
    customers,
  );
  return (order, { addCoupons = [], removeCoupons = [] }, categories) => {
    const own: GivenPromotion[] = given.get(order.id) ?? [];
    const [first] = [...addCoupons, ...removeCoupons];
    const no = (code: string, reason: "moved" | "not_on_order" | "same_promotion") =>
      couponRefused(code, { reason, seen: {} }, order.currency);
    if (moved.has(order.id)) return first === undefined ? undefined : no(first, "moved");
    if (own.length === 0 && first === undefined) return undefined;
    const removed = new Set<string>();
    for (const code of removeCoupons) {
      const row = own.find((of) => of.couponId !== null && codeKey(of.code ?? "") === codeKey(code));
      if (!row?.promotionId) return no(code, "not_on_order");
      removed.add(row.promotionId);
    }
    const { channel = "", earlier = 0 } = buyers.get(order.id) ?? {};
    const customerTags = tags.get(order.customerId ?? "") ?? [];
    const { customerId, country, currency } = order;
    const buyer = { at: now, channel, country, customerTags, earlierOrders: earlier };
    const added = couponCandidates(addCoupons, { coupons, customerId, buyer }, currency);
    if (isRefusal(added)) return added;
    const twice = added.find(({ promotion }) =>
      own.some(({ promotionId }) => promotionId === promotion.id && !removed.has(promotion.id)),
    );
    if (twice?.coupon) return no(twice.coupon.code, "same_promotion");
    return { given: own, added, removed, categories };
  };
}

async function movedAmong({ sql }: Tx, orders: readonly OrderState[]): Promise<Set<string>> {
  const ids = orders.map(({ id }) => id);
  const rows = await sql<{ id: string }[]>`
    select from_id as id from order_lineage where from_id = any(${ids}::uuid[]) and kind in ('split', 'merged') and undone_at is null
    union select to_id from order_lineage where to_id = any(${ids}::uuid[]) and kind in ('split', 'merged') and undone_at is null`;
  return new Set(rows.map(({ id }) => id));
}

type BuyerRow = { id: string; channel: string; earlier: number };

async function buyersOf({ sql }: Tx, orders: readonly OrderState[]): Promise<Map<string, BuyerRow>> {
  const rows = await sql<BuyerRow[]>`
    select o.id, c.code as channel,
      (select count(*)::int from (
        select from orders e where e.customer_id = o.customer_id and e.submitted_at is not null and e.placed_at < o.placed_at
        limit 1) x) as earlier
    from orders o join channels c on c.id = o.channel_id where o.id = any(${orders.map(({ id }) => id)}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

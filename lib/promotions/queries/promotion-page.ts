import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { PromotionState, PromotionStatus, PromotionTerms } from "@/lib/promotions/rules/terms";
import { inProportion } from "@/lib/recent";
import { mayReadPromotions, promotionState } from "./list-promotions";

export type PromotionVersion = {
  version: number;
  name: string;
  terms: PromotionTerms;
  savedBy: string;
  savedAt: string;
};
/**
 * Of one currency: the orders that have it, what it took off items and charges, and what those orders come to, with what
 * their units come to in orders that they were split off or merged into.
 */
export type PromotionFigures = {
  currency: string;
  orders: number;
  itemsMinor: string;
  shippingMinor: string;
  totalMinor: string;
};
export type PromotionPage = {
  id: string;
  number: number;
  version: number;
  name: string;
  status: PromotionStatus;
  state: PromotionState;
  terms: PromotionTerms;
  createdBy: string;
  coupons: number;
  versions: PromotionVersion[];
};

const versionsShown = 20;

/** One promotion with its versions; null when there is none. */
export async function getPromotion(actor: Actor, number: number, now: Date): Promise<PromotionPage | null> {
  mayReadPromotions(actor);
  const { sql } = connection();
  const [row] = await sql<PromotionPage[]>`
    select p.id, p.number, p.version, p.name, p.status, p.terms, p.created_by as "createdBy", ${promotionState(sql, now)} as state,
      (select count(*)::int from coupons where promotion_id = p.id) as coupons,
      (select coalesce(jsonb_agg(to_jsonb(v) order by v.version desc), '[]') from (
        select version, name, terms, saved_by as "savedBy", saved_at as "savedAt" from promotion_versions
        where promotion_id = p.id order by version desc limit ${versionsShown}) v) as versions
    from promotions p where p.number = ${number}`;
  return row ?? null;
}

/** What a promotion gave, by currency. Cancelled orders gave nothing. */
export async function getPromotionFigures(actor: Actor, promotionId: string): Promise<PromotionFigures[]> {
  mayReadPromotions(actor);
  return figuresOf(promotionId);
}

// One that every order has is summed over all of them.
const figuresOf = inProportion(
  (promotionId) => connection().sql<PromotionFigures[]>`
    select o.currency, count(*)::int as orders, sum(d.items)::text as "itemsMinor", sum(g.shipping_minor)::text as "shippingMinor",
      sum(o.total_minor + coalesce(e.total, 0))::text as "totalMinor"
    from order_promotions g join orders o on o.id = g.order_id
    left join (
      select distinct from_id from order_lineage where kind in ('split', 'merged') and undone_at is null) m on m.from_id = o.id
    cross join lateral (
      select coalesce(sum(ch_left_of(d.amount_minor, case when m.from_id is null then l.cancelled else l.ordered - ch_units_left(l.id) end, l.ordered)), 0) as items
      from order_discounts d join order_lines l on l.id = d.line_id where d.order_promotion_id = g.id) d
    left join lateral (
      select sum(t.total_minor - t.cancelled_minor) as total, sum(w.units) as units
      from order_lines l cross join lateral ch_went(l.id) w join order_lines t on t.id = w.line_id
      where l.order_id = m.from_id and w.line_id <> l.id) e on m.from_id is not null
    where g.promotion_id = ${promotionId} and g.applied and g.source = 'promotion' and o.submitted_at is not null
      and (o.stage <> 'cancelled' or e.units > 0)
    group by 1 order by 2 desc, 1`,
);

export type CouponRow = {
  id: string;
  code: string;
  limitTotal: number | null;
  limitPerCustomer: number | null;
  used: number;
  active: boolean;
};

const pageSize = 50;

/** One page of a promotion's coupons, the newest first. */
export async function listCoupons(actor: Actor, promotionId: string, state: ListState): Promise<KeyPage<CouponRow>> {
  mayReadPromotions(actor);
  const { sql } = connection();
  const direction = readDirection(state);
  const { key, back } = direction;
  const beyond = key
    ? sql`and (created_at, id) ${back ? sql`>` : sql`<`} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const only = { unused: sql`and used = 0`, used: sql`and used > 0`, off: sql`and not active` };
  const code = state.q === "" ? sql`` : sql`and position(upper(${state.q.trim()}) in upper(code)) > 0`;
  const rows = await sql<(CouponRow & { key: string })[]>`
    select id, code, limit_total as "limitTotal", limit_per_customer as "limitPerCustomer", used, active, created_at::text as key
    from coupons where promotion_id = ${promotionId} ${only[state.tab as keyof typeof only] ?? sql``} ${code} ${beyond}
    order by created_at ${back ? sql`asc` : sql`desc`}, id ${back ? sql`asc` : sql`desc`} limit ${pageSize + 1}`;
  return pageOf(rows, pageSize, direction, (row) => ({ value: row.key, id: row.id }));
}

/** Every coupon of a promotion, batch by batch, for a file. */
export async function* exportCoupons(actor: Actor, promotionId: string): AsyncGenerator<CouponRow> {
  mayReadPromotions(actor);
  const { sql } = connection();
  const batches = sql<CouponRow[]>`
    select id, code, limit_total as "limitTotal", limit_per_customer as "limitPerCustomer", used, active
    from coupons where promotion_id = ${promotionId} order by created_at, id`.cursor(500);
  for await (const rows of batches) yield* rows;
}

/** What the form of a promotion offers. */
export async function promotionChoices(language: string): Promise<{
  channels: { value: string; label: string }[];
  currencies: string[];
  categories: string[];
}> {
  const [row] = await connection().sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('value', code, 'label',
         case when ${isChinese(language)} and name_zh <> '' then name_zh else name end) order by name), '[]') from channels) as channels,
      (select array_agg(distinct currency order by currency) from (
         select currency from channels where active union select currency from shops) c) as currencies,
      (select coalesce(array_agg(distinct category order by category), '{}') from products where category <> '') as categories`;
  return {
    channels: row?.channels ?? [],
    currencies: row?.currencies ?? [],
    categories: row?.categories ?? [],
  };
}

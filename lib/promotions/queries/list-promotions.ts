import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { PromotionState, PromotionStatus, PromotionTerms } from "@/lib/promotions/rules/terms";

export type PromotionRow = {
  id: string;
  number: number;
  version: number;
  name: string;
  status: PromotionStatus;
  state: PromotionState;
  terms: PromotionTerms;
  coupons: number;
  /** Orders that have it, up to a thousand. */
  orders: number;
};

const pageSize = 50;
export const usesCounted = 1000;

export function mayReadPromotions(actor: Actor): void {
  assert(may(actor, "promotions.read"), `${actor.role} may not promotions.read`);
}

/** What a promotion `p` is doing, in the words of `stateOf`. */
export function promotionState(sql: postgres.ISql, now: Date): postgres.Fragment {
  const at = now.toISOString();
  return sql`case
    when p.status <> 'active' then p.status
    when (p.terms ->> 'until')::timestamptz <= ${at} then 'ended'
    when (p.terms ->> 'byCoupon')::boolean and exists (select from coupons where promotion_id = p.id) and not exists (
      select from coupons where promotion_id = p.id and active and (limit_total is null or used < limit_total)) then 'used_up'
    when (p.terms ->> 'from')::timestamptz > ${at} then 'scheduled'
    else 'running' end`;
}

/** One page of promotions, the newest first, found by a word of the name or by a coupon's code. */
export async function listPromotions(actor: Actor, state: ListState, now: Date): Promise<KeyPage<PromotionRow>> {
  mayReadPromotions(actor);
  const { sql } = connection();
  const direction = readDirection(state, "int");
  const { key, back } = direction;
  const beyond = key ? (back ? sql`and number > ${key.value}::int` : sql`and number < ${key.value}::int`) : sql``;
  const tab = state.tab === "all" || state.tab === "" ? sql`` : sql`and state = ${state.tab}`;
  const found =
    state.q === ""
      ? sql``
      : sql`where (position(lower(${state.q}) in lower(p.name)) > 0
          or p.id = (select promotion_id from coupons where upper(code) = upper(${state.q.trim()})))`;
  const rows = await sql<PromotionRow[]>`
    select x.*,
      (select count(*)::int from coupons where promotion_id = x.id) as coupons,
      (select count(*)::int from (
        select from order_promotions g where g.promotion_id = x.id and g.applied limit ${usesCounted + 1}) n) as orders
    from (
      select p.id, p.number, p.version, p.name, p.status, p.terms, ${promotionState(sql, now)} as state from promotions p ${found}
    ) x
    where true ${tab} ${beyond}
    order by number ${back ? sql`asc` : sql`desc`} limit ${pageSize + 1}`;
  return pageOf(rows, pageSize, direction, ({ id, number }) => ({ value: `${number}`, id }));
}

/** How many are in each state. */
export async function countPromotions(actor: Actor, now: Date): Promise<Partial<Record<PromotionState, number>>> {
  mayReadPromotions(actor);
  const { sql } = connection();
  const rows = await sql<{ state: PromotionState; count: number }[]>`
    select state, count(*)::int as count from (select ${promotionState(sql, now)} as state from promotions p) x group by 1`;
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

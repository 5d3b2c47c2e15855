import type postgres from "postgres";
import { addDays, type Day } from "@/lib/core/dates";
import type { ExceptionType } from "@/lib/exceptions/rules/types";
import { lowStock } from "@/lib/inventory/low-stock";
import { coverDays, type StockFacts } from "@/lib/inventory/rules/stock-warning";
import { soldUnits } from "@/lib/inventory/sold-units";
import { openStages } from "@/lib/orders/rules/stage";
import type { Stage } from "@/lib/orders/rules/state";
import type { CardKey } from "./rules/cards";

type ReturnLine = { rma: string; items: string; dueAt: string | null; at: string };

/** The first of what waits, per card: just what its line shows. */
export type CardRows = {
  exceptions: { type: ExceptionType; open: number; overdue: number; oldest: string };
  review: { number: string; checks: string[]; promisedAt: string | null };
  held: { number: string; types: string[]; reason: string; dueAt: string | null };
  danger: { number: string; stage: Stage; held: boolean; items: string; promisedAt: string };
  ready: { number: string; units: number; location: string | null; promisedAt: string | null };
  packing: { number: string; units: number; location: string | null; promisedAt: string | null };
  payment: { number: string; dueMinor: string; currency: string; customer: string; placedAt: string };
  refunds: { number: string; amountMinor: string; currency: string; reason: string; by: string };
  returnsAsked: ReturnLine;
  returnsHere: ReturnLine;
  returnsDue: ReturnLine;
  lowStock: StockFacts & { sku: string };
  unmapped: { sku: string; channel: string; lines: number };
  imports: { number: string; fileName: string; at: string };
};

export type Card<Key extends CardKey = CardKey> = { count: number; oldest: string | null; rows: CardRows[Key][] };

export const cardCap = 1000;
const shown = 3;

type Moment = { today: Day; endOfToday: Date; now: Date; zh: boolean };

/** Each card as one sub-query that gives { count, oldest, rows }: capped, so that a long queue costs what a short one does. */
export const cardQueries: Record<CardKey, (sql: postgres.ISql, moment: Moment) => postgres.Fragment> = {
  exceptions: (sql, { now }) => sql`
    with open as (select type, due_at, since from exceptions where closed_at is null and (snoozed_until is null or snoozed_until <= ${now.toISOString()}) order by due_at limit ${cardCap})
    select jsonb_build_object('count', (select count(*) from open), 'oldest', (select min(since) from open), 'rows', coalesce((select jsonb_agg(x) from (
      select type, count(*)::int as open, count(*) filter (where due_at < ${now.toISOString()})::int as overdue, min(since) as oldest
      from open group by type order by 3 desc, 2 desc, 1 limit ${shown}) x), '[]'))`,
  review: (sql) =>
    orderCard(
      sql,
      sql`stage = 'review'`,
      sql`placed_at`,
      sql`
      'number', number, 'promisedAt', promised_at, 'checks', coalesce((
        select jsonb_agg(c ->> 'check' order by c ->> 'result') from jsonb_array_elements(review -> 'checks') c where c ->> 'result' in ('stop', 'warn')), '[]')`,
    ),
  held: (sql) => sql`
    with waiting as (
      select o.id, o.number, min(h.set_at) as since, min(h.due_at) as due, array_agg(h.type order by h.set_at) as types, (array_agg(h.reason order by h.set_at))[1] as reason
      from (select id, number from orders where held limit ${cardCap}) o join holds h on h.order_id = o.id and h.cleared_at is null group by 1, 2
    )
    select jsonb_build_object('count', (select count(*) from waiting), 'oldest', (select min(since) from waiting), 'rows', coalesce((select jsonb_agg(x) from (
      select number, types, reason, due as "dueAt" from waiting order by due nulls last, since limit ${shown}) x), '[]'))`,
  danger: (sql, { endOfToday }) =>
    orderCard(
      sql,
      sql`stage = any(${openStages.filter((stage) => stage !== "partly_shipped")}) and promised_at < ${endOfToday.toISOString()}`,
      sql`promised_at`,
      sql`'number', number, 'stage', stage, 'held', held, 'items', items_summary, 'promisedAt', promised_at`,
    ),
  ready: (sql) => orderCard(sql, sql`stage = 'ready' and not held`, sql`placed_at`, atLocation(sql)),
  packing: (sql) => orderCard(sql, sql`stage = 'packing'`, sql`placed_at`, atLocation(sql)),
  payment: (sql) =>
    orderCard(
      sql,
      sql`stage = 'awaiting_payment'`,
      sql`placed_at`,
      sql`'number', number, 'dueMinor', (total_minor - paid_minor)::text, 'currency', currency, 'customer', contact_name, 'placedAt', placed_at`,
      sql`placed_at, id`,
    ),
  refunds: (sql) => sql`
    with waiting as (select * from refunds where status = 'requested' order by requested_at limit ${cardCap})
    select jsonb_build_object('count', (select count(*) from waiting), 'oldest', (select min(requested_at) from waiting), 'rows', coalesce((select jsonb_agg(x) from (
      select o.number, w.amount_minor::text as "amountMinor", w.currency, w.reason, w.requested_by as by
      from waiting w join orders o on o.id = w.order_id order by w.requested_at limit ${shown}) x), '[]'))`,
  returnsAsked: (sql) => returnCard(sql, sql`status = 'requested'`, sql`requested_at`),
  returnsHere: (sql) => returnCard(sql, sql`status in ('received', 'in_transit')`, sql`due_at, requested_at`),
  returnsDue: (sql) =>
    returnCard(sql, sql`id in (select return_id from return_lines where refund_due > 0)`, sql`requested_at`),
  lowStock: (sql, { today }) => sql`
    with low as materialized (select * from (${lowStock(sql)}) w limit ${cardCap})
    select jsonb_build_object('count', (select count(*) from low), 'oldest', null, 'rows', coalesce((select jsonb_agg(x) from (
      select v.sku, w.on_hand as "onHand", w.free, w.incoming, w.waiting, coalesce(r.units, 0) as "soldRecently", v.reorder_point as "reorderPoint", v.reorder_quantity as "reorderQuantity"
      from low w join variants v on v.id = w.variant_id
      left join (${soldUnits(sql, addDays(today, 1 - coverDays))}) r on r.variant_id = w.variant_id
      order by w.free < w.waiting desc, greatest(w.free, 0)::numeric / nullif(r.units, 0) nulls last, v.sku limit ${shown}) x), '[]'))`,
  unmapped: (sql, { zh }) => sql`
    with waiting as (
      select upper(l.sku) as key, min(l.sku) as sku, o.channel_id, count(*)::int as lines, min(o.placed_at) as since
      from order_lines l join orders o on o.id = l.order_id
      where l.kind = 'product' and l.variant_id is null and o.stage = any(${[...openStages]}) and l.cancelled < l.ordered group by 1, 3
    )
    select jsonb_build_object('count', (select count(*) from waiting), 'oldest', (select min(since) from waiting), 'rows', coalesce((select jsonb_agg(x) from (
      select w.sku, w.lines, ${zh ? sql`coalesce(nullif(c.name_zh, ''), c.name)` : sql`c.name`} as channel
      from waiting w join channels c on c.id = w.channel_id order by w.lines desc, w.sku limit ${shown}) x), '[]'))`,
  imports: (sql, { now }) => sql`
    with failed as (
      select number, file_name, coalesce(finished_at, created_at) as at from imports
      where status = 'failed' and created_at > ${new Date(now.getTime() - 14 * 86_400_000).toISOString()}
    )
    select jsonb_build_object('count', (select count(*) from failed), 'oldest', (select min(at) from failed), 'rows', coalesce((select jsonb_agg(x) from (
      select number, file_name as "fileName", at from failed order by at desc limit ${shown}) x), '[]'))`,
};

function returnCard(sql: postgres.ISql, where: postgres.Fragment, order: postgres.Fragment): postgres.Fragment {
  return sql`
    with waiting as (select * from returns where ${where} order by ${order} limit ${cardCap})
    select jsonb_build_object('count', (select count(*) from waiting), 'oldest', (select min(requested_at) from waiting), 'rows', coalesce((select jsonb_agg(x) from (
      select w.number as rma, w.due_at as "dueAt", w.requested_at as at, (
        select string_agg((l.requested + l.extra) || ' × ' || o.title, ' · ' order by l.position)
        from return_lines l join order_lines o on o.id = l.order_line_id where l.return_id = w.id) as items
      from (select * from waiting order by ${order} limit ${shown}) w) x), '[]'))`;
}

function atLocation(sql: postgres.ISql): postgres.Fragment {
  return sql`'number', number, 'units', unit_count, 'promisedAt', promised_at, 'location', (select code from locations l where l.id = location_id)`;
}

// Each of the three reads along an index: how long the queue is does not matter.
function orderCard(
  sql: postgres.ISql,
  where: postgres.Fragment,
  since: postgres.Fragment,
  row: postgres.Fragment,
  order: postgres.Fragment = sql`promised_at, id`,
): postgres.Fragment {
  return sql`
    select jsonb_build_object('count', (select count(*) from (select 1 from orders where ${where} limit ${cardCap}) n),
      'oldest', (select min(${since}) from orders where ${where}), 'rows',
      coalesce((select jsonb_agg(x.line) from (select jsonb_build_object(${row}) as line from orders where ${where} order by ${order} limit ${shown}) x), '[]'))`;
}

import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { itemSearch } from "@/lib/catalog/search-condition";
import { addDays, type Day } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import { hasFilters, type ListState } from "@/lib/list/params";
import { lowStock, waitingUnits } from "../low-stock";
import { coverDays, daysOfCover } from "../rules/stock-warning";
import { soldUnits } from "../sold-units";

export type StockRow = {
  id: string;
  sku: string;
  title: string;
  option: string;
  onHand: number;
  reserved: number;
  damaged: number;
  available: number;
  incoming: number;
  waiting: number;
  /** In the last 30 days. */
  sold: number;
  daysOfCover: number | null;
  reorderPoint: number | null;
  places: { code: string; available: number; onHand: number; bin: string }[];
};

export type StockPage = KeyPage<StockRow> & { total: number };

export const stockCountCap = 10_000;
export const soldDays = 30;
const pageSize = 50;

type FoundRow = StockRow & { recently: number; key: string };

/** One page of stock: per item its levels over all open warehouses, or at the one chosen. */
export async function listStock(
  actor: Actor,
  state: ListState,
  { language, today }: { language: string; today: Day },
  limit = pageSize,
): Promise<StockPage> {
  assert(may(actor, "stock.read"), `${actor.role} may not stock.read`);
  const { sql } = connection();
  const sort = sorts[(state.sort?.key ?? "sku") as keyof typeof sorts];
  const direction = readDirection(state, sort.type);
  const descending = (state.sort?.direction === "desc") !== direction.back;
  const place = state.filters.location?.[0];
  const atPlace = place ? sql`and l.code = ${place}` : sql``;
  const value = sql.unsafe(sort.value);
  const { key } = direction;
  const beyond = !key
    ? sql``
    : descending
      ? sql`and (${value}, v.id) < (${key.value}::${sql.unsafe(sort.type)}, ${key.id}::uuid)`
      : sql`and (${value}, v.id) > (${key.value}::${sql.unsafe(sort.type)}, ${key.id}::uuid)`;
  const way = descending ? sql`desc` : sql`asc`;
  const zh = isChinese(language);
  const since = addDays(today, 1 - soldDays);
  const recent = addDays(today, 1 - coverDays);
  const matching = conditions(sql, state, atPlace);
  // Without a filter the page is read along the SKU's index, and matching is only counted.
  const narrowed = hasFilters(state);

  const found = await sql<(FoundRow & { total: number })[]>`
    with matched as materialized (select v.id from variants v join products p on p.id = v.product_id where ${matching}),
    counted as (select count(*)::int as total from (select 1 from matched limit ${stockCountCap + 1}) n),
    ${sort.needs === "all" ? sql`levels as (${levels(sql, atPlace)}), sold as (${soldUnits(sql, since)}), recent as (${soldUnits(sql, recent)}),` : sql``}
    wanted as materialized (
      select v.id, ${value}::text as key
      from variants v
      ${sort.needs === "all" ? sql`left join levels s on s.variant_id = v.id left join sold d on d.variant_id = v.id left join recent r on r.variant_id = v.id` : sql``}
      where ${narrowed ? sql`v.id in (select id from matched)` : sql`v.active`} ${beyond}
      order by ${value} ${way}, v.id ${way} limit ${limit + 1}
    ),
    page_sold as (select * from (${soldUnits(sql, since)}) u where variant_id in (select id from wanted)),
    page_recent as (select * from (${soldUnits(sql, recent)}) u where variant_id in (select id from wanted))
    select c.total, w.id, w.key, v.sku, ${zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`} as title,
      ${zh ? sql`coalesce(nullif(v.title_zh, ''), v.title)` : sql`v.title`} as option, v.reorder_point as "reorderPoint",
      s.on_hand as "onHand", s.reserved, s.damaged, s.available, s.incoming, s.places,
      coalesce(o.units, 0)::int as waiting, coalesce(d.units, 0) as sold, coalesce(r.units, 0) as recently
    from counted c left join wanted w on true
    left join variants v on v.id = w.id left join products p on p.id = v.product_id
    left join lateral (
      select coalesce(sum(x.on_hand), 0)::int on_hand, coalesce(sum(x.reserved), 0)::int reserved, coalesce(sum(x.damaged), 0)::int damaged,
        coalesce(sum(x.available), 0)::int available, coalesce(sum(x.incoming), 0)::int incoming,
        coalesce(jsonb_agg(jsonb_build_object('code', l.code, 'available', x.available, 'onHand', x.on_hand, 'bin', x.bin) order by l.priority, l.code), '[]') places
      from stock_levels x join locations l on l.id = x.location_id and l.active ${atPlace} where x.variant_id = w.id
    ) s on true
    left join lateral (select sum(units) units from (${waitingUnits(sql, sql`l.variant_id = w.id`)}) waiting) o on true
    left join page_sold d on d.variant_id = w.id left join page_recent r on r.variant_id = w.id
    order by ${sql.unsafe(`w.key::${sort.type}`)} ${way}, w.id ${way}`;

  const total = found[0]?.total ?? 0;
  const rows = found.filter((row) => row.id !== null);
  const page = pageOf<FoundRow>(rows, limit, direction, (row) => ({ value: row.key, id: row.id }));
  return { ...page, rows: page.rows.map(rowOf), total };
}

/** Sorting by what is added up needs every item's sums; by SKU a page needs only its own. */
const sorts = {
  sku: { value: "upper(v.sku)", type: "text", needs: "nothing" },
  available: { value: "coalesce(s.available, 0)", type: "int", needs: "all" },
  sold: { value: "coalesce(d.units, 0)", type: "int", needs: "all" },
  // What does not sell lasts for ever.
  cover: {
    value: `coalesce(greatest(coalesce(s.available, 0), 0) * ${coverDays} / nullif(greatest(r.units, 0), 0), 2147483647)`,
    type: "bigint",
    needs: "all",
  },
} as const;

function levels(sql: postgres.ISql, atPlace: postgres.Fragment) {
  return sql`
    select x.variant_id, sum(x.available)::int available, sum(x.on_hand)::int on_hand, sum(x.damaged)::int damaged
    from stock_levels x join locations l on l.id = x.location_id and l.active ${atPlace} group by 1`;
}

function conditions(sql: postgres.ISql, state: ListState, atPlace: postgres.Fragment): postgres.Fragment {
  const category = state.filters.category?.[0];
  const chosen = state.filters.state?.[0];
  const parts = [sql`v.active`, itemSearch(sql, state.q)];
  if (category) parts.push(sql`p.category = ${category}`);
  if (chosen === "low") parts.push(sql`v.id in (select variant_id from (${lowStock(sql)}) low)`);
  if (chosen === "out")
    parts.push(
      sql`not v.made_to_order and not exists (select 1 from (${levels(sql, atPlace)}) s where s.variant_id = v.id and s.available > 0)`,
    );
  if (chosen === "damaged")
    parts.push(sql`v.id in (select variant_id from (${levels(sql, atPlace)}) s where damaged > 0)`);
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

function rowOf({ recently, key: _, ...row }: FoundRow): StockRow {
  return { ...row, daysOfCover: daysOfCover(row.available, recently) };
}

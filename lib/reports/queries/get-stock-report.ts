import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { addDays, type Day } from "@/lib/core/dates";
import { lineAmount, type Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { lowStock } from "@/lib/inventory/low-stock";
import { coverDays } from "@/lib/inventory/rules/stock-warning";
import { soldUnits } from "@/lib/inventory/sold-units";

/** How long stock lasts at the pace of the last 28 days. */
export const coverBands = ["none", "week", "month", "quarter", "longer", "unsold"] as const;
export type CoverBand = (typeof coverBands)[number];

export type StockReport = {
  value: Minor;
  damagedValue: Minor;
  units: number;
  items: number;
  /** Items on hand whose cost nobody entered: they count nothing. */
  withoutCost: number;
  warnings: number;
  places: { code: string; name: string; units: number; items: number; value: Minor }[];
  bands: { band: CoverBand; items: number; units: number; value: Minor }[];
  top: { sku: string; title: string; units: number; value: Minor; daysOfCover: number | null }[];
};

export const topItemsShown = 10;

/** What the stock is worth at cost, where it lies, how long it lasts and what runs out. */
export async function getStockReport(
  actor: Actor,
  { language, currency, today }: { language: string; currency: string; today: Day },
): Promise<StockReport> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const zh = isChinese(language);
  type Sum<T> = Omit<T, "value"> & { value: string };
  type Row = {
    totals: { value: string; damaged: string; units: number; items: number; withoutCost: number };
    warnings: number;
    places: Sum<StockReport["places"][number]>[];
    bands: Sum<StockReport["bands"][number]>[];
    top: Sum<StockReport["top"][number]>[];
  };
  const [row] = await sql<Row[]>`
    with held as materialized (
      select s.variant_id, s.location_id, s.on_hand, s.damaged, s.available, v.unit_cost, s.on_hand * coalesce(v.unit_cost, 0) as value
      from stock_levels s join variants v on v.id = s.variant_id where s.on_hand > 0
    ),
    item as materialized (
      select h.variant_id, sum(h.on_hand)::bigint as units, greatest(sum(h.available), 0)::bigint as free, sum(h.value) as value, coalesce(r.units, 0) as recently,
        bool_or(h.unit_cost is null) as without_cost
      from held h left join (${soldUnits(sql, addDays(today, 1 - coverDays))}) r on r.variant_id = h.variant_id group by h.variant_id, r.units
    ),
    banded as (
      select i.*, case when recently > 0 then floor(free::numeric * ${coverDays} / recently) end as days from item i
    )
    select
      (select jsonb_build_object('value', coalesce(sum(value), 0)::text, 'damaged', coalesce(sum(damaged * coalesce(unit_cost, 0)), 0)::text,
        'units', coalesce(sum(on_hand), 0), 'items', (select count(*) from item), 'withoutCost', (select count(*) from item where without_cost)) from held) as totals,
      (select count(*)::int from (${lowStock(sql)}) w) as warnings,
      coalesce((select jsonb_agg(x) from (
        select l.code, ${zh ? sql`coalesce(nullif(l.name_zh, ''), l.name)` : sql`l.name`} as name, sum(h.on_hand)::bigint as units, count(*)::int as items, sum(h.value)::text as value
        from held h join locations l on l.id = h.location_id group by l.id order by sum(h.value) desc, l.code) x), '[]') as places,
      coalesce((select jsonb_agg(x) from (
        select case when recently <= 0 then 'unsold' when days < 1 then 'none' when days < 7 then 'week' when days < 28 then 'month' when days < 90 then 'quarter' else 'longer' end as band,
          count(*)::int as items, sum(units)::bigint as units, sum(value)::text as value from banded group by 1) x), '[]') as bands,
      coalesce((select jsonb_agg(x) from (
        select v.sku, ${zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`} || case when v.title = '' then '' else ' · ' || ${zh ? sql`coalesce(nullif(v.title_zh, ''), v.title)` : sql`v.title`} end as title,
          b.units, b.value::text as value, b.days::bigint as "daysOfCover"
        from banded b join variants v on v.id = b.variant_id join products p on p.id = v.product_id
        where b.value > 0 order by b.value desc, v.sku limit ${topItemsShown}) x), '[]') as top`;
  assert(row, "a report always has an answer");
  // An exact decimal, rounded once.
  const minor = (decimal: string) => lineAmount(decimal, 1, currency);
  const worth = <T extends { value: string }>(rows: readonly T[]) =>
    rows.map((each) => ({ ...each, value: minor(each.value) }));
  const { totals, warnings, places, bands, top } = row;
  return {
    value: minor(totals.value),
    damagedValue: minor(totals.damaged),
    units: totals.units,
    items: totals.items,
    withoutCost: totals.withoutCost,
    warnings,
    places: worth(places),
    bands: worth(coverBands.flatMap((band) => bands.find((each) => each.band === band) ?? [])),
    top: worth(top),
  };
}

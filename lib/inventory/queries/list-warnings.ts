import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { addDays, type Day } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { lowStock, waitingUnits } from "../low-stock";
import { coverDays, type StockFacts, type StockWarning, stockWarning } from "../rules/stock-warning";
import { soldUnits } from "../sold-units";

export type WarningRow = StockFacts & {
  id: string;
  sku: string;
  title: string;
  option: string;
  orders: number;
  warning: StockWarning;
};
export type WarningKind = StockWarning["kind"];
export type WarningPage = KeyPage<WarningRow> & { counts: Record<WarningKind, number> };

const pageSize = 50;

/** What runs out, worst first: short of orders, then empty, then low; in each the one that lasts the shortest. */
export async function listWarnings(
  actor: Actor,
  state: ListState,
  { language, today }: { language: string; today: Day },
  limit = pageSize,
): Promise<WarningPage> {
  assert(may(actor, "stock.read"), `${actor.role} may not stock.read`);
  const { sql } = connection();
  const direction = readDirection(state, "text");
  const { key, back } = direction;
  const kind = state.filters.kind?.[0];
  const zh = isChinese(language);
  const beyond = !key
    ? sql``
    : back
      ? sql`and (key, id) < (${key.value}, ${key.id}::uuid)`
      : sql`and (key, id) > (${key.value}, ${key.id}::uuid)`;
  const way = back ? sql`desc` : sql`asc`;
  type Found = Omit<WarningRow, "warning"> & { key: string; counts: Record<WarningKind, number> };
  const found = await sql<Found[]>`
    with low as materialized (
      select w.*, case when w.free < w.waiting then 'short_of_orders' when w.free <= 0 then 'out' else 'below_point' end as kind,
        coalesce(r.units, 0) as recently
      from (${lowStock(sql)}) w left join (${soldUnits(sql, addDays(today, 1 - coverDays))}) r on r.variant_id = w.variant_id
    ),
    counts as (
      select jsonb_build_object('short_of_orders', count(*) filter (where kind = 'short_of_orders'), 'out', count(*) filter (where kind = 'out'),
        'below_point', count(*) filter (where kind = 'below_point')) as counts from low
    ),
    listed as (
      select w.*, v.id, v.sku, ${zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`} as title,
        ${zh ? sql`coalesce(nullif(v.title_zh, ''), v.title)` : sql`v.title`} as option, v.reorder_point, v.reorder_quantity,
        (array_position(array['short_of_orders', 'out', 'below_point'], w.kind)::text
          || lpad(coalesce(greatest(w.free, 0) * ${coverDays} / nullif(greatest(w.recently, 0), 0), 999999999)::text, 10, '0') || upper(v.sku)) collate "C" as key
      from low w join variants v on v.id = w.variant_id join products p on p.id = v.product_id
      ${kind ? sql`where w.kind = ${kind}` : sql``}
    ),
    page as (select * from listed where true ${beyond} order by key ${way}, id ${way} limit ${limit + 1})
    select c.counts, w.key, w.id, w.sku, w.title, w.option, w.on_hand as "onHand", w.free, w.incoming, w.waiting, w.recently as "soldRecently",
      w.reorder_point as "reorderPoint", w.reorder_quantity as "reorderQuantity",
      (select orders from (${waitingUnits(sql, sql`l.variant_id = w.id`)}) o) as orders
    from counts c left join page w on true order by w.key ${way}, w.id ${way}`;
  const counts = found[0]?.counts ?? { short_of_orders: 0, out: 0, below_point: 0 };
  const page = pageOf(
    found.filter((row) => row.id !== null),
    limit,
    direction,
    (row) => ({ value: row.key, id: row.id }),
  );
  const rows = page.rows.flatMap(({ key: _, counts: __, ...row }) => {
    const warning = stockWarning(row);
    return warning ? [{ ...row, orders: row.orders ?? 0, warning }] : [];
  });
  return { ...page, rows, counts };
}

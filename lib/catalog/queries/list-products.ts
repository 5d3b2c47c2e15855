import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { itemSearch } from "../search-condition";

export type ProductRow = {
  id: string;
  /** SKU of the first variant: the product's address. */
  sku: string;
  title: string;
  category: string;
  active: boolean;
  variants: number;
  skus: string[];
  /** In the shop's currency, lowest and highest. */
  priceFrom: string | null;
  priceTo: string | null;
  onHand: number;
  available: number;
  changedAt: string;
};

export type ProductPage = KeyPage<ProductRow> & { total: number };

export const productCountCap = 10_000;
const pageSize = 50;
const skusShown = 3;

/** One page of products, found by SKU, barcode or words of the title in either language. */
export async function listProducts(
  actor: Actor,
  state: ListState,
  { language, currency }: { language: string; currency: string },
  limit = pageSize,
): Promise<ProductPage> {
  assert(may(actor, "catalogue.read"), `${actor.role} may not catalogue.read`);
  const { sql } = connection();
  const changed = state.sort?.key === "changed";
  const direction = readDirection(state, changed ? "instant" : "text");
  const { key } = direction;
  const zh = isChinese(language);
  const title = zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`;
  const value = changed ? sql`p.updated_at` : sql`lower(${title})`;
  const type = sql.unsafe(changed ? "timestamptz" : "text");
  const descending = (state.sort?.direction === "desc") !== direction.back;
  const way = descending ? sql`desc` : sql`asc`;
  const beyond = !key
    ? sql``
    : descending
      ? sql`and (${value}, p.id) < (${key.value}::${type}, ${key.id}::uuid)`
      : sql`and (${value}, p.id) > (${key.value}::${type}, ${key.id}::uuid)`;
  const categories = state.filters.category;
  const sold = state.filters.sold?.[0];
  const matching = sql`
    ${sold === "all" ? sql`true` : sold === "no" ? sql`not p.active` : sql`p.active`}
    ${categories ? sql`and p.category = any(${categories})` : sql``}
    ${state.q ? sql`and exists (select 1 from variants v where v.product_id = p.id and ${itemSearch(sql, state.q)})` : sql``}`;
  const found = await sql<(ProductRow & { key: string; total: number })[]>`
    with counted as (select count(*)::int as total from (select 1 from products p where ${matching} limit ${productCountCap + 1}) n),
    wanted as materialized (
      select p.*, ${title} as name, ${value}::text as key from products p where ${matching} ${beyond} order by ${value} ${way}, p.id ${way} limit ${limit + 1}
    )
    select c.total, w.key, w.id, w.name as title, w.category, w.active, to_jsonb(w.updated_at) #>> '{}' as "changedAt",
      a.sku, a.variants, a.skus, a."priceFrom", a."priceTo", s."onHand", s.available
    from counted c left join wanted w on true
    left join lateral (
      select min(v.sku) as sku, count(*)::int as variants, (array_agg(v.sku order by v.sku))[1:${sql.unsafe(String(skusShown))}] as skus,
        trim_scale(min(r.unit_price))::text as "priceFrom", trim_scale(max(r.unit_price))::text as "priceTo"
      from variants v left join variant_prices r on r.variant_id = v.id and r.currency = ${currency} where v.product_id = w.id
    ) a on true
    left join lateral (
      select coalesce(sum(l.on_hand), 0)::int as "onHand", coalesce(sum(l.available), 0)::int as available
      from stock_levels l join variants v on v.id = l.variant_id join locations p on p.id = l.location_id and p.active where v.product_id = w.id
    ) s on true
    order by ${sql`w.key::${type}`} ${way}, w.id ${way}`;
  const total = found[0]?.total ?? 0;
  const page = pageOf(
    found.filter((row) => row.id !== null),
    limit,
    direction,
    (row) => ({ value: row.key, id: row.id }),
  );
  return { ...page, total };
}

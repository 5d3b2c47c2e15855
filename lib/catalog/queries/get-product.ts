import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";

export type ProductVariant = {
  sku: string;
  version: number;
  barcode: string | null;
  title: string;
  titleZh: string;
  unitCost: string | null;
  weightGrams: number | null;
  reorderPoint: number | null;
  reorderQuantity: number | null;
  backorderAllowed: boolean;
  madeToOrder: boolean;
  active: boolean;
  prices: { currency: string; unitPrice: string }[];
  bins: { location: string; bin: string }[];
  onHand: number;
  available: number;
};

export type ProductDetail = {
  title: string;
  titleZh: string;
  category: string;
  taxClass: string;
  returnable: boolean;
  active: boolean;
  /** Guards the form: a product saved since is not overwritten. */
  changedAt: string;
  variants: ProductVariant[];
};

/** A product by the SKU of any of its variants, as its form shows it; null when there is none. */
export async function getProduct(actor: Actor, sku: string): Promise<ProductDetail | null> {
  assert(may(actor, "catalogue.read"), `${actor.role} may not catalogue.read`);
  const { sql } = connection();
  const [row] = await sql<ProductDetail[]>`
    select p.title, p.title_zh as "titleZh", p.category, p.tax_class as "taxClass", p.returnable, p.active,
      to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "changedAt",
      (select jsonb_agg(jsonb_build_object('sku', v.sku, 'version', v.version, 'barcode', v.barcode, 'title', v.title, 'titleZh', v.title_zh,
        'unitCost', trim_scale(v.unit_cost)::text, 'weightGrams', v.weight_grams, 'reorderPoint', v.reorder_point, 'reorderQuantity', v.reorder_quantity,
        'backorderAllowed', v.backorder_allowed, 'madeToOrder', v.made_to_order, 'active', v.active,
        'prices', (select coalesce(jsonb_agg(jsonb_build_object('currency', r.currency, 'unitPrice', trim_scale(r.unit_price)::text) order by r.currency), '[]')
                   from variant_prices r where r.variant_id = v.id),
        'bins', (select coalesce(jsonb_agg(jsonb_build_object('location', l.code, 'bin', s.bin) order by l.priority, l.code), '[]')
                 from stock_levels s join locations l on l.id = s.location_id where s.variant_id = v.id and s.bin <> ''),
        'onHand', (select coalesce(sum(s.on_hand), 0) from stock_levels s where s.variant_id = v.id),
        'available', (select coalesce(sum(s.available), 0) from stock_levels s where s.variant_id = v.id)) order by v.created_at, v.sku)
       from variants v where v.product_id = p.id) as variants
    from products p where p.id = (select product_id from variants where upper(sku) = upper(${sku}))`;
  return row ?? null;
}

export type ProductChoices = {
  currencies: string[];
  taxClasses: string[];
  categories: string[];
  places: { code: string; name: string }[];
};

/** What a product's form offers: currencies the shop sells in, tax classes, categories in use, warehouses. */
export async function getProductChoices(actor: Actor, language: string): Promise<ProductChoices> {
  assert(may(actor, "catalogue.read"), `${actor.role} may not catalogue.read`);
  const { sql } = connection();
  const name = isChinese(language) ? sql`coalesce(nullif(name_zh, ''), name)` : sql`name`;
  const [row] = await sql<ProductChoices[]>`
    select (select jsonb_agg(currency order by place, currency) from (
        select currency, min(place) as place from (
          select currency, 0 as place from shops union all select currency, 1 from channels where active union all select distinct currency, 2 from variant_prices
        ) used group by 1) u) as currencies,
      (select coalesce(jsonb_agg(distinct c order by c), '[]') from (select 'standard' as c union select tax_class from tax_rates union select tax_class from products) t) as "taxClasses",
      (select coalesce(jsonb_agg(distinct category), '[]') from products where category <> '') as categories,
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', ${name}) order by priority, code), '[]') from locations where active) as places`;
  assert(row, "the shop has not been set up");
  return row;
}

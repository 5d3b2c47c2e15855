import { connection } from "@/db/client";
import { nameIn } from "@/lib/i18n/rules/languages";

/** An item as the order form offers it. */
export type ItemHit = {
  sku: string;
  barcode: string | null;
  title: string;
  spec: string;
  /** In the asked currency; null where it is not sold in it. */
  unitPrice: string | null;
  taxClass: string;
  madeToOrder: boolean;
  backorderAllowed: boolean;
  free: { code: string; free: number }[];
};

const hitsAtMost = 8;

/** Items by SKU, barcode or part of their name, an exact SKU or barcode first. */
export async function findItems(typed: string, currency: string, language: string): Promise<ItemHit[]> {
  const q = typed.trim();
  if (q === "") return [];
  const { sql } = connection();
  const like = `%${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await sql`
    with hit as (
      select v.id, 0 as rank from variants v where upper(v.sku) = ${q.toUpperCase()} or v.barcode = ${q}
      union
      (select v.id, 1 from variants v where v.sku ilike ${like} and v.active limit ${hitsAtMost * 3})
      union
      (select v.id, 2 from products p join variants v on v.product_id = p.id
        where v.active and (lower(p.title) like ${like} or p.title_zh like ${like}) limit ${hitsAtMost * 3})
    ), best as (
      select id, min(rank) as rank from hit group by id order by min(rank), id limit ${hitsAtMost}
    )
    select v.sku, v.barcode, p.title, p.title_zh, v.title as spec, v.title_zh as spec_zh, p.tax_class, v.made_to_order, v.backorder_allowed,
      (select unit_price::text from variant_prices where variant_id = v.id and currency = ${currency}) as unit_price,
      (select coalesce(jsonb_agg(jsonb_build_object('code', w.code, 'free', l.available) order by w.priority, w.code), '[]')
         from stock_levels l join locations w on w.id = l.location_id where l.variant_id = v.id and w.active) as free
    from best b join variants v on v.id = b.id join products p on p.id = v.product_id
    order by b.rank, v.sku`;
  return rows.map((row) => ({
    sku: row.sku,
    barcode: row.barcode,
    title: nameIn(language, { name: row.title, nameZh: row.title_zh }),
    spec: nameIn(language, { name: row.spec, nameZh: row.spec_zh }),
    unitPrice: row.unit_price,
    taxClass: row.tax_class,
    madeToOrder: row.made_to_order,
    backorderAllowed: row.backorder_allowed,
    free: row.free,
  }));
}

/** Orders of the same contact in the last hours: an order being typed may be one of them again. */
export async function similarOrders(
  contact: { email: string | null; phone: string | null; customerNumber: string | null },
  since: Date,
): Promise<{ number: string; placedAt: string; totalMinor: string; currency: string; items: string }[]> {
  const { sql } = connection();
  return (await sql`
    select o.number, to_char(o.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "placedAt", o.total_minor as "totalMinor",
           o.currency, o.items_summary as items
    from orders o left join customers c on c.id = o.customer_id
    where o.placed_at >= ${since.toISOString()} and o.stage not in ('cancelled', 'draft')
      and (lower(o.contact_email) = ${contact.email?.toLowerCase() ?? null} or o.contact_phone = ${contact.phone} or c.number = ${contact.customerNumber})
    order by o.placed_at desc limit 3`) as unknown as Awaited<ReturnType<typeof similarOrders>>;
}

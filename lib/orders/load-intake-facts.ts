import type postgres from "postgres";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { normaliseEmail } from "@/lib/core/text";
import { poolOf, readLevels } from "@/lib/inventory/lock-levels";
import type { Location, StockPool } from "@/lib/inventory/rules/route";
import type { ChannelFacts, VariantFacts } from "./rules/intake";

/** A channel that takes orders, by its code or id; one that was closed since where an order of it goes on (`closed`). */
export async function findChannel(
  tx: Tx,
  where: { code?: string; id?: string; closed?: boolean },
): Promise<ChannelFacts | undefined> {
  const [row] = await tx.sql`
    select ${tx.sql.unsafe(channelColumns)} from channels
    where ${where.closed ? tx.sql`true` : tx.sql`active`} and ${where.id === undefined ? tx.sql`code = ${where.code ?? ""}` : tx.sql`id = ${where.id}`}`;
  return row as ChannelFacts | undefined;
}

const channelColumns = `id, code, currency, prices_include_tax as "pricesIncludeTax", default_location_id as "defaultLocationId"`;

/** Channels of orders in the house, those that were closed since among them. */
export async function channelsById(tx: Tx, ids: readonly string[]): Promise<Map<string, ChannelFacts>> {
  const rows = await tx.sql<ChannelFacts[]>`
    select ${tx.sql.unsafe(channelColumns)} from channels where id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Where orders come in and leave: the channel, the rates of tax, the open warehouses, and numbers for the orders. */
export type IntakePlace = {
  channel: ChannelFacts;
  rates: Map<string, string>;
  locations: Location[];
  numbers: string[];
};

/** A channel by its code, or by its id where it is known. */
export type ChannelNamed = { code?: string | undefined; id?: string | undefined };

/** The id of a named channel within a statement, so that nobody waits for it first. */
export function channelIdOf({ sql }: Pick<Tx, "sql">, { code, id }: ChannelNamed) {
  return code === undefined ? sql`${id ?? null}::uuid` : sql`(select id from channels where code = ${code})`;
}

/** All that does not depend on what is ordered, in one round trip; undefined where no such channel takes orders. */
export async function loadIntakePlace(
  { tx, shop }: CommandContext,
  where: ChannelNamed,
  orders: number,
): Promise<IntakePlace | undefined> {
  const [row] = await tx.sql`
    select c.id, c.code, c.currency, c.prices_include_tax as "pricesIncludeTax", c.default_location_id as "defaultLocationId",
      (select coalesce(jsonb_object_agg(country || ' ' || tax_class, rate::text), '{}') from tax_rates) as rates,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'code', code, 'priority', priority) order by priority, code), '[]')
       from locations where active) as locations,
      (select array_agg(nextval('order_number_seq')::text) from generate_series(1, ${orders})) as numbers
    from channels c
    where c.active and (c.code = ${where.code ?? null} or c.id = ${where.id ?? null}::uuid)`;
  if (!row) return undefined;
  const { rates, locations, numbers, ...channel } = row;
  return {
    channel: channel as ChannelFacts,
    rates: new Map(Object.entries(rates as Record<string, string>)),
    locations: locations as Location[],
    numbers: (numbers as string[]).map((number) => `${shop.orderPrefix}${number}`),
  };
}

/** Active warehouses, best first. */
export async function activeLocations(tx: Tx): Promise<Location[]> {
  return (await tx.sql`select id, code, priority from locations where active order by priority, code`) as unknown as Location[];
}

/** Tax rates by "country class"; "* class" stands for every other country. */
export async function taxRates(tx: { sql: postgres.ISql }): Promise<Map<string, string>> {
  const rows = await tx.sql`select country || ' ' || tax_class as key, rate::text from tax_rates`;
  return new Map(rows.map((row) => [row.key as string, row.rate as string]));
}

/** Items by upper-case SKU as the channel writes it: its own mapping first, then the SKU itself. */
export async function variantsBySku(
  tx: Tx,
  channel: string | ChannelNamed,
  skus: readonly string[],
): Promise<Map<string, VariantFacts>> {
  const wanted = [...new Set(skus.filter((sku) => sku !== "").map((sku) => sku.toUpperCase()))];
  if (wanted.length === 0) return new Map();
  const channelId = channelIdOf(tx, typeof channel === "string" ? { id: channel } : channel);
  const rows = await tx.sql`
    with wanted as (select unnest(${wanted}::text[]) as sku),
    found as (
      select w.sku as asked, coalesce(m.variant_id, v.id) as id
      from wanted w
      left join sku_mappings m on m.channel_id = ${channelId} and upper(m.external_sku) = w.sku
      left join variants v on upper(v.sku) = w.sku
    )
    select f.asked, v.id, v.sku, p.title, v.title as spec, v.unit_cost::text as "unitCost", p.tax_class as "taxClass",
           v.made_to_order as "madeToOrder", v.backorder_allowed as "backorderAllowed", v.active, p.category,
           (select coalesce(jsonb_object_agg(currency, unit_price::text), '{}') from variant_prices where variant_id = v.id) as prices
    from found f join variants v on v.id = f.id join products p on p.id = v.product_id`;
  return new Map(rows.map(({ asked, ...variant }) => [asked as string, variant as unknown as VariantFacts]));
}

/** The same facts for items an order already holds, by variant id. */
export async function variantsById(tx: Tx, ids: readonly string[]): Promise<Map<string, VariantFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql`
    select v.id, v.sku, p.title, v.title as spec, v.unit_cost::text as "unitCost", p.tax_class as "taxClass",
           v.made_to_order as "madeToOrder", v.backorder_allowed as "backorderAllowed", v.active, p.category, '{}'::jsonb as prices
    from variants v join products p on p.id = v.product_id where v.id = any(${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((variant) => [variant.id as string, variant as unknown as VariantFacts]));
}

export type FreeStock = { pool: StockPool; locations: Location[] };

/** Locks the levels of the variants and gives what is free at the active warehouses. */
export function lockPool(tx: Tx, variantIds: readonly string[]): Promise<FreeStock> {
  return readPool(tx, variantIds, true);
}

/** The same without a lock, for previews. */
export async function readPool(tx: Tx, variantIds: readonly string[], lock = false): Promise<FreeStock> {
  const [locations, levels] = await Promise.all([activeLocations(tx), readLevels(tx, variantIds, lock)]);
  return {
    pool: poolOf(
      levels,
      locations.map((location) => location.id),
    ),
    locations,
  };
}

/** The next order numbers of the shop; numbers of orders that are then refused stay unused. */
export async function nextOrderNumbers(context: CommandContext, count: number): Promise<string[]> {
  const rows = await context.tx.sql`select nextval('order_number_seq')::text as n from generate_series(1, ${count})`;
  return rows.map((row) => `${context.shop.orderPrefix}${row.n}`);
}

export type Contact = {
  email: string | null;
  phone: string | null;
  customerId: string | null;
  /** The contact's order that is asked about, which is none of what came before. */
  orderId?: string;
};
export type ContactHistory = { earlierOrders: number; recent: RecentOrder[] };
export type RecentOrder = { number: string; placedAt: string; totalMinor: string; items: string };

const recentAtMost = 20;

/**
 * What each contact ordered before: how many orders, capped, and the latest within the policy's hours with their items,
 * for the checks "first order" and "likely duplicate".
 */
export async function contactHistories(tx: Tx, contacts: readonly Contact[], since: Date): Promise<ContactHistory[]> {
  const wanted = contacts.map((contact, index) => ({
    index,
    customer_id: contact.customerId,
    order_id: contact.orderId,
    email: contact.email ? (normaliseEmail(contact.email) ?? contact.email).toLowerCase() : null,
    phone: contact.phone,
  }));
  const rows = await tx.sql`
    select w.index,
      (select count(*) from (select 1 from orders o where o.customer_id = w.customer_id and o.submitted_at is not null
         and o.id is distinct from w.order_id limit 100) x)::int as earlier,
      (select coalesce(jsonb_agg(jsonb_build_object('number', r.number, 'placedAt', r.placed_at, 'totalMinor', r.total_minor::text,
         'items', (select coalesce(string_agg(upper(l.sku) || '×' || l.ordered, ',' order by upper(l.sku), l.ordered), '')
                   from order_lines l where l.order_id = r.id)) order by r.placed_at desc), '[]')
       from (
         select o.id, o.number, o.placed_at, o.total_minor from orders o
         where o.placed_at >= ${since.toISOString()} and o.submitted_at is not null and o.stage <> 'cancelled'
           and o.id is distinct from w.order_id
           and (o.customer_id = w.customer_id or lower(o.contact_email) = w.email or o.contact_phone = w.phone)
         order by o.placed_at desc limit ${recentAtMost}
       ) r) as recent
    from json_to_recordset(${JSON.stringify(wanted)}::text::json) as w(index int, customer_id uuid, order_id uuid, email text, phone text)
    order by w.index`;
  return rows.map((row) => ({ earlierOrders: row.earlier as number, recent: row.recent as RecentOrder[] }));
}

/** Items in the form `contactHistories` gives them, so that two orders can be told to be of the same items. */
export function itemsKey(lines: readonly { sku?: string | undefined; quantity: number }[]): string {
  return lines
    .map((line) => ({ sku: (line.sku ?? "").toUpperCase(), quantity: line.quantity }))
    .sort((a, b) => (a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : a.quantity - b.quantity))
    .map((line) => `${line.sku}×${line.quantity}`)
    .join(",");
}

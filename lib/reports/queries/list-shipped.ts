import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Day, DayRange } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { type ReturnFilter, shippedItemsOf, shippedLinesOf, shippedOf } from "../returns-base";
import { matching } from "../sales-base";

/** Which units that left the rows add up to. */
export type ShippedBehind = ReturnFilter & { range: DayRange; timeZone: string; currency: string; sku?: string };

/** What of an order's line left at one moment. */
export type ShippedLine = {
  id: string;
  /** When it left, to the microsecond: with the line it is the row's key. */
  at: string;
  day: Day;
  order: string;
  customer: string;
  channel: string;
  sku: string;
  title: string;
  parcels: string[];
  units: number;
};

export type ShippedPage = KeyPage<ShippedLine> & { units: number };

const pageSize = 50;

/** The lines that left behind the units shipped, the latest first; the sum is read from where the report takes it. */
export async function listShipped(
  actor: Actor,
  behind: ShippedBehind,
  state: Pick<ListState, "after" | "before">,
  language: string,
  limit = pageSize,
): Promise<ShippedPage> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const { range, timeZone, currency, channel, sku } = behind;
  const [variant] = sku === undefined ? [] : await sql`select id from variants where upper(sku) = upper(${sku})`;
  const variants: string[] = variant ? [variant.id] : [];
  const direction = readDirection(state);
  const { key, back } = direction;
  const way = sql.unsafe(back ? "asc" : "desc");
  const beyond = key
    ? sql`and (s.shipped_at, p.order_line_id) ${sql.unsafe(back ? ">" : "<")} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const further = sql`and o.currency = ${currency} ${matching(sql, { channel })}
    ${sku === undefined ? sql`` : sql`and l.variant_id = any(${variants}::uuid[])`} ${beyond}`;
  const sums =
    sku === undefined ? shippedOf(sql, range, { channel }) : shippedItemsOf(sql, variants, range, { channel });
  const [[sum], rows] = await Promise.all([
    sql<{ units: number }[]>`
      select coalesce(sum(units), 0)::int as units from (${sums}) s where currency = ${currency}`,
    sql<ShippedLine[]>`
      select p.id, p.shipped_at::text as at, (p.shipped_at at time zone ${timeZone})::date::text as day, o.number as order,
        o.contact_name as customer, ${isChinese(language) ? sql`coalesce(nullif(c.name_zh, ''), c.name)` : sql`c.name`} as channel,
        coalesce(v.sku, l.sku) as sku, l.title, p.parcels, p.units
      from (${shippedLinesOf(sql, range, timeZone, further)} order by s.shipped_at ${way}, p.order_line_id ${way} limit ${limit + 1}) p
      join order_lines l on l.id = p.id left join variants v on v.id = l.variant_id
      join orders o on o.id = p.order_id join channels c on c.id = o.channel_id
      order by p.shipped_at ${way}, p.id ${way}`,
  ]);
  assert(sum, "a sum has a row");
  return { ...pageOf(rows, limit, direction, ({ at, id }) => ({ value: at, id })), units: sum.units };
}

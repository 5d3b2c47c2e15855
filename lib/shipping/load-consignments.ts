import type postgres from "postgres";
import type { Consignment } from "./rules/fits";

type Row = Consignment & { id: string };

/** What of these orders decides which services take them, by their ids: one statement for one order or a thousand. */
export async function loadConsignments(
  { sql }: { sql: postgres.ISql },
  orderIds: readonly string[],
): Promise<Map<string, Consignment>> {
  if (orderIds.length === 0) return new Map();
  const rows = await sql<Row[]>`
    select o.id, coalesce(o.ship_to ->> 'country', '') as country, coalesce(o.ship_to ->> 'postcode', '') as postcode,
      o.payment_method = 'cod' and o.paid_minor < o.total_minor as "cashOnDelivery", w.grams as "weightGrams"
    from orders o cross join lateral (${weightToSend(sql)}) w
    where o.id = any(${[...orderIds]}::uuid[])`;
  return new Map(rows.map(({ id, ...consignment }) => [id, consignment]));
}

/** The grams of what order `o` still has to send, of the items whose weight is known. */
export function weightToSend(sql: postgres.ISql): postgres.Fragment {
  return sql`
    select sum(v.weight_grams::double precision * (l.ordered - l.cancelled - l.shipped)) as grams
    from order_lines l join variants v on v.id = l.variant_id where l.order_id = o.id and l.ships`;
}

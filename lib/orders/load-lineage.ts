import type postgres from "postgres";

/** Units of each line of an order that were sent again, by its id. */
export async function resentOf(
  tx: { sql: postgres.ISql },
  order: { id: string; lines: readonly { id: string; position: number }[] },
): Promise<Map<string, number>> {
  const rows = await tx.sql<{ line: number; units: number }[]>`
    select (part->>'line')::int as line, sum((part->>'quantity')::int)::int as units
    from order_lineage l join orders o on o.id = l.to_id cross join jsonb_array_elements(l.lines) part
    where l.from_id = ${order.id} and l.kind = 'resent' and o.stage <> 'cancelled' group by 1`;
  const units = new Map(rows.map((row) => [row.line, row.units]));
  return new Map(order.lines.map((line) => [line.id, units.get(line.position) ?? 0]));
}

export type Kin = {
  kind: "resent" | "duplicated";
  /** `came`: the other order came of this one; `from`: this one came of the other. */
  side: "came" | "from";
  number: string;
  stage: string;
  reason: string;
  at: string;
};

/** The orders that one came of, and those that came of it, oldest first. */
export async function kinOf(tx: { sql: postgres.ISql }, orderId: string): Promise<Kin[]> {
  return (await tx.sql`
    select l.kind, case when l.from_id = ${orderId} then 'came' else 'from' end as side, o.number, o.stage, l.reason,
      to_jsonb(l.created_at) #>> '{}' as at
    from order_lineage l join orders o on o.id = case when l.from_id = ${orderId} then l.to_id else l.from_id end
    where l.from_id = ${orderId} or l.to_id = ${orderId}
    order by l.created_at, o.number`) as unknown as Kin[];
}

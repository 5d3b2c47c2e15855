import type postgres from "postgres";

export type Kin = {
  kind: "resent" | "exchanged" | "duplicated" | "split" | "merged";
  /** `came`: the other order came of this one; `from`: this one came of the other. */
  side: "came" | "from";
  number: string;
  stage: string;
  reason: string;
  at: string;
  /** The split was put together again, or the merge taken apart. */
  undone: boolean;
  /** Units taken over, by the position of the line in the order they come from, and of theirs in the other. */
  lines: { line: number; quantity: number; to?: number }[];
  /** Of what was sent again, the units that still stand, wherever a split or a merge took them; null for any other kind. */
  standing: { line: number; quantity: number }[] | null;
};

/** The orders that one came of, and those that came of it, oldest first. */
export async function kinOf({ sql }: { sql: postgres.ISql }, orderId: string): Promise<Kin[]> {
  return (await kinQuery(sql, orderId)) as unknown as Kin[];
}

/** Orders that goods of each of these were sent again by, by the id of the first. */
export async function sentAgain(
  { sql }: { sql: postgres.ISql },
  orderIds: readonly string[],
): Promise<Map<string, SentKin[]>> {
  const rows = await sql<(SentKin & { fromId: string })[]>`
    select l.from_id as "fromId", 'came' as side, ${standing(sql)} as standing
    from order_lineage l where l.from_id = any(${[...orderIds]}::uuid[]) and l.kind = 'resent'`;
  return Map.groupBy(rows, ({ fromId }) => fromId);
}

export type SentKin = Pick<Kin, "side" | "standing">;

// An order that sends goods again has a line for each, in their sequence.
function standing(sql: postgres.ISql) {
  return sql`
    case when l.kind = 'resent' then (
      select coalesce(jsonb_agg(jsonb_build_object('line', part.value -> 'line',
        'quantity', least((part.value ->> 'quantity')::int, ch_units_left(sent.id)))), '[]')
      from jsonb_array_elements(l.lines) with ordinality part (value, place)
      join order_lines sent on sent.order_id = l.to_id and sent.position = part.place) end`;
}

/** The query of `kinOf`, for whoever asks it within a larger one. */
export function kinQuery(sql: postgres.ISql, orderId: string) {
  return sql`
    select l.kind, case when l.from_id = ${orderId} then 'came' else 'from' end as side, o.number, o.stage, l.reason,
      to_jsonb(l.created_at) #>> '{}' as at, l.undone_at is not null as undone, l.lines,
      ${standing(sql)} as standing
    from order_lineage l join orders o on o.id = case when l.from_id = ${orderId} then l.to_id else l.from_id end
    where l.from_id = ${orderId} or l.to_id = ${orderId}
    order by l.created_at, o.number`;
}

/** Units of each line of an order that were sent again and not called off since, by the line's id. */
export function resentOf(
  order: { lines: readonly { id: string; position: number }[] },
  kin: readonly SentKin[],
): Map<string, number> {
  const units = new Map<number, number>();
  for (const { side, standing } of kin) {
    if (side !== "came") continue;
    for (const { line, quantity } of standing ?? []) units.set(line, (units.get(line) ?? 0) + quantity);
  }
  return new Map(order.lines.map((line) => [line.id, units.get(line.position) ?? 0]));
}

/** Units that went from each line of an order to another, or came and went back: the line counts them as taken off. */
export function movedOf(
  order: { lines: readonly { id: string; position: number }[] },
  kin: readonly Kin[],
): ReadonlyMap<string, number> {
  const units = new Map<number, number>();
  for (const { kind, side, undone, lines } of kin) {
    if (kind !== "split" && kind !== "merged") continue;
    // What went counts where it came from; what went back, where it was meanwhile.
    if ((side === "came") === undone) continue;
    for (const { line, to, quantity } of lines) {
      const at = undone ? to : line;
      if (at !== undefined) units.set(at, (units.get(at) ?? 0) + quantity);
    }
  }
  return new Map(
    order.lines.flatMap(({ id, position }) => {
      const moved = units.get(position);
      return moved ? [[id, moved] as const] : [];
    }),
  );
}

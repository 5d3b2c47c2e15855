import { connection } from "@/db/client";
import { cursorOf, instantOf, instantOrNull, readCursor } from "../dto/fields";

export type ExceptionFilters = {
  limit: number;
  cursor?: string | undefined;
  state: "open" | "closed" | "all";
  type?: string | undefined;
  order?: string | undefined;
};

const isNumber = (part: string) => /^\d{1,9}$/.test(part);

/**
 * One page of exceptions in the order they were opened. A key that belongs to a channel sees those of its channel's
 * orders alone. Null for a cursor that is none of this list.
 */
export async function listExceptions(filters: ExceptionFilters, channelId: string | undefined) {
  const from = filters.cursor === undefined ? ["0"] : readCursor(filters.cursor, [isNumber]);
  if (from === null) return null;
  const { sql } = connection();
  const rows = await sql`
    select e.number, e.type, e.severity, o.number as order, e.facts, e.since::text, e.opened_at::text, e.due_at::text,
           s.name as owner, e.snoozed_until::text, e.closed_at::text, e.closed_because
    from exceptions e left join orders o on o.id = e.order_id left join staff s on s.id = e.owner_id
    where e.number > ${from[0] as string}::int
      ${filters.state === "all" ? sql`` : filters.state === "open" ? sql`and e.closed_at is null` : sql`and e.closed_at is not null`}
      ${filters.type ? sql`and e.type = ${filters.type}` : sql``}
      ${filters.order ? sql`and o.number = ${filters.order}` : sql``}
      ${channelId ? sql`and o.channel_id = ${channelId}` : sql``}
    order by e.number limit ${filters.limit + 1}`;
  const shown = rows.slice(0, filters.limit);
  const last = rows.length > filters.limit ? shown.at(-1) : undefined;
  return {
    exceptions: shown.map((row) => ({
      number: row.number as number,
      type: row.type as string,
      severity: row.severity as string,
      order: row.order as string | null,
      facts: row.facts as Record<string, unknown>,
      since: instantOf(row.since),
      openedAt: instantOf(row.opened_at),
      dueAt: instantOf(row.due_at),
      owner: row.owner as string | null,
      snoozedUntil: instantOrNull(row.snoozed_until),
      closedAt: instantOrNull(row.closed_at),
      closedBecause: row.closed_because as string | null,
    })),
    next: last ? cursorOf(String(last.number)) : null,
  };
}

import { connection } from "@/db/client";
import type { ListState } from "@/lib/list/params";
import { type FilterContext, listCondition } from "@/lib/orders/list-condition";

/** Counting stops here: "99+ new orders" is as good a reason to look. */
export const newsCap = 100;

/** The rows on somebody's screen: the order that stood on top where the newest come first, and each one's version. */
export type ShownRows = { top: string | null; countNew: boolean; versions: ReadonlyMap<string, number> };
export type ListNews = { fresh: number; changed: number };

/** What a list would show differently now: orders above its first row, and rows that changed since. */
export async function getListNews(state: ListState, context: FilterContext, shown: ShownRows): Promise<ListNews> {
  const [fresh, changed] = await Promise.all([
    shown.countNew ? countAbove(state, context, shown.top) : 0,
    countChanged(shown.versions),
  ]);
  return { fresh, changed };
}

async function countAbove(state: ListState, context: FilterContext, top: string | null): Promise<number> {
  const { sql } = connection();
  const [first] = top === null ? [] : await sql`select placed_at::text as at, id from orders where number = ${top}`;
  const above = first ? sql`and (o.placed_at, o.id) > (${first.at}::timestamptz, ${first.id}::uuid)` : sql``;
  const [row] = await sql`
    select count(*)::int as n from (select 1 from orders o where ${listCondition(sql, state, context)} ${above} limit ${newsCap}) n`;
  return row?.n ?? 0;
}

async function countChanged(versions: ReadonlyMap<string, number>): Promise<number> {
  if (versions.size === 0) return 0;
  const rows = await connection().sql<{ number: string; version: number }[]>`
    select number, version from orders where number = any(${[...versions.keys()]})`;
  return rows.filter(({ number, version }) => version !== versions.get(number)).length;
}

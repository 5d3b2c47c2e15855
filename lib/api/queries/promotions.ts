import { connection } from "@/db/client";
import { cursorOf, readCursor } from "../dto/fields";

export type PromotionFilters = { limit: number; cursor?: string | undefined; status?: string | undefined };

const isNumber = (part: string) => /^\d{1,9}$/.test(part);

/** One page of promotions, the newest first; "bad_cursor" for a cursor that is none of this list. */
export async function listApiPromotions(filters: PromotionFilters) {
  const from = filters.cursor === undefined ? undefined : readCursor(filters.cursor, [isNumber]);
  if (from === null) return "bad_cursor";
  const { sql } = connection();
  const rows = await sql`
    select p.number, p.version, p.name, p.status, p.terms, c.coupons, c.uses
    from promotions p cross join lateral (
      select count(*)::int as coupons, coalesce(sum(used), 0)::int as uses from coupons where promotion_id = p.id) c
    where true ${filters.status ? sql`and p.status = ${filters.status}` : sql``}
      ${from ? sql`and p.number < ${from[0] as string}::int` : sql``}
    order by p.number desc limit ${filters.limit + 1}`;
  const shown = rows.slice(0, filters.limit);
  const last = rows.length > filters.limit ? shown.at(-1) : undefined;
  return {
    promotions: shown.map((row) => ({
      number: row.number as number,
      version: row.version as number,
      name: row.name as string,
      status: row.status as string,
      terms: row.terms as Record<string, unknown>,
      coupons: row.coupons as number,
      uses: row.uses as number,
    })),
    next: last ? cursorOf(`${last.number}`) : null,
  };
}

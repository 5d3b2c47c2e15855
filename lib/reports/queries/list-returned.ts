import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Day, DayRange } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { ReturnOutcome, ReturnReason } from "@/lib/returns/rules/state";
import { type ReturnFilter, returnedOf } from "../returns-base";
import type { Returned } from "../rules/returned";

/** Which figure of the returns the rows add up to. */
export type ReturnedBehind = ReturnFilter & {
  range: DayRange;
  timeZone: string;
  currency: string;
  sku?: string;
  reason?: string;
  outcome?: string;
};

export type ReturnedLine = {
  id: string;
  day: Day;
  rma: string;
  order: string;
  customer: string;
  channel: string;
  sku: string;
  title: string;
  reason: ReturnReason;
  outcome: ReturnOutcome;
  units: number;
  value: Minor;
};

export type ReturnedPage = KeyPage<ReturnedLine> & { total: Returned };

const pageSize = 50;

/** The lines of returns behind a figure, the latest first, with their sums. */
export async function listReturned(
  actor: Actor,
  behind: ReturnedBehind,
  state: Pick<ListState, "after" | "before">,
  language: string,
  limit = pageSize,
): Promise<ReturnedPage> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const { range, timeZone, currency, channel, sku, reason, outcome } = behind;
  const direction = readDirection(state);
  const { key, back } = direction;
  const way = sql.unsafe(back ? "asc" : "desc");
  const beyond = key
    ? sql`where (received_at, id) ${sql.unsafe(back ? ">" : "<")} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const found = sql`
    select b.* from (${returnedOf(sql, range, timeZone, { channel })}) b left join variants v on v.id = b.variant_id
    where b.currency = ${currency}
      ${sku === undefined ? sql`` : sql`and upper(coalesce(v.sku, b.sku)) = upper(${sku})`}
      ${reason === undefined ? sql`` : sql`and b.reason = ${reason}`}
      ${outcome === undefined ? sql`` : sql`and b.outcome = ${outcome}`}`;
  const [[sum], rows] = await Promise.all([
    sql<{ cases: number; units: number; value: string }[]>`
      select count(distinct return_id)::int as cases, coalesce(sum(units), 0)::int as units, coalesce(sum(value_minor), 0)::text as value
      from (${found}) f`,
    sql<(Omit<ReturnedLine, "value"> & { value: string; key: string })[]>`
      select p.id, p.business_day as day, p.rma, o.number as order, o.contact_name as customer,
        ${isChinese(language) ? sql`coalesce(nullif(c.name_zh, ''), c.name)` : sql`c.name`} as channel,
        p.sku, p.title, p.reason, p.outcome, p.units, p.value_minor::text as value, p.received_at::text as key
      from (select * from (${found}) f ${beyond} order by received_at ${way}, id ${way} limit ${limit + 1}) p
      join orders o on o.id = p.order_id join channels c on c.id = p.channel_id
      order by p.received_at ${way}, p.id ${way}`,
  ]);
  assert(sum, "a sum has a row");
  const page = pageOf(rows, limit, direction, (row) => ({ value: row.key, id: row.id }));
  return {
    ...page,
    rows: page.rows.map(({ key: _, value, ...row }) => ({ ...row, value: BigInt(value) })),
    total: { ...sum, value: BigInt(sum.value) },
  };
}

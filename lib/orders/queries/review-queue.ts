import { connection } from "@/db/client";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { CheckResult, Review } from "@/lib/orders/rules/review";
import { toDate, toDateOrNull } from "@/lib/rows";

export type ReviewItem = {
  number: string;
  customer: string;
  channel: string;
  placedAt: Date;
  promisedAt: Date | null;
  totalMinor: string;
  currency: string;
  held: boolean;
  assignee: string | null;
  failed: CheckResult[];
};

export type ReviewQueue = { items: ReviewItem[]; count: number; oldest: Date | null };

/** More than a person reviews in a sitting; the rest comes up as these are decided. */
export const queueShown = 100;

/** Orders that wait for a decision, oldest promise first; `staffId` narrows to those given to one person. */
export async function getReviewQueue(language: string, staffId?: string): Promise<ReviewQueue> {
  const { sql } = connection();
  const mine = staffId === undefined ? sql`` : sql`and o.assignee_id = ${staffId}`;
  const [rows, [counts]] = await Promise.all([
    sql`
      select o.number, o.contact_name, c.name, c.name_zh, o.placed_at, o.promised_at, o.total_minor, o.currency, o.held, o.review, p.name as assignee
      from orders o join channels c on c.id = o.channel_id left join staff p on p.id = o.assignee_id
      where o.stage = 'review' ${mine}
      order by o.promised_at nulls last, o.id limit ${queueShown}`,
    sql`select count(*)::int as n, min(placed_at) as oldest from (select placed_at from orders o where o.stage = 'review' ${mine} limit 1000) n`,
  ]);
  return {
    items: rows.map((row) => ({
      number: row.number,
      customer: row.contact_name,
      channel: nameIn(language, { name: row.name, nameZh: row.name_zh }),
      placedAt: toDate(row.placed_at),
      promisedAt: toDateOrNull(row.promised_at),
      totalMinor: row.total_minor,
      currency: row.currency,
      held: row.held,
      assignee: row.assignee,
      failed: ((row.review as Review | null)?.checks ?? []).filter((check) => check.result !== "pass"),
    })),
    count: counts?.n ?? 0,
    oldest: toDateOrNull(counts?.oldest ?? null),
  };
}

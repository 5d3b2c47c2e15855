import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { lowStock } from "@/lib/inventory/low-stock";
import { openStages } from "@/lib/orders/rules/stage";
import type { Permission } from "@/lib/staff/rules/permissions";

/** Counting stops here; a count that reaches it is shown as "1,000+". */
export const navCountCap = 1000;

const permissionOf = {
  orders: "orders.read",
  review: "orders.review",
  ready: "fulfilment.read",
  lowStock: "stock.read",
  refunds: "payments.approve_refund",
  runningImports: "imports.read",
} as const satisfies Record<string, Permission>;

/** What waits, by place in the navigation; absent where the role may not look. */
export type NavCounts = Partial<Record<keyof typeof permissionOf, number>>;

// Low stock is the one count that has to add up every level: it is asked again only after twenty times as long as it
// took, so that the shell never spends more than a twentieth of the database on a badge.
let lowStockKnown: { count: number; until: number } | undefined;

/** The numbers beside the navigation, capped, in one round trip. */
export async function getNavCounts(actor: Actor): Promise<NavCounts> {
  const { sql } = connection();
  const started = performance.now();
  const known = lowStockKnown && started < lowStockKnown.until ? lowStockKnown.count : undefined;
  const none = sql`null::int`;
  const counts = {
    orders: sql`(select count(*) from (select 1 from orders where stage = any(${[...openStages]}) limit ${navCountCap}) n)::int`,
    review: sql`(select count(*) from (select 1 from orders where stage = 'review' limit ${navCountCap}) n)::int`,
    ready: sql`(select count(*) from (select 1 from orders where stage = 'ready' limit ${navCountCap}) n)::int`,
    lowStock:
      known === undefined
        ? sql`(select count(*) from (select 1 from (${lowStock(sql)}) l limit ${navCountCap}) n)::int`
        : sql`${known}::int`,
    refunds: sql`(select count(*) from (select 1 from refunds where status = 'requested' limit ${navCountCap}) n)::int`,
    runningImports: sql`(select count(*) from imports where status in ('checking', 'running', 'undoing'))::int`,
  };
  const allowed = (name: keyof NavCounts) => (may(actor, permissionOf[name]) ? counts[name] : none);
  const [row] = await sql<Record<keyof NavCounts, number | null>[]>`
    select ${allowed("orders")} as "orders", ${allowed("review")} as "review", ${allowed("ready")} as "ready",
           ${allowed("lowStock")} as "lowStock", ${allowed("refunds")} as "refunds",
           ${allowed("runningImports")} as "runningImports"`;
  if (known === undefined && row?.lowStock != null) {
    const now = performance.now();
    lowStockKnown = { count: row.lowStock, until: now + 20 * (now - started) };
  }
  return Object.fromEntries(Object.entries(row ?? {}).filter(([, count]) => count !== null));
}

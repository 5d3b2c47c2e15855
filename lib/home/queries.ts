import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { addDays, businessDay, type Day, startOfDay } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { lowStock } from "@/lib/inventory/low-stock";
import { openStages } from "@/lib/orders/rules/stage";
import { recently } from "@/lib/recent";
import { salesOf } from "@/lib/reports/sales-base";
import type { Permission } from "@/lib/staff/rules/permissions";
import { type Card, cardCap, cardQueries } from "./cards";
import { type CardKey, cardsFor } from "./rules/cards";

/** Counting stops here; a count that reaches it is shown as "1,000+". */
export const navCountCap = 1000;

const permissionOf = {
  orders: "orders.read",
  review: "orders.review",
  ready: "fulfilment.read",
  lowStock: "stock.read",
  refunds: "payments.approve_refund",
  returns: "returns.approve",
  exceptions: "exceptions.read",
  runningImports: "imports.read",
} as const satisfies Record<string, Permission>;

/** What waits, by place in the navigation; absent where the role may not look. */
export type NavCounts = Partial<Record<keyof typeof permissionOf, number>>;

// Low stock is the one count that has to add up every level: it is asked again only after twenty times as long as it
// took, so that the shell never spends more than a twentieth of the database on a badge.
let lowStockKnown: { count: number; until: number } | undefined;

/** The numbers beside the navigation, capped; one round trip a second for all who look. */
export async function getNavCounts(actor: Actor): Promise<NavCounts> {
  const counts = await countAll();
  const names = Object.keys(permissionOf) as (keyof typeof permissionOf)[];
  return Object.fromEntries(names.filter((name) => may(actor, permissionOf[name])).map((name) => [name, counts[name]]));
}

const countAll = recently(async (): Promise<Record<keyof typeof permissionOf, number>> => {
  const { sql } = connection();
  const started = performance.now();
  const known = lowStockKnown && started < lowStockKnown.until ? lowStockKnown.count : undefined;
  const [row] = await sql<Record<keyof typeof permissionOf, number>[]>`
    select
      (select count(*) from (select 1 from orders where stage = any(${[...openStages]}) limit ${navCountCap}) n)::int as "orders",
      (select count(*) from (select 1 from orders where stage = 'review' limit ${navCountCap}) n)::int as "review",
      (select count(*) from (select 1 from orders where stage = 'ready' limit ${navCountCap}) n)::int as "ready",
      ${known === undefined ? sql`(select count(*) from (select 1 from (${lowStock(sql)}) l limit ${navCountCap}) n)::int` : sql`${known}::int`} as "lowStock",
      (select count(*) from (select 1 from refunds where status = 'requested' limit ${navCountCap}) n)::int as "refunds",
      (select count(*) from (select 1 from returns where status in ('requested', 'received') limit ${navCountCap}) n)::int as "returns",
      (select count(*) from (select 1 from exceptions where closed_at is null and (snoozed_until is null or snoozed_until <= now()) limit ${navCountCap}) n)::int as "exceptions",
      (select count(*) from imports where status in ('checking', 'running', 'undoing'))::int as "runningImports"`;
  assert(row, "a count has its row");
  if (known === undefined) {
    const now = performance.now();
    lowStockKnown = { count: row.lowStock, until: now + 20 * (now - started) };
  }
  return row;
});

/** Net sales in one currency, so far today and at this time a week ago. */
export type MoneyToday = { currency: string; now: string; before: string };
export type Today = {
  orders: { now: number; before: number };
  /** Null where the role may not see amounts; the shop's currency first. */
  sales: MoneyToday[] | null;
  shipped: { now: number; before: number };
  waitingToShip: { count: number; dueToday: number };
};

export type Home = { cards: { [Key in CardKey]?: Card<Key> }; order: CardKey[]; today: Today };

/** All of the home page in one round trip: what waits for this role, and today so far against the same weekday a week ago. */
export async function getHome(
  actor: Actor,
  { now, timeZone, currency, language }: { now: Date; timeZone: string; currency: string; language: string },
): Promise<Home> {
  assert(may(actor, "home.read"), `${actor.role} may not home.read`);
  const { sql } = connection();
  const order = cardsFor(actor.role, (permission) => may(actor, permission));
  const today = businessDay(now, timeZone);
  const lastWeek = addDays(today, -7);
  const begin = startOfDay(today, timeZone);
  const endOfToday = startOfDay(addDays(today, 1), timeZone);
  const beginBefore = startOfDay(lastWeek, timeZone);
  // The same time on the clock, not 168 hours ago: between the two weeks clocks may have changed.
  const sameHour = new Date(beginBefore.getTime() + (now.getTime() - begin.getTime()));
  const moment = { today, endOfToday, now, zh: isChinese(language) };
  const low = order.includes("lowStock") ? lowStockCard(today, moment) : undefined;
  const asked = order.filter((key) => key !== "lowStock");
  const cards = asked.map((key) => sql`, (${cardQueries[key](sql, moment)}) as ${sql(key)}`);
  const placed = (from: Date, to: Date) =>
    sql`(select count(*)::int from orders where placed_at >= ${from.toISOString()} and placed_at < ${to.toISOString()} and stage not in ('draft', 'cancelled'))`;
  const shipped = (from: Date, to: Date) =>
    sql`(select count(*)::int from order_events where at >= ${from.toISOString()} and at < ${to.toISOString()} and type = 'shipment.shipped')`;
  const toShip = ["ready", "picking", "packing"];
  type Row = { today: Omit<Today, "sales"> & { sales: MoneyToday[] } } & Home["cards"];
  const [row] = await sql<Row[]>`
    select jsonb_build_object(
      'orders', jsonb_build_object('now', ${placed(begin, endOfToday)}, 'before', ${placed(beginBefore, sameHour)}),
      'shipped', jsonb_build_object('now', ${shipped(begin, endOfToday)}, 'before', ${shipped(beginBefore, sameHour)}),
      'waitingToShip', jsonb_build_object(
        'count', (select count(*)::int from (select 1 from orders where stage = any(${toShip}) limit ${cardCap}) n),
        'dueToday', (select count(*)::int from (select 1 from orders where stage = any(${toShip}) and promised_at < ${endOfToday.toISOString()} limit ${cardCap}) n)),
      'sales', ${
        may(actor, "reports.read")
          ? sql`coalesce((select jsonb_agg(x order by x.currency <> ${currency}, x.currency) from (
              select currency, sum(now)::text as now, sum(before)::text as before from (
                select currency, amount_minor as now, 0 as before
                from (${salesOf(sql, { from: today, to: addDays(today, 1) })}) s where component <> 'tax'
                union all
                select e.currency, 0, e.amount_minor
                from sales_entries e left join orders o on o.id = e.order_id and e.kind = 'sale'
                where e.business_day = ${lastWeek} and e.component <> 'tax' and coalesce(o.placed_at, e.created_at) < ${sameHour.toISOString()}
              ) day group by 1) x), '[]')`
          : sql`null`
      }) as today ${cards}`;
  assert(row, "the home page always has an answer");
  const { today: figures, ...found } = row;
  return { cards: low ? { ...found, lowStock: await low } : found, order, today: figures };
}

let lowStockShown: { today: Day; card: Promise<Card<"lowStock">>; until: number } | undefined;

/**
 * What runs low, for all who look: like the number beside the navigation it is asked again only after twenty times as
 * long as it took, which is at once where there is little.
 */
function lowStockCard(today: Day, moment: Parameters<(typeof cardQueries)["lowStock"]>[1]): Promise<Card<"lowStock">> {
  const started = performance.now();
  if (lowStockShown?.today === today && started < lowStockShown.until) return lowStockShown.card;
  const { sql } = connection();
  const ask = async () => {
    const [row] = await sql<{ card: Card<"lowStock"> }[]>`select (${cardQueries.lowStock(sql, moment)}) as card`;
    assert(row, "a card has its row");
    return row.card;
  };
  const shown = { today, card: ask(), until: Number.POSITIVE_INFINITY };
  lowStockShown = shown;
  const settle = (times: number) => () => {
    const now = performance.now();
    shown.until = now + times * (now - started);
  };
  shown.card.then(settle(20), settle(0));
  return shown.card;
}

import type postgres from "postgres";
import { connection } from "@/db/client";
import { orderEvents, orders } from "@/db/schema/orders";
import { readTogether, type Tx } from "@/db/transaction";
import { assert } from "@/lib/core/result";
import type { RouteReason } from "@/lib/inventory/rules/route";
import { type Kin, kinQuery, resentOf } from "@/lib/orders/load-lineage";
import { readOrders } from "@/lib/orders/lock-order";
import type { LineTexts } from "@/lib/orders/rules/line-details";
import { resendable } from "@/lib/orders/rules/resend";
import type { Review } from "@/lib/orders/rules/review";
import type { OrderState } from "@/lib/orders/rules/state";
import { recently } from "@/lib/recent";
import { selectRows } from "@/lib/rows";

/**
 * Everything one order's page shows, as of one moment; null when there is no such order. Two messages to the database,
 * whatever its size; what the page wants besides, `also` asks with the second.
 */
export function getOrderPage(number: string): Promise<OrderPageData | null>;
export function getOrderPage<Also>(
  number: string,
  also: (state: OrderState, reader: Tx, has: OrderHas) => Promise<Also>,
): Promise<(OrderPageData & { also: Also }) | null>;
export async function getOrderPage<Also>(
  number: string,
  also?: (state: OrderState, reader: Tx, has: OrderHas) => Promise<Also>,
): Promise<(OrderPageData & { also?: Also }) | null> {
  return readTogether(async (tx) => {
    const [[state], [has]] = await Promise.all([readOrders(tx, [number]), whatItHas(tx, number)]);
    if (!state || !has) return null;
    const [data, more] = await Promise.all([readOrderData(tx, state), also?.(state, tx, has)]);
    return { ...data, also: more };
  });
}

/** What most orders have none of: asked for only where there is some. */
export type OrderHas = Record<
  "exceptions" | "firings" | "documents" | "returns" | "openRefunds" | "promotions",
  boolean
>;

function whatItHas({ sql }: Tx, number: string): Promise<OrderHas[]> {
  return sql<OrderHas[]>`
    select exists (select from exceptions x where x.order_id = o.id and x.closed_at is null) as exceptions,
      exists (select from automation_firings x where x.order_id = o.id) as firings,
      exists (select from documents x where x.order_id = o.id) as documents,
      exists (select from returns x where x.order_id = o.id) as returns,
      exists (select from refunds x where x.order_id = o.id and x.status in ('requested', 'approved', 'in_doubt')) as "openRefunds",
      exists (select from order_promotions x where x.order_id = o.id) as promotions
    from orders o where o.number = ${number}`.execute();
}

async function readOrderData(tx: Tx, state: OrderState) {
  const variantIds = [...new Set(state.lines.flatMap((line) => (line.variantId ? [line.variantId] : [])))];
  const [[order], [facts], events, free] = await Promise.all([
    selectRows(tx, orders, "where t.id = $1::uuid", [state.id]),
    tx.sql<OrderFacts[]>`
      select jsonb_build_object('code', c.code, 'name', c.name, 'nameZh', c.name_zh) as channel,
        case when u.id is not null then jsonb_build_object('number', u.number, 'company', u.company) end as customer,
        case when p.id is not null then jsonb_build_object('name', p.name, 'email', p.email) end as assignee,
        case when w.id is not null then jsonb_build_object('code', w.code, 'name', w.name, 'nameZh', w.name_zh) end as location,
        i.number as "importNumber",
        (select count(*)::int from (select 1 from orders n where n.customer_id = o.customer_id and n.counted limit 100) n) as "customerOrders",
        (select coalesce(jsonb_agg(to_jsonb(k)), '[]') from (${kinQuery(tx.sql, state.id)}) k) as kin,
        (select coalesce(jsonb_agg(jsonb_build_object(
            'id', l.id, 'position', l.position, 'spec', l.spec, 'note', l.note, 'custom', l.custom)), '[]')
          from order_lines l where l.order_id = o.id) as words,
        (select number from orders n where (n.placed_at, n.id) > (o.placed_at, o.id) order by n.placed_at, n.id limit 1) as newer,
        (select number from orders n where (n.placed_at, n.id) < (o.placed_at, o.id)
          order by n.placed_at desc, n.id desc limit 1) as older
      from orders o
      join channels c on c.id = o.channel_id
      left join customers u on u.id = o.customer_id
      left join staff p on p.id = o.assignee_id
      left join locations w on w.id = o.location_id
      left join imports i on i.id = o.import_id
      where o.id = ${state.id}`,
    selectRows(tx, orderEvents, `where t.order_id = $1::uuid order by t.seq desc limit ${eventsAtMost}`, [state.id]),
    freeStock(variantIds, tx),
  ]);
  assert(order && facts, "an order that was read has its row");
  const { words, newer, older, ...shown } = facts;
  const resent = resentOf(state, facts.kin);
  return {
    state,
    order,
    ...shown,
    review: order.review as Review | null,
    routing: order.routing as RouteReason | null,
    events,
    lineWords: new Map(words.map((line) => [line.id, line])),
    free,
    neighbours: { newer, older },
    resendable: state.lines
      .map((line) => ({ line: line.position, title: line.title, sku: line.sku, open: resendable(line, resent) }))
      .filter(({ open }) => open > 0),
  };
}

/** What a line says besides its item. */
export type LineWords = LineTexts & { id: string; position: number; spec: string };

type Named = { code: string; name: string; nameZh: string };
type OrderFacts = {
  channel: Named;
  customer: { number: string; company: string } | null;
  assignee: { name: string; email: string } | null;
  location: Named | null;
  importNumber: string | null;
  customerOrders: number;
  kin: Kin[];
  words: LineWords[];
  /** Orders placed before and after it. */
  newer: string | null;
  older: string | null;
};

export type OrderPageData = Awaited<ReturnType<typeof readOrderData>>;

const eventsAtMost = 200;

/** Free units of items by warehouse code, best warehouse first. */
export async function freeStock(
  variantIds: readonly string[],
  { sql }: { sql: postgres.ISql } = connection(),
): Promise<Map<string, { code: string; free: number }[]>> {
  if (variantIds.length === 0) return new Map();
  const rows = await sql`
    select l.variant_id, w.code, l.available as free
    from stock_levels l join locations w on w.id = l.location_id
    where w.active and l.variant_id = any(${[...variantIds]}::uuid[])
    order by w.priority, w.code`;
  const found = new Map<string, { code: string; free: number }[]>();
  for (const row of rows)
    found.set(row.variant_id, [...(found.get(row.variant_id) ?? []), { code: row.code, free: row.free }]);
  return found;
}

/** The same for pages that only offer them: one round trip a second for all who look. */
export const assigneesKnown = recently(() => listAssignees());

/** People an order can be given to. */
export function listAssignees(
  { sql }: { sql: postgres.ISql } = connection(),
): Promise<{ name: string; email: string }[]> {
  return sql<{ name: string; email: string }[]>`
    select name, email from staff where role in ('owner', 'manager', 'support', 'warehouse') order by name limit 200`;
}

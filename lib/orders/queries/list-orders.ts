import type postgres from "postgres";
import { connection } from "@/db/client";
import { nameIn } from "@/lib/i18n/rules/languages";
import { readDirection, writeKey } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { type FilterContext, listCondition } from "@/lib/orders/list-condition";
import { openStages, type PaymentStatus, paymentStatus } from "@/lib/orders/rules/stage";
import type { PaymentMethod, Stage } from "@/lib/orders/rules/state";
import { findTyped } from "@/lib/orders/search-condition";
import { recently } from "@/lib/recent";
import { toDate, toDateOrNull } from "@/lib/rows";

export type OrderRow = {
  id: string;
  number: string;
  placedAt: Date;
  customer: string;
  place: string;
  channel: string;
  channelCode: string;
  items: string;
  unitCount: number;
  totalMinor: string;
  currency: string;
  payment: PaymentStatus;
  stage: Stage;
  held: boolean;
  holdTypes: string[];
  promisedAt: Date | null;
  late: boolean;
  gift: boolean;
  flag: string | null;
  hasNote: boolean;
  externalId: string | null;
  tags: string[];
  assignee: string | null;
  version: number;
};

export type OrderPage = { rows: OrderRow[]; newer: string | null; older: string | null };

export type ListContext = FilterContext & { language: string };

export const pageSize = 50;

/** One page of the order list by key: page ten thousand costs what page one costs. */
export async function listOrders(state: ListState, asked: ListContext, limit = pageSize): Promise<OrderPage> {
  const { sql } = connection();
  const found = await knowingFew(state, asked);
  const sort = state.sort ?? { key: "placed", direction: "desc" };
  const column = sortColumns[sort.key as keyof typeof sortColumns] ?? sortColumns.placed;
  const { key: cursor, back } = readDirection(state, column.kind);
  const descending = (sort.direction === "desc") !== back;
  const paged =
    found.few && onlySearched(state) && column === sortColumns.placed
      ? fewOfPage(found.few, { descending, after: cursor?.id, most: limit + 1 })
      : null;
  const context = paged ? { ...found, few: paged } : found;
  const direction = descending ? sql`desc` : sql`asc`;
  const columnSql = sql.unsafe(column.expression);
  const type = column.kind === "instant" ? sql`timestamptz` : sql`bigint`;
  const beyond = cursor
    ? descending
      ? sql`and (${columnSql}, o.id) < (${cursor.value}::${type}, ${cursor.id}::uuid)`
      : sql`and (${columnSql}, o.id) > (${cursor.value}::${type}, ${cursor.id}::uuid)`
    : sql``;
  // Written out, as PostgreSQL reckons with a tenth of all rows where it is not told how many, and then plans anew each time.
  const most = sql.unsafe(`limit ${limit + 1}`);
  const order = sql`order by ${columnSql} ${direction}, o.id ${direction}`;
  const wanted = sql`${listCondition(sql, state, context)} ${column.present ? sql.unsafe(column.present) : sql``} ${beyond}`;
  // Of what typed words find, only the rows that are shown are read whole.
  const shownOnly =
    found.few && !paged ? sql`o.id in (select o.id from orders o where ${wanted} ${order} ${most})` : wanted;
  const read = await sql`
    select o.id, o.number, o.placed_at, o.contact_name, c.name as channel, c.name_zh, c.code, o.items_summary, o.unit_count,
           o.total_minor, o.currency, o.payment_method, o.paid_minor, o.refunded_minor, o.stage, o.held, o.promised_at, o.gift,
           o.flag, o.seller_note <> '' or o.buyer_message <> '' as has_note, o.external_id, o.tags, o.version, p.name as assignee,
           concat_ws(' ', nullif(o.ship_to ->> 'city', ''), nullif(o.ship_to ->> 'district', '')) as place,
           ${columnSql}::text as sort_value,
           case when o.held then (select array_agg(h.type order by h.set_at) from holds h where h.order_id = o.id and h.cleared_at is null) end as hold_types
    from orders o join channels c on c.id = o.channel_id left join staff p on p.id = o.assignee_id
    where ${shownOnly}
    ${order}
    ${most}`;
  const more = read.length > limit;
  const shown = read.slice(0, limit);
  if (back) shown.reverse();
  const rows = shown.map((row) => rowOf(row, context));
  const first = shown[0];
  const last = shown.at(-1);
  const hasNewer = back ? more : cursor !== null;
  const hasOlder = back || more;
  return {
    rows,
    newer: hasNewer && first ? writeKey({ value: first.sort_value, id: first.id }) : null,
    older: hasOlder && last ? writeKey({ value: last.sort_value, id: last.id }) : null,
  };
}

type PageOfFew = { descending: boolean; after: string | undefined; most: number };

/** The few that typed words find from the page's beginning on, which stand newest first; null where it begins at none of them. */
function fewOfPage(few: readonly string[], { descending, after, most }: PageOfFew): readonly string[] | null {
  const ids = descending ? few : few.toReversed();
  const from = after === undefined ? 0 : ids.indexOf(after) + 1;
  return after !== undefined && from === 0 ? null : ids.slice(from, from + most);
}

/** Whether nothing but typed words narrows the list. */
function onlySearched({ tab, filters }: ListState): boolean {
  return (tab === "" || tab === "all") && Object.keys(filters).length === 0;
}

/** The context with what the typed words find, where that is few: asked once for all that a page reads. */
export async function knowingFew(state: ListState, context: ListContext): Promise<ListContext> {
  return context.few === undefined ? { ...context, few: (await findTyped(state.q)).few } : context;
}

const sortColumns = {
  placed: { expression: "o.placed_at", kind: "instant", present: "" },
  promised: { expression: "o.promised_at", kind: "instant", present: "and o.promised_at is not null" },
  total: { expression: "o.total_minor", kind: "bigint", present: "" },
} as const;

/** Counting stops here: the list says "10,000+" instead of reading every order. */
export const countCap = 10_000;

/** How many orders the filters find, up to the cap. A page that is `listed` and holds them all is not counted again. */
export async function countOrders(state: ListState, asked: ListContext, listed?: Promise<OrderPage>): Promise<number> {
  const page = await listed;
  if (page && page.newer === null && page.older === null) return page.rows.length;
  const { sql } = connection();
  const context = await knowingFew(state, asked);
  if (context.few && onlySearched(state)) return context.few.length;
  const [row] = await sql`
    select count(*)::int as n from (select 1 from orders o where ${listCondition(sql, state, context)} limit ${sql.unsafe(`${countCap + 1}`)}) counted`;
  return row?.n ?? 0;
}

const countedTabs = [...openStages, "shipped"] as const;
export type StageCounts = Record<(typeof countedTabs)[number] | "all" | "held", number>;

/** Orders per tab, each up to the cap; one round trip a second for all who look. */
export const countByStage = recently(async (): Promise<StageCounts> => {
  const { sql } = connection();
  const capped = (where: postgres.Fragment) =>
    sql`(select count(*)::int from (select 1 from orders where ${where} limit ${countCap + 1}) n)`;
  const [row] = await sql`
    select ${capped(sql`true`)} as all, ${capped(sql`held`)} as held,
      ${countedTabs.flatMap((stage, index) => [index === 0 ? sql`` : sql`,`, sql`${capped(sql`stage = ${stage}`)} as ${sql(stage)}`])}`;
  return row as StageCounts;
});

function rowOf(row: postgres.Row, context: ListContext): OrderRow {
  const promisedAt = toDateOrNull(row.promised_at);
  const stage = row.stage as Stage;
  return {
    id: row.id,
    number: row.number,
    placedAt: toDate(row.placed_at),
    customer: row.contact_name,
    place: row.place,
    channel: nameIn(context.language, { name: row.channel, nameZh: row.name_zh }),
    channelCode: row.code,
    items: row.items_summary,
    unitCount: row.unit_count,
    totalMinor: row.total_minor,
    currency: row.currency,
    payment: paymentStatus({
      paymentMethod: row.payment_method as PaymentMethod,
      totalMinor: BigInt(row.total_minor),
      paidMinor: BigInt(row.paid_minor),
      refundedMinor: BigInt(row.refunded_minor),
    }),
    stage,
    held: row.held,
    holdTypes: row.hold_types ?? [],
    promisedAt,
    late: promisedAt !== null && promisedAt < context.now && (openStages as readonly Stage[]).includes(stage),
    gift: row.gift,
    flag: row.flag,
    hasNote: row.has_note,
    externalId: row.external_id,
    tags: row.tags,
    assignee: row.assignee,
    version: row.version,
  };
}

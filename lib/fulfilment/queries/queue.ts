import type postgres from "postgres";
import { connection } from "@/db/client";
import { openStatuses, underwayStatuses } from "@/lib/fulfilment/rules/pickable";
import { isInstant } from "@/lib/list/keyset";
import type { ShipmentStatus, Stage } from "@/lib/orders/rules/state";
import { toDate, toDateOrNull } from "@/lib/rows";
import { currentShipping } from "@/lib/shipping/load-shipping";
import type { QueueTab } from "../list-spec";

export type QueueLocation = { id: string; code: string; name: string; nameZh: string };

/** Open warehouses, best first. */
export async function listLocations(): Promise<QueueLocation[]> {
  return (await connection().sql`
    select id, code, name, name_zh as "nameZh" from locations where active order by priority, code`) as unknown as QueueLocation[];
}

/** The warehouse looked at; the first one also sees orders that have none of their own. */
export type QueuePlace = { id: string; isFirst: boolean };

/** Counting stops here: "1,000+". */
export const countCap = 1000;
export const pageSize = 100;

export type QueuePage<Row> = { rows: Row[]; older: string | null };

export type OrderToPick = {
  number: string;
  promisedAt: Date | null;
  late: boolean;
  /** Level of its priority; 0 is the usual one. */
  priority: number;
  customer: string;
  place: string;
  channel: { name: string; nameZh: string };
  items: string;
  /** Units to fetch at this warehouse now, and how many lines they are of. */
  units: number;
  lines: number;
  /** Units that no warehouse has yet. */
  missing: number;
  /** Lines of the whole order. */
  orderLines: number;
  /** What was chosen to send it, else what the buyer chose. */
  service: { carrier: { name: string; nameZh: string }; service: { name: string; nameZh: string } } | string;
  gift: boolean;
  hasNote: boolean;
  flag: string | null;
  holdTypes: string[];
  stage: Stage;
};

const pickStages = ["ready", "picking", "packing", "partly_shipped"] as const satisfies readonly Stage[];
const missingStages = ["backordered", "picking", "packing", "partly_shipped"] as const satisfies readonly Stage[];

// The same arithmetic as rules/pickable.ts, for a whole list at once.
function pickableUnits(sql: postgres.Sql, locationId: string, isFirst: boolean) {
  return sql`
    select sum(p.quantity)::int as units, count(*) filter (where p.quantity > 0)::int as lines, sum(p.missing)::int as missing
    from (
      select
        case
          when l.stocked then coalesce(r.quantity, 0) - coalesce(open.quantity, 0)
          when o.location_id = ${locationId} or (o.location_id is null and ${isFirst}) then l.ordered - l.cancelled - l.allocated
          else 0
        end as quantity,
        case when l.stocked then greatest(l.ordered - l.cancelled - l.shipped - l.reserved, 0) else 0 end as missing
      from order_lines l
      left join reservations r on r.order_line_id = l.id and r.location_id = ${locationId}
      left join lateral (
        select sum(sl.quantity) as quantity
        from shipment_lines sl join shipments s on s.id = sl.shipment_id
        where sl.order_line_id = l.id and s.location_id = ${locationId} and s.status = any(${[...openStatuses]}::text[])
      ) open on l.allocated > l.shipped
      where l.order_id = o.id and l.ships
    ) p`;
}

/** Orders with something to fetch at this warehouse ("ready"), or with something no warehouse has ("backordered"), those that count as due first. */
export async function listOrdersToPick(
  tab: "ready" | "backordered",
  { id: locationId, isFirst }: QueuePlace,
  now: Date,
  after?: string,
  limit = pageSize,
): Promise<QueuePage<OrderToPick>> {
  const { sql } = connection();
  const [due, number] = splitCursor(after);
  const asked = sql`
    select o.number, o.promised_at, o.priority, o.contact_name, o.ship_to, c.name as channel, c.name_zh, o.items_summary, o.shipping_service, o.shipping_service_id, o.gift, o.flag,
           o.seller_note <> '' or o.buyer_message <> '' as has_note, o.stage, o.line_count, u.units, u.lines, u.missing,
           coalesce(o.due_at, 'infinity'::timestamptz)::text as due,
           case when o.held then (
             select array_agg(h.type order by h.set_at) from holds h
             where h.order_id = o.id and h.cleared_at is null and h.scope in ('all', 'pick', 'ship')
           ) end as hold_types
    from orders o
    join channels c on c.id = o.channel_id
    cross join lateral (${pickableUnits(sql, locationId, isFirst)}) u
    where o.approved_at is not null
      and ${tab === "ready" ? sql`o.stage = any(${[...pickStages]}) and u.units > 0 and u.missing = 0` : sql`o.stage = any(${[...missingStages]}) and u.missing > 0`}
      ${due === undefined ? sql`` : sql`and (coalesce(o.due_at, 'infinity'::timestamptz), o.number) > (${due}::timestamptz, ${number ?? ""})`}
    order by coalesce(o.due_at, 'infinity'::timestamptz), o.number
    limit ${limit + 1}`;
  const [found, book] = await Promise.all([asked, currentShipping()]);
  return pageOf(
    found,
    limit,
    (row) => `${row.due}~${row.number}`,
    (row) => {
      const promisedAt = toDateOrNull(row.promised_at);
      return {
        number: row.number,
        promisedAt,
        late: promisedAt !== null && promisedAt < now,
        priority: row.priority,
        customer: row.contact_name || row.ship_to?.name || "",
        place: row.ship_to?.city ?? "",
        channel: { name: row.channel, nameZh: row.name_zh },
        items: row.items_summary,
        units: row.units,
        lines: row.lines,
        missing: row.missing,
        orderLines: row.line_count,
        service: book.byId.get(row.shipping_service_id) ?? row.shipping_service,
        gift: row.gift,
        hasNote: row.has_note,
        flag: row.flag,
        holdTypes: row.hold_types ?? [],
        stage: row.stage,
      };
    },
  );
}

export type WaveRow = {
  number: string;
  createdBy: string;
  createdAt: Date;
  orders: number;
  units: number;
  picked: number;
  promisedAt: Date | null;
};

/** Waves in which something is left to pick, the oldest first. */
export async function listWaves(locationId: string, limit = pageSize): Promise<WaveRow[]> {
  const { sql } = connection();
  const rows = await sql`
    select w.number, w.created_by, w.created_at, count(distinct s.id)::int as orders, sum(sl.quantity)::int as units, sum(sl.picked)::int as picked,
           min(o.promised_at) as promised_at
    from waves w
    join shipments s on s.wave_id = w.id and s.status <> 'cancelled'
    join shipment_lines sl on sl.shipment_id = s.id
    join orders o on o.id = s.order_id
    where w.closed_at is null and w.location_id = ${locationId}
    group by w.id order by w.created_at, w.id limit ${limit}`;
  return rows.map((row) => ({
    number: row.number,
    createdBy: row.created_by,
    createdAt: toDate(row.created_at),
    orders: row.orders,
    units: row.units,
    picked: row.picked,
    promisedAt: toDateOrNull(row.promised_at),
  }));
}

export type ShipmentRow = {
  number: string;
  order: string;
  customer: string;
  place: string;
  status: ShipmentStatus;
  units: number;
  packed: number;
  wave: string | null;
  slot: number | null;
  carrier: string;
  trackingNumber: string;
  promisedAt: Date | null;
  late: boolean;
  at: Date | null;
  cod: boolean;
  holdTypes: string[];
};

type ShipmentTab = "packing" | "shipped" | "underway";

/** Shipments to pack, those that left since `since`, or those on their way, what needs a hand first. */
export async function listShipments(
  tab: ShipmentTab,
  locationId: string,
  { now, since, after, limit = pageSize }: { now: Date; since: Date; after?: string | undefined; limit?: number },
): Promise<QueuePage<ShipmentRow>> {
  const { sql } = connection();
  const [value, number] = splitCursor(after);
  const where = shipmentCondition(sql, tab, locationId, since);
  const sort = {
    packing: sql`coalesce(o.due_at, 'infinity'::timestamptz)`,
    shipped: sql`s.shipped_at`,
    underway: sql`case when s.status = 'failed' then '-infinity' else s.shipped_at end`,
  }[tab];
  const down = tab === "shipped";
  const found = await sql`
    select s.number, o.number as order, o.contact_name, o.ship_to, s.status, s.carrier, s.tracking_number, s.shipped_at, s.picked_at, o.promised_at,
           o.payment_method = 'cod' as cod, w.number as wave, u.units, u.packed, ${sort}::text as sort_value,
           case when w.id is not null then (select count(*)::int from shipments t where t.wave_id = w.id and t.id <= s.id) end as slot,
           case when o.held then (
             select array_agg(h.type order by h.set_at) from holds h
             where h.order_id = o.id and h.cleared_at is null and h.scope in ('all', 'ship')
           ) end as hold_types
    from shipments s
    join orders o on o.id = s.order_id
    left join waves w on w.id = s.wave_id
    cross join lateral (
      select sum(quantity)::int as units, sum(packed)::int as packed from shipment_lines where shipment_id = s.id
    ) u
    where ${where}
      ${value === undefined ? sql`` : down ? sql`and (${sort}, s.number) < (${value}::timestamptz, ${number ?? ""})` : sql`and (${sort}, s.number) > (${value}::timestamptz, ${number ?? ""})`}
    order by ${sort} ${down ? sql`desc` : sql``}, s.number ${down ? sql`desc` : sql``}
    limit ${limit + 1}`;
  return pageOf(
    found,
    limit,
    (row) => `${row.sort_value}~${row.number}`,
    (row) => {
      const promisedAt = toDateOrNull(row.promised_at);
      return {
        number: row.number,
        order: row.order,
        customer: row.contact_name || row.ship_to?.name || "",
        place: row.ship_to?.city ?? "",
        status: row.status,
        units: row.units,
        packed: row.packed,
        wave: row.wave,
        slot: row.slot,
        carrier: row.carrier,
        trackingNumber: row.tracking_number,
        promisedAt,
        late: promisedAt !== null && promisedAt < now,
        at: toDateOrNull(row.shipped_at ?? row.picked_at),
        cod: row.cod,
        holdTypes: row.hold_types ?? [],
      };
    },
  );
}

function shipmentCondition(sql: postgres.Sql, tab: ShipmentTab, locationId: string, since: Date) {
  if (tab === "packing") return sql`s.location_id = ${locationId} and s.status in ('picked', 'packed')`;
  if (tab === "shipped") return sql`s.location_id = ${locationId} and s.shipped_at >= ${since.toISOString()}`;
  return sql`s.location_id = ${locationId} and s.status = any(${[...underwayStatuses]}::text[])`;
}

export type QueueCounts = Record<QueueTab, number>;

/** How much waits in each tab, capped, in one round trip. */
export async function countQueue({ id: locationId, isFirst }: QueuePlace, since: Date): Promise<QueueCounts> {
  const { sql } = connection();
  const capped = (rows: postgres.Fragment) => sql`(select count(*)::int from (${rows} limit ${countCap + 1}) n)`;
  const orders = (stages: readonly Stage[], where: postgres.Fragment) => sql`
    select 1 from orders o cross join lateral (${pickableUnits(sql, locationId, isFirst)}) u
    where o.approved_at is not null and o.stage = any(${[...stages]}) and ${where}`;
  const shipments = (tab: ShipmentTab) =>
    sql`select 1 from shipments s where ${shipmentCondition(sql, tab, locationId, since)}`;
  const [row] = await sql<QueueCounts[]>`
    select ${capped(orders(pickStages, sql`u.units > 0 and u.missing = 0`))} as ready,
           ${capped(sql`select 1 from waves w where w.closed_at is null and w.location_id = ${locationId}`)} as picking,
           ${capped(shipments("packing"))} as packing, ${capped(shipments("shipped"))} as shipped, ${capped(shipments("underway"))} as underway,
           ${capped(orders(missingStages, sql`u.missing > 0`))} as backordered`;
  return row as QueueCounts;
}

function splitCursor(cursor: string | undefined): [string | undefined, string | undefined] {
  const [value, number] = (cursor ?? "").split("~");
  const known = value && number && (/^-?infinity$/.test(value) || isInstant(value));
  return known ? [value, number] : [undefined, undefined];
}

function pageOf<Row>(
  found: readonly postgres.Row[],
  limit: number,
  cursorOf: (row: postgres.Row) => string,
  rowOf: (row: postgres.Row) => Row,
): QueuePage<Row> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(rowOf), older: found.length > limit && last ? cursorOf(last) : null };
}

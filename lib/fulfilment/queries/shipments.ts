import type postgres from "postgres";
import { connection } from "@/db/client";
import type { Address } from "@/lib/customers/rules/address";
import { nameIn } from "@/lib/i18n/rules/languages";
import { type CustomField, specWith } from "@/lib/orders/rules/line-details";
import { amountDue } from "@/lib/orders/rules/stage";
import type { PaymentMethod, ShipmentStatus } from "@/lib/orders/rules/state";
import { toDate, toDateOrNull } from "@/lib/rows";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { carrierOf, type ShippingBook } from "@/lib/shipping/rules/shipping";
import { carrierLink } from "@/lib/shipping/rules/tracking";

export type ShipmentLineView = {
  lineId: string;
  sku: string;
  barcode: string | null;
  title: string;
  spec: string;
  note: string;
  gift: boolean;
  quantity: number;
  picked: number;
  packed: number;
  weightGrams: number | null;
};

type Named = { name: string; nameZh: string };

export type ShipmentView = {
  number: string;
  order: string;
  status: ShipmentStatus;
  location: string;
  locationZh: string;
  wave: string | null;
  carrier: string;
  /** What the shop calls the carrier of that name, and where it shows the parcel. */
  carrierNames: Named | null;
  link: string | null;
  /** What was chosen to send it. */
  chosen: { carrier: Named; service: Named } | null;
  service: string;
  trackingNumber: string;
  packages: number;
  weightGrams: number | null;
  pickedBy: string;
  packedBy: string;
  createdAt: Date;
  pickedAt: Date | null;
  packedAt: Date | null;
  shippedAt: Date | null;
  deliveredAt: Date | null;
  cancelledAt: Date | null;
  lines: ShipmentLineView[];
  news: { status: string; description: string; place: string; at: Date }[];
};

/** The shipments of an order, in the order they were begun, with their lines and the carrier's news. */
export async function listShipmentsOfOrder(
  orderId: string,
  reader: { sql: postgres.ISql } = connection(),
): Promise<ShipmentView[]> {
  return readShipments("order", orderId, reader);
}

/** The shipments of several orders, by the orders' numbers. */
export async function listShipmentsOfOrders(numbers: readonly string[]): Promise<ShipmentView[]> {
  return readShipments("orders", [...numbers]);
}

/** One shipment by its number; null when there is none. */
export async function getShipment(number: string): Promise<ShipmentView | null> {
  return (await readShipments("number", number))[0] ?? null;
}

async function readShipments(
  by: "order" | "orders" | "number",
  value: string | string[],
  { sql }: { sql: postgres.ISql } = connection(),
): Promise<ShipmentView[]> {
  const condition = {
    order: sql`s.order_id = ${value}`,
    orders: sql`o.number = any(${value}::text[])`,
    number: sql`s.number = ${value}`,
  }[by];
  const found = sql`
    select s.*, o.shipping_service_id, o.number as order, l.name as location, l.name_zh as location_zh, w.number as wave,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'lineId', x.id, 'sku', x.sku, 'barcode', v.barcode, 'title', x.title, 'spec', x.spec, 'custom', x.custom, 'note', x.note, 'gift', x.gift,
          'quantity', sl.quantity, 'picked', sl.picked, 'packed', sl.packed, 'weightGrams', v.weight_grams) order by x.position), '[]')
        from shipment_lines sl join order_lines x on x.id = sl.order_line_id left join variants v on v.id = x.variant_id
        where sl.shipment_id = s.id and sl.quantity > 0
      ) as lines,
      (
        select coalesce(jsonb_agg(jsonb_build_object('status', t.status, 'description', t.description, 'place', t.place, 'at', t.at)
          order by t.at desc), '[]')
        from tracking_events t where t.shipment_id = s.id
      ) as news
    from shipments s
    join orders o on o.id = s.order_id
    join locations l on l.id = s.location_id
    left join waves w on w.id = s.wave_id
    where ${condition}
    order by s.created_at, s.id`;
  const [rows, book] = await Promise.all([found, currentShipping()]);
  return rows.map((row) => ({
    number: row.number,
    order: row.order,
    status: row.status,
    location: row.location,
    locationZh: row.location_zh,
    wave: row.wave,
    carrier: row.carrier,
    ...sentBy(book, row),
    service: row.service,
    trackingNumber: row.tracking_number,
    packages: row.packages,
    weightGrams: row.weight_grams,
    pickedBy: row.picked_by,
    packedBy: row.packed_by,
    createdAt: toDate(row.created_at),
    pickedAt: toDateOrNull(row.picked_at),
    packedAt: toDateOrNull(row.packed_at),
    shippedAt: toDateOrNull(row.shipped_at),
    deliveredAt: toDateOrNull(row.delivered_at),
    cancelledAt: toDateOrNull(row.cancelled_at),
    lines: row.lines.map(({ custom, ...line }: ShipmentLineView & { custom: CustomField[] }) => ({
      ...line,
      spec: specWith(line.spec, custom),
    })),
    news: row.news.map((news: { status: string; description: string; place: string; at: string }) => ({
      ...news,
      at: new Date(news.at),
    })),
  }));
}

/** What is known of the carrier that took a parcel, and of the service that was chosen for it. */
function sentBy(book: ShippingBook, row: postgres.Row): Pick<ShipmentView, "carrierNames" | "link" | "chosen"> {
  const carrier = carrierOf(book, { carrier: row.carrier, carrierId: row.carrier_id });
  const offer = book.byId.get(row.shipping_service_id);
  const named = ({ name, nameZh }: Named) => ({ name, nameZh });
  return {
    carrierNames: carrier ? named(carrier) : null,
    link: carrierLink(carrier?.trackingUrl ?? "", row.tracking_number),
    chosen: offer ? { carrier: named(offer.carrier), service: named(offer.service) } : null,
  };
}

/** A shipment on the packer's bench: plain data for the browser. */
export type PackView = {
  number: string;
  order: string;
  status: ShipmentStatus;
  wave: string | null;
  slot: number | null;
  customer: string;
  shipTo: Address | null;
  buyerMessage: string;
  sellerNote: string;
  gift: boolean;
  paymentMethod: PaymentMethod;
  dueMinor: string;
  currency: string;
  holds: { type: string; reason: string }[];
  carrier: string;
  service: string;
  trackingNumber: string;
  packages: number;
  weightGrams: number | null;
  /** What was chosen to send it: codes and how the reader calls them. */
  chosen: { carrier: string; service: string } | null;
  /** Where its parcel is followed, once it left. */
  link: string | null;
  /** Sum of the items' own weights, where all of them are known. */
  itemsGrams: number | null;
  lines: ShipmentLineView[];
  /** The next shipment that waits to be packed here. */
  next: string | null;
  waiting: number;
};

/** What the packing screen shows of a shipment; null when there is none. */
export async function getPackView(number: string, locale: string): Promise<PackView | null> {
  const { sql } = connection();
  const shipment = await getShipment(number);
  if (!shipment) return null;
  const [row] = await sql`
    select o.contact_name, o.ship_to, o.buyer_message, o.seller_note, o.gift, o.payment_method, o.total_minor, o.paid_minor, o.currency,
           case when s.wave_id is not null then (select count(*)::int from shipments t where t.wave_id = s.wave_id and t.id <= s.id) end as slot,
           (
             select coalesce(jsonb_agg(jsonb_build_object('type', h.type, 'reason', h.reason) order by h.set_at), '[]') from holds h
             where h.order_id = o.id and h.cleared_at is null and h.scope in ('all', 'ship')
           ) as holds,
           n.next, n.waiting
    from shipments s join orders o on o.id = s.order_id
    cross join lateral (
      select (array_agg(t.number order by p.due_at nulls last, t.number))[1] as next, count(*)::int as waiting
      from shipments t join orders p on p.id = t.order_id
      where t.location_id = s.location_id and t.status in ('picked', 'packed') and t.id <> s.id
    ) n
    where s.number = ${number}`;
  if (!row) return null;
  const weighed = shipment.lines.every((line) => line.weightGrams !== null);
  const { wave, service, trackingNumber, packages, weightGrams, lines, status, order, link, chosen } = shipment;
  return {
    ...{ number, order, status, wave, service, trackingNumber, packages, weightGrams, lines, link },
    carrier: shipment.carrierNames ? nameIn(locale, shipment.carrierNames) : shipment.carrier,
    chosen: chosen && { carrier: nameIn(locale, chosen.carrier), service: nameIn(locale, chosen.service) },
    slot: row.slot,
    customer: row.contact_name || row.ship_to?.name || "",
    shipTo: row.ship_to,
    buyerMessage: row.buyer_message,
    sellerNote: row.seller_note,
    gift: row.gift,
    paymentMethod: row.payment_method,
    dueMinor: amountDue({ totalMinor: BigInt(row.total_minor), paidMinor: BigInt(row.paid_minor) }).toString(),
    currency: row.currency,
    holds: row.holds,
    itemsGrams: weighed ? lines.reduce((sum, line) => sum + (line.weightGrams ?? 0) * line.quantity, 0) : null,
    next: row.next,
    waiting: row.waiting,
  };
}

/** Carriers this warehouse used lately, most used first, and the one that took its latest parcel to the same country. */
export async function listCarriers(shipment: string): Promise<{ lately: string[]; latest: string }> {
  const rows = await connection().sql<{ carrier: string; same: boolean }[]>`
    select s.carrier, o.country = p.country as same
    from shipments t join orders p on p.id = t.order_id, shipments s join orders o on o.id = s.order_id
    where t.number = ${shipment} and s.location_id = t.location_id and s.shipped_at is not null and s.carrier <> ''
    order by s.shipped_at desc limit 500`;
  return {
    lately: mostUsed(rows.map((row) => row.carrier)),
    latest: rows.find((row) => row.same)?.carrier ?? "",
  };
}

function mostUsed(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 20)
    .map(([name]) => name);
}

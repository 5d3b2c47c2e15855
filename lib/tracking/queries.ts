import { connection } from "@/db/client";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type Kin, kinOf } from "@/lib/orders/load-lineage";
import { readOrders } from "@/lib/orders/lock-order";
import type { LineState, OrderState, ShipmentStatus } from "@/lib/orders/rules/state";
import { unitsShare } from "@/lib/orders/rules/totals";
import { claimedByRefunds, currentReturnPolicy } from "@/lib/returns/load-return";
import { returnable } from "@/lib/returns/rules/change";
import type { ReturnStatus } from "@/lib/returns/rules/state";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { followed } from "@/lib/shipping/rules/followed";
import { loadShop } from "@/lib/shop";
import { contactsOf } from "./contacts";
import { opensAlso } from "./rules/guess";
import { type Tracked, trackingOf } from "./rules/status";
import { mayWithdraw } from "./rules/withdraw";

export type ParcelEvent = { kind: ParcelEventKind; at: string; place: string };
export const parcelEventKinds = [
  "received",
  "paid",
  "shipped",
  "in_transit",
  "out_for_delivery",
  "delivered",
  "failed",
  "returned_to_sender",
  "cancelled",
] as const;
export type ParcelEventKind = (typeof parcelEventKinds)[number];

export type TrackedOrder = {
  number: string;
  /** What the channel called it: the number that its buyer knows. */
  channelNumber: string | null;
  placedAt: string;
  currency: string;
  status: Tracked & { deliveredAt: Date | null };
  parcels: {
    place: number;
    carrier: string;
    /** Where its carrier shows the parcel. */
    link: string | null;
    trackingNumber: string;
    status: ShipmentStatus;
    items: { title: string; quantity: number }[];
    events: ParcelEvent[];
  }[];
  /** What happened before a parcel left. */
  events: ParcelEvent[];
  items: { title: string; spec: string; quantity: number; amountMinor: string }[];
  discountMinor: string;
  shippingMinor: string;
  /** Tax that was added; included tax is part of the prices. */
  addedTaxMinor: string;
  totalMinor: string;
  paidMinor: string;
  dueMinor: string;
  onDelivery: boolean;
  refunds: { amountMinor: string; done: boolean; at: string }[];
  returns: ToldReturn[];
  /** Its buyer may ask to send goods back. */
  mayReturn: boolean;
  /** Orders that have goods of this one, or whose goods it has. */
  kin: ToldKin[];
};

export type ToldKin = {
  kind: "resent" | "exchanged" | "split" | "merged";
  side: "came" | "from";
  /** Null where whoever may see this order may not see that one. */
  number: string | null;
};

export type ToldReturn = {
  rma: string;
  version: number;
  status: ReturnStatus;
  /** Its buyer may take it back from here. */
  withdrawable: boolean;
  items: { line: string; quantity: number; title: string }[];
  dueAt: string | null;
  paidBy: "shop" | "customer";
  /** What a person said with the decision. */
  answer: string;
};

export type TrackingPage = {
  shop: { name: string; email: string; phone: string; timeZone: string };
  order: TrackedOrder;
};

/** What the buyer of an order may see of it: no address, no name, no words of the house. */
export async function getTracking(number: string, now: Date, locale = "en"): Promise<TrackingPage | null> {
  const { sql } = connection();
  const [[order], shop, book] = await Promise.all([
    readOrders(connection(), [number]),
    loadShop(sql),
    currentShipping(),
  ]);
  if (!order) return null;
  const sent = order.shipments.filter((shipment) => leftStatuses.includes(shipment.status));
  const [relatives, returnPolicy, claimed, [facts]] = await Promise.all([
    kinOf(connection(), order.id),
    currentReturnPolicy(connection()),
    claimedByRefunds(connection(), order.id),
    sql<Facts[]>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('shipment', e.shipment_id, 'status', e.status, 'place', e.place, 'at', e.at) order by e.at desc), '[]')
       from tracking_events e join shipments s on s.id = e.shipment_id where s.order_id = ${order.id}) as news,
      (select coalesce(jsonb_agg(jsonb_build_object('shipment', s.id, 'at', s.shipped_at) order by s.shipped_at), '[]')
       from shipments s where s.order_id = ${order.id} and s.shipped_at is not null) as left,
      (select coalesce(jsonb_agg(jsonb_build_object('amountMinor', r.amount_minor::text, 'done', r.status = 'succeeded', 'at', coalesce(r.settled_at, r.approved_at)) order by r.requested_at), '[]')
       from refunds r where r.order_id = ${order.id} and r.status in ('approved', 'in_doubt', 'succeeded')) as refunds,
      (select coalesce(jsonb_object_agg(l.id, l.spec), '{}') from order_lines l where l.order_id = ${order.id} and l.spec <> '') as specs,
      (select coalesce(jsonb_object_agg(l.id, jsonb_build_object('title', p.title_zh, 'spec', v.title_zh)), '{}')
       from order_lines l join variants v on v.id = l.variant_id join products p on p.id = v.product_id
       where l.order_id = ${order.id} and p.title_zh <> '' and ${isChinese(locale)}) as translated,
      (select to_jsonb(max(e.occurred_at)) #>> '{}' from payment_entries e where e.order_id = ${order.id} and e.type = 'capture') as "paidAt",
      (select coalesce(jsonb_agg(jsonb_build_object('rma', r.number, 'version', r.version, 'status', r.status,
         'given', exists (select from return_lines g where g.return_id = r.id and g.refunded + g.exchanged > 0), 'dueAt', r.due_at, 'paidBy', r.decision->>'shippingPaidBy', 'answer', r.decision_note,
         'items', (select jsonb_agg(jsonb_build_object('line', b.order_line_id, 'title', '', 'quantity', case when r.status in ('requested', 'rejected', 'cancelled') then b.requested else b.requested + b.extra - b.declined - b.withdrawn end) order by b.position)
           from return_lines b where b.return_id = r.id)) order by r.requested_at), '[]')
       from returns r where r.order_id = ${order.id}) as returns,
      (select o.external_id from orders o where o.id = ${order.id}) as "channelNumber",
      (select to_jsonb(o.cancelled_at) #>> '{}' from orders o where o.id = ${order.id}) as "cancelledAt",
      (select to_jsonb(o.delivered_at) #>> '{}' from orders o where o.id = ${order.id}) as "deliveredAt"`,
  ]);
  const kin = await knownKin(
    order.number,
    relatives.flatMap((of) => toldKin(of, order.stage)),
  );
  const merged = kin.some(({ kind, side }) => kind === "merged" && side === "came");
  const status = trackingOf({ ...order, merged, parcels: sent.map((shipment) => shipment.status) }, now);
  if (!status) return null;
  const due =
    order.stage === "cancelled" || order.totalMinor <= order.paidMinor ? 0n : order.totalMinor - order.paidMinor;
  return {
    shop: { name: shop.name, email: shop.email, phone: shop.phone, timeZone: shop.timeZone },
    order: {
      number: order.number,
      channelNumber: facts?.channelNumber ?? null,
      placedAt: order.placedAt.toISOString(),
      currency: order.currency,
      status: { ...status, deliveredAt: facts?.deliveredAt ? new Date(facts.deliveredAt) : null },
      parcels: sent.map((shipment, index) => ({
        place: index + 1,
        ...followed(book, shipment, locale),
        trackingNumber: shipment.trackingNumber,
        status: shipment.status,
        items: shipment.lines
          .filter((part) => part.quantity > 0)
          .map((part) => ({ title: titleOf(order, part.orderLineId, facts), quantity: part.quantity })),
        events: eventsOf(shipment.id, facts),
      })),
      events: beginning(order, facts, merged),
      items: itemsOf(order, facts),
      discountMinor: `${order.discountMinor}`,
      shippingMinor: `${order.shippingMinor}`,
      addedTaxMinor: order.pricesIncludeTax ? "0" : `${order.taxMinor}`,
      totalMinor: `${order.totalMinor}`,
      paidMinor: `${order.paidMinor}`,
      dueMinor: `${due}`,
      onDelivery: order.paymentMethod === "cod",
      refunds: facts?.refunds ?? [],
      returns: (facts?.returns ?? []).map(({ given, ...each }) => ({
        ...each,
        withdrawable: mayWithdraw({ ...each, given }),
        items: each.items.map((item) => ({ ...item, title: titleOf(order, item.line, facts) })),
      })),
      mayReturn: returnPolicy.policy.selfService && order.lines.some((line) => returnable(line, claimed) > 0),
      kin,
    },
  };
}

// A part that was put back travels with the order it came from, as one that was merged does.
function toldKin({ kind, side, number, stage, undone }: Kin, own: OrderState["stage"]): ToldKin[] {
  if (kind === "duplicated") return [];
  if (undone)
    return kind === "split" && side === "from" && own === "cancelled" ? [{ kind: "merged", side: "came", number }] : [];
  const gone = side === "came" && kind !== "merged" && stage === "cancelled";
  return gone ? [] : [{ kind, side, number }];
}

/** Names only the orders that are opened by all that opens this one. */
async function knownKin(number: string, kin: ToldKin[]): Promise<ToldKin[]> {
  if (kin.length === 0) return kin;
  const { sql } = connection();
  const numbers = [number, ...kin.map((of) => of.number)];
  const found = new Map(
    (await contactsOf(sql, sql`o.number = any(${numbers}::text[])`)).map(({ number, contact }) => [number, contact]),
  );
  const own = found.get(number);
  return kin.map((of) => {
    const other = found.get(of.number ?? "");
    return own && other && opensAlso(own, other) ? of : { ...of, number: null };
  });
}

const leftStatuses: readonly ShipmentStatus[] = [
  "shipped",
  "in_transit",
  "out_for_delivery",
  "delivered",
  "failed",
  "returned_to_sender",
];

type Facts = {
  channelNumber: string | null;
  news: { shipment: string; status: string; place: string; at: string }[];
  left: { shipment: string; at: string }[];
  refunds: TrackedOrder["refunds"];
  returns: (Omit<ToldReturn, "withdrawable"> & { given: boolean })[];
  specs: Record<string, string>;
  /** What items are called in the reader's language, by line, where the catalogue knows. */
  translated: Record<string, { title: string; spec: string }>;
  paidAt: string | null;
  cancelledAt: string | null;
  deliveredAt: string | null;
};

// What carriers wrote in their own words may name people and places inside the house: only status and place are shown.
function eventsOf(shipmentId: string, facts: Facts | undefined): ParcelEvent[] {
  const news = (facts?.news ?? [])
    .filter((event) => event.shipment === shipmentId)
    .flatMap(({ status, place, at }) => {
      const kind = parcelEventKinds.find((known) => known === status);
      return kind ? [{ kind, place, at }] : [];
    });
  const left = (facts?.left ?? []).find((each) => each.shipment === shipmentId);
  const known = news.some((event) => event.kind === "shipped");
  return left && !known ? [...news, { kind: "shipped", at: left.at, place: "" }] : news;
}

function beginning(order: OrderState, facts: Facts | undefined, merged: boolean): ParcelEvent[] {
  const events: ParcelEvent[] = [{ kind: "received", at: order.placedAt.toISOString(), place: "" }];
  if (facts?.paidAt && order.paidMinor >= order.totalMinor && order.paidMinor > 0n) {
    events.unshift({ kind: "paid", at: facts.paidAt, place: "" });
  }
  if (facts?.cancelledAt && !merged) events.unshift({ kind: "cancelled", at: facts.cancelledAt, place: "" });
  return events;
}

function itemsOf(order: OrderState, facts: Facts | undefined): TrackedOrder["items"] {
  // Of an order that is cancelled entirely its buyer still wants to see what it was.
  const gone = (line: LineState) => (order.stage === "cancelled" ? 0 : line.cancelled);
  return order.lines
    .filter((line) => line.ordered > gone(line))
    .map((line) => ({
      title: titleOf(order, line.id, facts),
      spec: facts?.translated[line.id]?.spec || (facts?.specs[line.id] ?? ""),
      quantity: line.ordered - gone(line),
      amountMinor: `${unitsShare(line, gone(line), line.ordered - gone(line), order.pricesIncludeTax).subtotalMinor}`,
    }));
}

function titleOf(order: OrderState, lineId: string, facts: Facts | undefined): string {
  return facts?.translated[lineId]?.title || (order.lines.find((line) => line.id === lineId)?.title ?? "");
}

import { eq, inArray } from "drizzle-orm";
import { connection, db } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { orderLines, orders } from "@/db/schema/orders";
import { channels } from "@/db/schema/shop";
import { type Actor, may } from "@/lib/actor";
import { businessDay } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import type { Address } from "@/lib/customers/rules/address";
import type { DocumentLanguage, PackingSlipDto, PickListDto, ShippingLabelDto } from "@/lib/documents/dto";
import { listShipmentsOfOrders, type ShipmentView } from "@/lib/fulfilment/queries/shipments";
import { getWave } from "@/lib/fulfilment/queries/wave";
import { customerLocale } from "@/lib/i18n/customer-locale";
import { nameIn } from "@/lib/i18n/rules/languages";
import { readOrders } from "@/lib/orders/lock-order";
import { amountDue, toShip } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import { toDateOrNull } from "@/lib/rows";
import type { Shop } from "@/lib/shop";
import { shopDto } from "./read-invoiced";
import { addressDto } from "./rules/parties";

/** What to print: the documents of orders, of shipments, or of all that a wave holds. */
export type PrintOf = {
  orders: readonly string[];
  shipments: readonly string[];
  waves: readonly string[];
  /** Invoices, receipts and credit notes by their own numbers. */
  documents?: readonly string[];
};
export type PrintContext = { actor: Actor; shop: Shop; now: Date };

/** How many documents would be printed, without reading what is on them. */
export async function countDocuments(of: PrintOf): Promise<number> {
  const [row] = await connection().sql`
    select (select count(*) from orders where number = any(${[...of.orders]}::text[]))::int as orders,
           (select count(*) from shipments s left join waves w on w.id = s.wave_id
            where s.status <> 'cancelled' and (s.number = any(${[...of.shipments]}::text[]) or w.number = any(${[...of.waves]}::text[])))::int as shipments`;
  return (row?.orders ?? 0) + (row?.shipments ?? 0);
}

/** Pick lists by wave, for who reads `language`; an order or shipment brings the wave it is picked in. */
export async function pickListsOf(
  of: PrintOf,
  context: PrintContext,
  language: DocumentLanguage,
): Promise<PickListDto[]> {
  allow(context);
  const rows = await connection().sql`
    select distinct w.number, w.created_by, w.created_at, w.id
    from waves w
    left join shipments s on s.wave_id = w.id
    left join orders o on o.id = s.order_id
    where w.number = any(${[...of.waves]}::text[]) or s.number = any(${[...of.shipments]}::text[])
      or (o.number = any(${[...of.orders]}::text[]) and s.status in ('planned', 'picking', 'picked', 'packed'))
    order by w.id`;
  const lists: PickListDto[] = [];
  for (const row of rows) {
    const wave = await getWave(row.number);
    if (!wave || wave.units === 0) continue;
    // A slot that was given up stays in the list, so that paper and screen number the others alike.
    const { slots } = wave;
    const due = await promisesOf(slots.map((slot) => slot.order));
    const orderOf = new Map(slots.map((slot) => [slot.slot, slot.order]));
    lists.push({
      shop: shopDto(context.shop),
      number: wave.number,
      location: nameIn(language, { name: wave.location, nameZh: wave.locationZh }),
      picker: wave.createdBy || null,
      createdAt: new Date(wave.createdAt),
      orders: slots.map((slot) => {
        const promised = due.get(slot.order) ?? null;
        return {
          number: slot.order,
          customer: slot.customer,
          promisedDay: promised && businessDay(promised, context.shop.timeZone),
          urgent: promised !== null && promised < context.now,
          note: slot.note || null,
        };
      }),
      lines: wave.tasks.map((task) => ({
        bin: task.bin || null,
        sku: task.sku,
        name: task.title,
        options: task.spec || null,
        barcode: task.barcode,
        takes: task.takes.map((take) => ({ order: orderOf.get(take.slot) ?? "", quantity: take.quantity })),
      })),
    });
  }
  return lists;
}

/** A slip per shipment; an order that has none yet gets one of what is still to leave. */
export async function packingSlipsOf(of: PrintOf, context: PrintContext): Promise<PackingSlipDto[]> {
  allow(context);
  return (await parcelsOf(of)).map(({ facts, order, shipment }) => {
    const language = customerLocale(facts.customerLocale, facts.country, context.shop);
    return {
      shop: shopDto(context.shop),
      language,
      order: order.number,
      shipment: shipment?.number ?? null,
      placedAt: order.placedAt,
      channel: nameIn(language, { name: facts.channel, nameZh: facts.channelZh }) || null,
      carrier: shipment ? carrierFor(shipment, language) || null : null,
      tracking: shipment?.trackingNumber || null,
      shipTo: addressDto(facts.shipTo, facts.contactName, facts.contactPhone),
      lines: slipLines(facts, order, shipment),
      giftMessage: null,
      buyerMessage: facts.buyerMessage || null,
      returnsText: null,
    };
  });
}

/** A label per package. A shipment without a tracking number carries its own number in the bars. */
export async function labelsOf(of: PrintOf, context: PrintContext): Promise<ShippingLabelDto[]> {
  allow(context);
  const labels: ShippingLabelDto[] = [];
  for (const { facts, order, shipment } of await parcelsOf(of)) {
    if (!shipment) continue;
    const due = amountDue(order);
    const units = shipment.lines.reduce((sum, line) => sum + line.quantity, 0);
    const [first] = shipment.lines;
    const language = customerLocale(facts.customerLocale, facts.country, context.shop);
    for (let parcel = 1; parcel <= shipment.packages; parcel += 1) {
      labels.push({
        language,
        from: shopDto(context.shop),
        to: addressDto(facts.shipTo, facts.contactName, facts.contactPhone),
        carrier: carrierFor(shipment, language),
        service: shipment.service || (shipment.chosen && nameIn(language, shipment.chosen.service)),
        tracking: shipment.trackingNumber || shipment.number,
        order: order.number,
        parcel,
        parcels: shipment.packages,
        weightGrams: shipment.packages === 1 ? shipment.weightGrams : null,
        // The courier collects once, with the first package.
        cashOnDelivery:
          order.paymentMethod === "cod" && due > 0n && parcel === 1 ? { amount: due, currency: order.currency } : null,
        contents: first ? `${first.title} × ${units}` : null,
        shippedDay: businessDay(shipment.shippedAt ?? context.now, context.shop.timeZone),
      });
    }
  }
  return labels;
}

/** Who takes a parcel, in the reader's language: whoever took it, or is to take it. */
function carrierFor({ carrier, carrierNames, chosen }: ShipmentView, language: DocumentLanguage): string {
  if (carrier === "") return chosen ? nameIn(language, chosen.carrier) : "";
  return carrierNames ? nameIn(language, carrierNames) : carrier;
}

/** Numbers of the orders that are meant, whether named themselves or by shipment or wave. */
export async function orderNumbersOf(of: PrintOf): Promise<string[]> {
  const rows = await connection().sql`
    select distinct o.number from orders o
    left join shipments s on s.order_id = o.id left join waves w on w.id = s.wave_id
    where o.number = any(${[...of.orders]}::text[]) or s.number = any(${[...of.shipments]}::text[]) or w.number = any(${[...of.waves]}::text[])
    order by o.number`;
  return rows.map((row) => row.number as string);
}

function allow({ actor }: PrintContext): void {
  assert(may(actor, "documents.print"), `${actor.role} may not documents.print`);
}

type Facts = {
  number: string;
  contactName: string;
  contactPhone: string | null;
  shipTo: Address | null;
  country: string;
  buyerMessage: string;
  channel: string;
  channelZh: string;
  customerLocale: string | null;
  lines: Map<string, { spec: string }>;
};

async function readAll(
  numbers: readonly string[],
): Promise<{ states: Map<string, OrderState>; facts: Map<string, Facts> }> {
  if (numbers.length === 0) return { states: new Map(), facts: new Map() };
  const [states, rows] = await Promise.all([
    readOrders(connection(), numbers),
    db()
      .select({
        id: orders.id,
        number: orders.number,
        contactName: orders.contactName,
        contactPhone: orders.contactPhone,
        shipTo: orders.shipTo,
        country: orders.country,
        buyerMessage: orders.buyerMessage,
        channel: channels.name,
        channelZh: channels.nameZh,
        customerLocale: customers.locale,
      })
      .from(orders)
      .innerJoin(channels, eq(channels.id, orders.channelId))
      .leftJoin(customers, eq(customers.id, orders.customerId))
      .where(inArray(orders.number, [...numbers])),
  ]);
  const lines = await db()
    .select({ id: orderLines.id, orderId: orderLines.orderId, spec: orderLines.spec })
    .from(orderLines)
    .where(
      inArray(
        orderLines.orderId,
        states.map((state) => state.id),
      ),
    );
  const facts = rows.map(({ id, ...row }): [string, Facts] => [
    row.number,
    {
      ...row,
      lines: new Map(lines.filter((line) => line.orderId === id).map(({ id: lineId, spec }) => [lineId, { spec }])),
    },
  ]);
  return { states: new Map(states.map((state) => [state.number, state])), facts: new Map(facts) };
}

type Parcel = { facts: Facts; order: OrderState; shipment: ShipmentView | null };

/** Shipments in the order they were asked for, a wave's by slot; orders stand for their shipments. */
async function parcelsOf(of: PrintOf): Promise<Parcel[]> {
  const numbers = await orderNumbersOf(of);
  const [{ states, facts }, all] = await Promise.all([readAll(numbers), listShipmentsOfOrders(numbers)]);
  const live = all.filter((shipment) => shipment.status !== "cancelled" && shipment.lines.length > 0);
  const named = new Set<ShipmentView>();
  for (const number of of.waves) for (const shipment of live) if (shipment.wave === number) named.add(shipment);
  for (const number of of.shipments) for (const shipment of live) if (shipment.number === number) named.add(shipment);
  const parcels: { number: string; shipment: ShipmentView | null }[] = [...named].map((shipment) => ({
    number: shipment.order,
    shipment,
  }));
  for (const number of of.orders) {
    const own = live.filter((shipment) => shipment.order === number);
    for (const shipment of own.length > 0 ? own : [null]) parcels.push({ number, shipment });
  }
  return parcels.flatMap(({ number, shipment }) => {
    const [order, fact] = [states.get(number), facts.get(number)];
    return order && fact ? [{ facts: fact, order, shipment }] : [];
  });
}

function slipLines(facts: Facts, order: OrderState, shipment: ShipmentView | null): PackingSlipDto["lines"] {
  return order.lines
    .filter((line) => line.ships && line.ordered > line.cancelled)
    .map((line) => {
      const quantity = shipment
        ? (shipment.lines.find((sent) => sent.lineId === line.id)?.quantity ?? 0)
        : line.reserved || (line.stocked ? 0 : toShip(line));
      const gone = line.shipped - (shipment?.shippedAt ? quantity : 0);
      return {
        sku: line.sku,
        name: line.title,
        options: facts.lines.get(line.id)?.spec || null,
        ordered: line.ordered - line.cancelled,
        quantity,
        toFollow: Math.max(line.ordered - line.cancelled - gone - quantity, 0),
      };
    })
    .filter((line) => line.quantity > 0 || line.toFollow > 0);
}

async function promisesOf(numbers: readonly string[]): Promise<Map<string, Date | null>> {
  const rows = await connection()
    .sql`select number, promised_at from orders where number = any(${[...numbers]}::text[])`;
  return new Map(rows.map((row) => [row.number as string, toDateOrNull(row.promised_at)]));
}

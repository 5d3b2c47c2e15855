import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { finishPacking } from "@/lib/fulfilment/commands/finish-packing";
import { markDelivered } from "@/lib/fulfilment/commands/mark-delivered";
import { packUnits } from "@/lib/fulfilment/commands/pack-units";
import { pickUnits } from "@/lib/fulfilment/commands/pick-units";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { shipOrders } from "@/lib/fulfilment/commands/ship-orders";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { adjustStock } from "@/lib/inventory/commands/adjust-stock";
import { receiveStock } from "@/lib/inventory/commands/receive-stock";
import { assignOrder } from "@/lib/orders/commands/assign-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { takeOnline } from "@/lib/payments/online-payments";
import { demoEmail } from "@/lib/staff/rules/demo-logins";
import type { Role } from "@/lib/staff/rules/permissions";
import type { Good } from "./catalogue";
import { hour } from "./hours";
import { must } from "./must";
import { parcelOf } from "./parcels";
import { importFiles } from "./present-files";
import { arrangeInvoices } from "./present-invoices";
import { arrangePromotions } from "./present-promotions";
import { arrangeRefunds } from "./present-refunds";
import { arrangeReturns } from "./present-returns";
import { receiveWebhooks } from "./present-webhooks";
import { Random } from "./random";
import { holdReasons } from "./words";

export type PresentFacts = {
  people: Readonly<Record<Role, Actor>>;
  now: Date;
  /** Numbers of the orders that are there to be worked on, by what they show. */
  scenes: ReadonlyMap<string, string>;
};

/** What is under way at this moment: work on every desk, in every stage. */
export async function arrangePresent(facts: PresentFacts, goods: readonly Good[]): Promise<void> {
  const random = new Random("present");
  await takeCards(facts);
  await shipParts(facts, random);
  await deliverUnpaid(facts, random);
  await sendAsked(facts, random);
  await shipToday(facts, random);
  await pickAndPack(facts);
  await holdSome(facts);
  await assignSome(facts);
  await countStock(facts);
  await arrangeInvoices(facts);
  await arrangeRefunds(facts);
  await arrangeReturns(facts);
  await receiveWebhooks(facts);
  await importFiles(facts, goods);
  await arrangePromotions(facts);
}

function minutesAgo({ now }: PresentFacts, minutes: number): { now: Date } {
  return { now: new Date(now.getTime() - minutes * 60_000) };
}

function sceneNumber({ scenes }: PresentFacts, name: string): string {
  const number = scenes.get(name);
  if (!number) throw new Error(`the order for "${name}" was not taken`);
  return number;
}

/** Card payments by the provider; the token says how the provider's simulator will answer to what follows. */
async function takeCards(facts: PresentFacts): Promise<void> {
  const { support } = facts.people;
  for (const [name, token] of [
    ["provider-doubt", "silent-refund"],
    ["provider-failed", "decline-refund"],
  ] as const) {
    const number = sceneNumber(facts, name);
    must(await takeOnline(support, { number, token }, minutesAgo(facts, 55)));
    must(
      await run(
        shipOrder,
        facts.people.warehouse,
        { number, carrier: "Royal Mail", trackingNumber: "RM60318274493" },
        minutesAgo(facts, 52),
      ),
    );
  }
  await takeOnline(
    support,
    { number: sceneNumber(facts, "provider-declined"), token: "decline" },
    minutesAgo(facts, 50),
  );
}

async function shipParts(facts: PresentFacts, random: Random): Promise<void> {
  for (const name of ["part-1", "part-2", "part-3"]) {
    const order =
      name === "part-1" ? { country: "GB", channel: "web-uk" as const } : { country: "CN", channel: "taobao" as const };
    const input = { number: sceneNumber(facts, name), partial: true, ...parcelOf(random, order) };
    must(await run(shipOrder, facts.people.warehouse, input, minutesAgo(facts, 48)));
  }
}

/** Parcels that left an hour ago. */
async function sendAsked(facts: PresentFacts, random: Random): Promise<void> {
  for (const name of ["asked-1", "asked-2"]) {
    const parcel = parcelOf(random, { country: "CN", channel: "manual" });
    const input = { number: sceneNumber(facts, name), ...parcel };
    must(await run(shipOrder, facts.people.warehouse, input, minutesAgo(facts, 58)));
  }
}

/** Parcels that arrived this morning and are still to be paid. */
async function deliverUnpaid(facts: PresentFacts, random: Random): Promise<void> {
  const { warehouse } = facts.people;
  for (const name of ["cash-1", "cash-2", "cash-3"]) {
    const parcel = parcelOf(random, { country: "CN", channel: "manual" });
    const sent = await run(
      shipOrder,
      warehouse,
      { number: sceneNumber(facts, name), ...parcel },
      minutesAgo(facts, 60),
    );
    must(await run(markDelivered, warehouse, { shipments: must(sent).shipments }, minutesAgo(facts, 12)));
  }
}

type Ready = { number: string; country: string; location: string };

/** Orders that can be picked, promised first. */
async function readyOrders(): Promise<Ready[]> {
  return connection().sql<Ready[]>`
    select o.number, o.country, l.code as location from orders o join locations l on l.id = o.location_id
    where o.stage = 'ready' and not o.held order by o.promised_at, o.number`;
}

async function shipToday(facts: PresentFacts, random: Random): Promise<void> {
  const ready = (await readyOrders()).slice(0, 9);
  const orders = ready.map(({ number, country }) => ({
    number,
    ...parcelOf(random, { country, channel: country === "CN" ? "taobao" : "web-uk" }),
  }));
  must(await run(shipOrders, facts.people.warehouse, { orders }, minutesAgo(facts, 46)));
}

/** Three walks: one that just began, one half done, one picked and on the packing bench. */
async function pickAndPack(facts: PresentFacts): Promise<void> {
  const { warehouse } = facts.people;
  const ready = await readyOrders();
  const walk = async (location: string, count: number, began: number) => {
    const numbers = ready
      .filter((order) => order.location === location)
      .slice(0, count)
      .map(({ number }) => number);
    if (numbers.length === 0) return null;
    return must(await run(startPicking, warehouse, { numbers, location }, minutesAgo(facts, began)));
  };
  const packing = await walk("LDS", 5, 44);
  for (const [index, { shipment }] of (packing?.done ?? []).entries()) {
    const lines = await linesOf(shipment);
    for (const line of lines)
      must(await run(pickUnits, warehouse, { shipment, ...line }, minutesAgo(facts, 40 - index)));
    if (index > 1) continue;
    for (const line of lines)
      must(await run(packUnits, warehouse, { shipment, ...line }, minutesAgo(facts, 30 - index)));
    const parcel = { shipment, packages: 1, weightGrams: 1250 + index * 640 };
    must(await run(finishPacking, warehouse, parcel, minutesAgo(facts, 27 - index)));
  }
  const half = await walk("SH", 6, 24);
  for (const { shipment } of half?.done.slice(0, 3) ?? []) {
    const [first, ...rest] = await linesOf(shipment);
    const taken = rest.length > 0 || !first ? rest : [first];
    for (const { lineId, quantity } of taken)
      must(await run(pickUnits, warehouse, { shipment, lineId, quantity }, minutesAgo(facts, 18)));
  }
  await walk("GZ", 3, 8);
}

async function linesOf(shipment: string): Promise<{ lineId: string; quantity: number }[]> {
  return connection().sql<{ lineId: string; quantity: number }[]>`
    select sl.order_line_id as "lineId", sl.quantity from shipment_lines sl join shipments s on s.id = sl.shipment_id
    where s.number = ${shipment} order by sl.order_line_id`;
}

/** Holds of each kind; some are due, one is overdue. */
async function holdSome(facts: PresentFacts): Promise<void> {
  const { support, manager } = facts.people;
  const due = (hours: number) => new Date(facts.now.getTime() + hours * hour).toISOString();
  const ready = (await readyOrders()).map(({ number }) => number);
  const holds = [
    { number: ready[0], type: "customer_request", dueAt: due(5 * 24) },
    { number: ready[2], type: "stock", scope: "ship", dueAt: due(30) },
    { number: ready[4], type: "other", dueAt: due(-3), releaseWhen: "approved", approver: "manager" },
    { number: sceneNumber(facts, "amount"), type: "fraud", dueAt: due(4) },
    { number: sceneNumber(facts, "address"), type: "address", dueAt: due(20) },
    { number: sceneNumber(facts, "unpaid-firm"), type: "payment", dueAt: due(48) },
    { number: sceneNumber(facts, "waits-1"), type: "customer_request", scope: "ship", dueAt: due(-20) },
  ] as const;
  for (const [index, { number, type, ...hold }] of holds.entries()) {
    if (!number) continue;
    const input = { number, type, reason: holdReasons[type], ...hold };
    must(await run(holdOrder, type === "fraud" ? manager : support, input, minutesAgo(facts, 40 - index * 3)));
  }
}

async function assignSome(facts: PresentFacts): Promise<void> {
  const { support, manager } = facts.people;
  for (const [name, role] of [
    ["below-cost", "manager"],
    ["unmapped", "support"],
    ["malformed", "support"],
  ] as const)
    must(
      await run(
        assignOrder,
        manager,
        { number: sceneNumber(facts, name), email: demoEmail(role) },
        minutesAgo(facts, 30),
      ),
    );
  const notes = [
    ["below-cost", "跟店长确认过，样品价可以，但要他本人审批。"],
    ["waits-1", "Workshop in Jingdezhen: next kiln on Thursday, twelve olive mugs for us."],
    ["provider-declined", "Card was declined; asked the customer for another one."],
  ] as const;
  for (const [index, [name, body]] of notes.entries())
    must(await run(noteOrder, support, { number: sceneNumber(facts, name), body }, minutesAgo(facts, 26 - index * 5)));
}

/** What the warehouses wrote down this morning. */
async function countStock(facts: PresentFacts): Promise<void> {
  const { warehouse } = facts.people;
  const delivery = {
    location: "SH",
    reference: "PO-2207",
    lines: [
      { sku: "SN801-OAT", quantity: 24 },
      { sku: "TX703-SGE", quantity: 12 },
    ],
  };
  must(await run(receiveStock, warehouse, delivery, minutesAgo(facts, 20)));
  const broken = { sku: "TW109-L", location: "SH", reason: "damage", quantity: 1, note: "开箱时发现裂纹" };
  must(await run(adjustStock, warehouse, broken, minutesAgo(facts, 15)));
}

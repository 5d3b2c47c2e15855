import { creditNoteLines, creditNotes } from "@/db/schema/payments";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { resolveCustomers } from "@/lib/customers/resolve-customers";
import { lockOrders } from "@/lib/orders/lock-order";
import type { VariantFacts } from "@/lib/orders/rules/intake";
import type { Plan, SalesPosting, StockPosting } from "@/lib/orders/rules/plan";
import { asCase, componentOf } from "@/lib/orders/rules/sales";
import type { OrderState } from "@/lib/orders/rules/state";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import { type Aside, insertSales, post, postAside } from "@/lib/post";
import { insertRows } from "@/lib/rows";
import { type HistoryPlace, itemsOf } from "./post-history";
import { type MatchedLine, type PurchasedLine, type PurchasedPayment, Purchases } from "./rules/credits";
import type { CreditToPost } from "./rules/reading";
import { settledRefund } from "./rules/settled-refund";

type Note = {
  id: string;
  number: string;
  credit: CreditToPost;
  customerId: string | null;
  lines: MatchedLine[];
};

export type PostedCredits = { lines: number; amountMinor: Minor; matchedMinor: Minor };

/** Credit notes with what their customers had bought until then. */
export type FoundCredits = {
  credits: readonly CreditToPost[];
  customers: readonly (string | null)[];
  variants: ReadonlyMap<string, VariantFacts>;
  numbers: readonly string[];
  purchases: Purchases;
};

/** Asks for all that posting credit notes needs; the orders they may give back and their payments must be written. */
export async function findCredits(
  context: CommandContext,
  place: HistoryPlace,
  credits: readonly CreditToPost[],
): Promise<FoundCredits> {
  if (credits.length === 0) {
    return { credits, customers: [], variants: new Map(), numbers: [], purchases: new Purchases([], new Map()) };
  }
  const { tx } = context;
  const [customers, variants, numbers] = await Promise.all([
    resolveCustomers(
      context,
      credits.map((credit) => credit.customer ?? {}),
    ),
    itemsOf(
      tx,
      place,
      credits.flatMap((credit) => credit.lines.map((line) => line.sku)),
    ),
    tx.sql`select nextval('credit_note_number_seq')::text as n from generate_series(1, ${credits.length})`,
  ]);
  const purchases = await loadPurchases(tx, place.channel.id, credits, customers);
  return { credits, customers, variants, numbers: numbers.map((row) => `CN-${row.n}`), purchases };
}

/**
 * Posts credit notes: what is found among earlier purchases becomes a refund on the payment of that order, the rest
 * stands alone in the sales ledger; goods go back on the shelf either way.
 */
export async function postCredits(
  context: CommandContext,
  place: HistoryPlace,
  { credits, customers, variants, numbers, purchases }: FoundCredits,
): Promise<PostedCredits> {
  if (credits.length === 0) return { lines: 0, amountMinor: 0n, matchedMinor: 0n };
  const notes = credits.map((credit, index): Note => {
    const customerId = customers[index] ?? null;
    const number = numbers[index] as string;
    return { id: newId(), number, credit, customerId, lines: purchases.match(credit, customerId) };
  });
  const aside: Aside = { stock: [], payments: [] };
  await Promise.all([
    writeNotes(context, place, notes, variants),
    postAlone(context, place, notes, variants, aside),
    postRefunds(context, place, notes, purchases, aside),
  ]);
  postAside(context, aside);
  const amountMinor = total(notes, (line) => line.amountMinor);
  return {
    lines: notes.reduce((sum, note) => sum + note.lines.length, 0),
    amountMinor,
    matchedMinor: amountMinor - total(notes, (line) => line.aloneMinor),
  };
}

async function loadPurchases(
  tx: Tx,
  channelId: string,
  credits: readonly CreditToPost[],
  customerIds: readonly (string | null)[],
): Promise<Purchases> {
  const asked = new Map<string, { customerId: string; sku: string }>();
  for (const [index, { lines }] of credits.entries()) {
    const customerId = customerIds[index];
    if (customerId) for (const { sku } of lines) asked.set(`${customerId} ${sku}`, { customerId, sku });
  }
  const pairs = [...asked.values()];
  const currency = credits[0]?.currency ?? "";
  // The customers' orders first: they are few, and no statistics of a table that grows as it is read tell so.
  const rows = await tx.sql`
    with bought as materialized (
      select o.customer_id as "customerId", o.id as "orderId", o.placed_at as "placedAt", l.id as "lineId", upper(l.sku) as sku,
             l.position, l.ordered - l.cancelled - greatest(l.refunded, l.returned + l.awaited) as "unitsLeft",
             l.total_minor - l.refunded_minor - l.cancelled_minor as "amountLeft"
      from orders o join order_lines l on l.order_id = o.id
      where o.customer_id = any(${[...new Set(pairs.map((pair) => pair.customerId))]}::uuid[]) and o.channel_id = ${channelId}
        and o.currency = ${currency} and l.ordered - l.cancelled - greatest(l.refunded, l.returned + l.awaited) > 0
    )
    select b.* from bought b
    join unnest(${pairs.map((pair) => pair.customerId)}::uuid[], ${pairs.map((pair) => pair.sku)}::text[]) as asked(customer_id, sku)
      on asked.customer_id = b."customerId" and asked.sku = b.sku`;
  const lines = rows.map((row) => ({
    ...(row as unknown as PurchasedLine & { customerId: string }),
    placedAt: new Date(row.placedAt as string),
    amountLeft: BigInt(row.amountLeft as string),
  }));
  const paid = await tx.sql`
    select distinct on (order_id) order_id, id, captured_minor - refund_pending_minor - refunded_minor as left
    from payments where order_id = any(${[...new Set(lines.map((line) => line.orderId))]}::uuid[])
    order by order_id, captured_minor - refund_pending_minor - refunded_minor desc`;
  const payments = new Map<string, PurchasedPayment>(
    paid.map((row) => [row.order_id as string, { paymentId: row.id as string, left: BigInt(row.left as string) }]),
  );
  return new Purchases(lines, payments);
}

async function writeNotes(
  { tx, shop }: CommandContext,
  place: HistoryPlace,
  notes: readonly Note[],
  variants: ReadonlyMap<string, VariantFacts>,
): Promise<void> {
  await insertRows(
    tx,
    creditNotes,
    notes.map((note) => ({
      id: note.id,
      number: note.number,
      externalId: note.credit.externalId,
      channelId: place.channel.id,
      customerId: note.customerId,
      currency: note.credit.currency,
      amountMinor: total([note], (line) => line.amountMinor),
      matchedMinor: total([note], (line) => line.amountMinor - line.aloneMinor),
      businessDay: businessDay(note.credit.issuedAt, shop.timeZone),
      issuedAt: note.credit.issuedAt,
      importId: place.importId,
      reversedAt: null,
    })),
  );
  await insertRows(
    tx,
    creditNoteLines,
    notes.flatMap((note) =>
      note.lines.map((line, index) => ({
        id: newId(),
        creditNoteId: note.id,
        position: index + 1,
        kind: line.kind,
        variantId: variants.get(line.sku)?.id ?? null,
        sku: line.sku,
        title: line.title,
        quantity: line.quantity,
        amountMinor: line.amountMinor,
        orderLineId: line.parts[0]?.lineId ?? null,
        matched: line.parts.length > 0,
      })),
    ),
  );
}

/** So many orders are refunded at once: while PostgreSQL writes some of them, others are read and planned. */
const ORDERS_AT_ONCE = 15;

/** One plan per order: several credits of a piece may give back parts of the same order. */
async function postRefunds(
  context: CommandContext,
  place: HistoryPlace,
  notes: readonly Note[],
  purchases: Purchases,
  aside: Aside,
): Promise<void> {
  const byOrder = new Map<string, Note[]>();
  for (const note of notes) {
    for (const orderId of new Set(note.lines.flatMap((line) => line.parts.map((part) => part.orderId)))) {
      byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), note]);
    }
  }
  if (byOrder.size === 0) return;
  // In the order of ids, as everybody locks orders.
  const [touched, refundNumbers] = await Promise.all([
    context.tx.sql`select number from orders where id = any(${[...byOrder.keys()]}::uuid[]) order by id`.execute(),
    nextRefundNumbers(
      context.tx,
      [...byOrder.values()].reduce((sum, list) => sum + list.length, 0),
    ),
  ]);
  const numbers = touched.map((row) => row.number as string);
  const posted: Promise<unknown>[] = [];
  for (let from = 0; from < numbers.length; from += ORDERS_AT_ONCE) {
    const locked = lockOrders(context.tx, numbers.slice(from, from + ORDERS_AT_ONCE));
    posted.push(
      locked.then((orders) =>
        post(context, refundPlans(context, place, orders, byOrder, purchases, refundNumbers), aside),
      ),
    );
  }
  await Promise.all(posted);
}

function refundPlans(
  { shop }: CommandContext,
  place: HistoryPlace,
  orders: readonly OrderState[],
  byOrder: ReadonlyMap<string, Note[]>,
  purchases: Purchases,
  refundNumbers: string[],
): Plan[] {
  return orders.map((order) => {
    let plan: Plan = { order, events: [] };
    for (const note of byOrder.get(order.id) ?? []) {
      const lines = partsOf(note, order.id).map((part) => {
        const line = order.lines.find((candidate) => candidate.id === part.lineId);
        assert(line, "a credit is matched to a line of its order");
        const restock = line.kind === "product" && line.variantId ? part.units : 0;
        return {
          lineId: part.lineId,
          quantity: part.units,
          amountMinor: part.amountMinor,
          restock,
          locationId: place.locationId,
        };
      });
      plan = creditedPlan(plan, note, lines, {
        number: refundNumbers.pop() as string,
        paymentId: purchases.paymentOf(order.id),
        businessDay: businessDay(note.credit.issuedAt, shop.timeZone),
        shopCurrency: shop.currency,
      });
    }
    return plan;
  });
}

type RefundedLine = { lineId: string; quantity: number; amountMinor: Minor; restock: number; locationId: string };

function creditedPlan(
  plan: Plan,
  note: Note,
  lines: RefundedLine[],
  facts: { number: string; paymentId: string | undefined; businessDay: string; shopCurrency: string },
): Plan {
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  const at = note.credit.issuedAt;
  if (amountMinor === 0n || !facts.paymentId) return returnedForNothing(plan, note, lines);
  return settledRefund(
    plan,
    {
      id: newId(),
      number: facts.number,
      paymentId: facts.paymentId,
      currency: note.credit.currency,
      amountMinor,
      shippingMinor: 0n,
      lines,
    },
    {
      at,
      reason: "other",
      note: note.number,
      creditNoteId: note.id,
      businessDay: facts.businessDay,
      shopCurrency: facts.shopCurrency,
    },
  );
}

// Things that cost nothing come back too: units move, no money does, and so nothing is refunded.
function returnedForNothing(plan: Plan, note: Note, lines: readonly RefundedLine[]): Plan {
  const at = note.credit.issuedAt;
  const order = plan.order;
  assert(order, "only orders that exist are credited");
  return {
    ...plan,
    lines: [
      ...(plan.lines ?? []),
      ...lines.map(({ lineId, restock }) => ({ lineId, returned: restock, restocked: restock })),
    ],
    stock: [
      ...(plan.stock ?? []),
      ...lines
        .filter((line) => line.restock > 0)
        .map(
          (line): StockPosting => ({
            variantId: order.lines.find((candidate) => candidate.id === line.lineId)?.variantId as string,
            locationId: line.locationId,
            onHand: line.restock,
            reason: "restock",
            documentType: "credit_note",
            documentNumber: note.number,
            orderLineId: line.lineId,
            occurredAt: at,
          }),
        ),
    ],
    events: [...plan.events, { type: "order.returned", at, data: { creditNote: note.number } }],
  };
}

async function postAlone(
  context: CommandContext,
  place: HistoryPlace,
  notes: readonly Note[],
  variants: ReadonlyMap<string, VariantFacts>,
  aside: Aside,
): Promise<void> {
  const sales: SalesPosting[] = [];
  for (const note of notes) {
    const day = businessDay(note.credit.issuedAt, context.shop.timeZone);
    const given: SalesPosting[] = [];
    for (const line of note.lines) {
      const variantId = variants.get(line.sku)?.id ?? null;
      if (line.aloneMinor !== 0n || line.aloneUnits > 0) {
        given.push({
          creditNoteId: note.id,
          kind: "refund",
          component: componentOf(line.kind),
          variantId,
          channelId: place.channel.id,
          country: note.credit.country,
          currency: note.credit.currency,
          quantity: -line.aloneUnits,
          amountMinor: -line.aloneMinor,
          uncosted: componentOf(line.kind) === "merchandise",
          businessDay: day,
        });
      }
      if (line.kind === "product" && variantId && line.aloneUnits > 0) {
        aside.stock.push({
          variantId,
          locationId: place.locationId,
          onHand: line.aloneUnits,
          reason: "restock",
          documentType: "credit_note",
          documentNumber: note.number,
          occurredAt: note.credit.issuedAt,
        });
      }
    }
    sales.push(...asCase(given, "other"));
  }
  if (sales.length > 0) insertSales(context.tx, sales, context.now);
}

function partsOf(note: Note, orderId: string): { lineId: string; units: number; amountMinor: Minor }[] {
  const parts = new Map<string, { lineId: string; units: number; amountMinor: Minor }>();
  for (const part of note.lines.flatMap((line) => line.parts)) {
    if (part.orderId !== orderId) continue;
    const known = parts.get(part.lineId);
    if (known) {
      known.units += part.units;
      known.amountMinor += part.amountMinor;
    } else parts.set(part.lineId, { ...part });
  }
  return [...parts.values()];
}

function total(notes: readonly Note[], of: (line: MatchedLine) => Minor): Minor {
  return notes.reduce((sum, note) => note.lines.reduce((lines, line) => lines + of(line), sum), 0n);
}

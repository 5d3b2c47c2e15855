import { automationFirings } from "@/db/schema/automation";
import { shipmentLines, shipments, trackingEvents } from "@/db/schema/fulfilment";
import { holds } from "@/db/schema/holds";
import { stockMovements } from "@/db/schema/inventory";
import { orderEvents, orderLines, orderSearch, orders } from "@/db/schema/orders";
import { paymentEntries, payments, refunds } from "@/db/schema/payments";
import { salesEntries } from "@/db/schema/sales";
import type { Tx } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { documentSteps } from "@/lib/documents/rules/follow";
import { type Issued, keepContents, writeDocuments } from "@/lib/documents/write-documents";
import { enqueue } from "@/lib/jobs/queue";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { PaymentPosting, Plan, StockPosting } from "@/lib/orders/rules/plan";
import { searchKeysOf, searchWordsOf } from "@/lib/orders/rules/search-keys";
import { deriveStage } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import {
  changeHolds,
  changeOrders,
  changeRefund,
  changeShipment,
  clearHolds,
  extendSearch,
  furtherSearch,
  linkLines,
  moveCounters,
  reviseLines,
  taxLines,
  writeLineTexts,
} from "@/lib/posting/changes";
import { inLockOrder, movementRow, newLineRows, newOrderRow } from "@/lib/posting/new-rows";
import { postPromotions } from "@/lib/posting/promotions";
import { insertion, insertRows } from "@/lib/rows";

export type PostContext = { tx: Tx; actor: Actor; now: Date };

/** Postings that a caller of several `post`s of one transaction gathers, to write them once at its end. */
export type Aside = { stock: StockPosting[]; payments: PaymentPosting[] };

/** An order as it stands after its plan was posted. */
export type Posted = { id: string; number: string; version: number; after: OrderState; issued: readonly Issued[] };

/**
 * Writes plans: the only hand that touches orders, counters and ledgers. One plan or a thousand take the same
 * statements, each set-wise, sent without waiting for one another. An order changed since it was read refuses the whole
 * transaction with "order_changed". With `aside`, stock and payments are put there for `postAside`. Invoices and receipts
 * follow here what their orders become, so that no change can forget them.
 */
export async function post(context: PostContext, plans: readonly Plan[], aside?: Aside): Promise<Posted[]> {
  const { tx, actor, now } = context;
  if (plans.length === 0) return [];
  const posted = plans.map((plan) => {
    const after = applyPlan(plan);
    const steps = documentSteps(plan, after);
    const happened = plan.events.length + steps.length;
    assert(happened > 0, "nothing is changed without an event");
    const version = (plan.order?.version ?? 0) + happened;
    return { plan, steps, after: { ...after, version, stage: deriveStage(after) } };
  });
  const papers = posted.filter(({ steps }) => steps.length > 0);
  if (papers.length > 0)
    await keepContents(
      tx,
      papers.flatMap(({ plan }) => plan.order ?? []),
    );
  // What is read or checked when it is answered; all else is owed.
  const work: Promise<unknown>[] = [];
  const insert = (table: Parameters<typeof insertRows>[1], rows: readonly object[]) => {
    if (rows.length > 0) tx.owe([insertRows(tx, table, rows)]);
  };
  const all = <T>(of: (plan: Plan) => readonly T[] | undefined): T[] => plans.flatMap((plan) => of(plan) ?? []);

  const created = posted.filter(({ plan }) => plan.create);
  const stock = all((plan) => plan.stock);
  // Where other orders give up what these take, stock moves once they did.
  const stockFirst = !aside && created.length === plans.length;
  if (stockFirst) postStock(context, stock);
  insert(
    orders,
    created.map(({ plan, after }) => newOrderRow(plan, after, now)),
  );
  insert(
    orderLines,
    created.flatMap(({ plan, after }) => newLineRows(plan, after, stockFirst)),
  );
  insert(
    payments,
    all((plan) => plan.newPayments).map((payment) => ({ sourceId: null, ...payment, createdAt: now })),
  );
  insert(
    shipments,
    all((plan) => plan.newShipments).map(({ lines: _, ...row }) => ({
      carrier: "",
      carrierId: null,
      service: "",
      trackingNumber: "",
      packages: 1,
      weightGrams: null,
      shippedAt: null,
      deliveredAt: null,
      ...row,
    })),
  );
  insert(
    shipmentLines,
    all((plan) => plan.newShipments).flatMap((shipment) =>
      shipment.lines.map((line) => ({ picked: 0, packed: 0, ...line, shipmentId: shipment.id })),
    ),
  );
  insert(
    holds,
    posted.flatMap(
      ({ plan, after }) =>
        plan.openHolds?.map((hold) => ({ ...hold, orderId: after.id, setBy: actor.name, setAt: now })) ?? [],
    ),
  );
  const cleared = all((plan) => plan.clearHolds);
  if (cleared.length > 0) work.push(clearHolds(tx, cleared, actor, now));
  const lineTexts = all((plan) => plan.lineTexts);
  if (lineTexts.length > 0) work.push(writeLineTexts(tx, lineTexts));
  const changedHolds = all((plan) => plan.changeHolds);
  if (changedHolds.length > 0) work.push(changeHolds(tx, changedHolds));

  for (const { order, rewriteLines } of plans) {
    if (!order || !rewriteLines) continue;
    assert(order.stage === "draft", "only a draft's lines are written anew");
    tx.owe([tx.sql`delete from order_lines where order_id = ${order.id}`.execute()]);
    insert(
      orderLines,
      rewriteLines.map((line) => ({ ...line, orderId: order.id })),
    );
  }
  for (const { order, retaxLines } of plans) {
    if (!order || !retaxLines) continue;
    assert(order.stage === "draft", "only a draft's lines are taxed anew");
    work.push(taxLines(tx, retaxLines));
  }
  insert(
    orderLines,
    plans.flatMap(({ order, newLines = [] }) => newLines.map((line) => ({ ...line, orderId: order?.id }))),
  );
  const revisions = all((plan) => plan.reviseLines);
  if (revisions.length > 0) work.push(reviseLines(tx, revisions));
  const links = all((plan) => plan.linkLines);
  if (links.length > 0) work.push(linkLines(tx, links));

  // A line that leaves the backorder gives that claim up before it takes a reservation, or it would claim twice; one that
  // gets units back has them before it claims for them.
  const deltas = plans.flatMap((plan) => (plan.create ? [] : (plan.lines ?? [])));
  const less = (change = 0) => Math.min(change, 0);
  const first = deltas
    .map(({ lineId, backordered, cancelled }) => ({
      lineId,
      backordered: less(backordered),
      cancelled: less(cancelled),
    }))
    .filter(({ backordered, cancelled }) => backordered < 0 || cancelled < 0);
  const rest = deltas.map(({ backordered = 0, cancelled = 0, ...delta }) => ({
    ...delta,
    backordered: Math.max(backordered, 0),
    cancelled: Math.max(cancelled, 0),
  }));
  if (first.length > 0) work.push(moveCounters(tx, first));
  if (aside) for (const posting of stock) aside.stock.push(posting);
  else if (!stockFirst) postStock(context, stock);
  if (rest.length > 0) work.push(moveCounters(tx, rest));
  postPromotions(context, posted);

  for (const change of all((plan) => plan.shipments)) work.push(...changeShipment(tx, change));
  insert(
    trackingEvents,
    all((plan) => plan.trackingEvents),
  );
  insert(
    refunds,
    all((plan) => plan.newRefunds).map((refund) => ({
      ...refund,
      creditNoteId: refund.creditNoteId ?? null,
      providerKey: refund.id,
      requestedBy: actor.name,
      requestedById: actor.id,
      requestedAt: now,
      approvedBy: refund.approvedAt ? actor.name : null,
      settledAt: refund.status === "succeeded" ? refund.approvedAt : null,
    })),
  );
  for (const change of all((plan) => plan.refunds)) work.push(changeRefund(tx, change));
  const entries = plans.flatMap(({ create, payments: entries = [] }) =>
    create ? entries.map((entry) => ({ ...entry, initial: entry.orderId === create.id })) : entries,
  );
  if (aside) aside.payments.push(...entries);
  else insertPayments(context, entries);
  const sales = all((plan) => plan.sales).filter(
    (entry) => entry.amountMinor !== 0n || entry.costMinor || entry.quantity || entry.orderDelta || entry.caseDelta,
  );
  if (sales.length > 0) insertSales(tx, sales, now);

  const changed = posted.filter(({ plan }) => plan.order);
  if (changed.length > 0) work.push(changeOrders(tx, changed, now));
  // Their numbers are claimed last, when nothing of this posting can wait for anybody any more.
  const written = papers.length > 0 ? await Promise.all(work).then(() => writeDocuments(context, papers)) : undefined;
  insert(
    orderEvents,
    posted.flatMap(({ plan, after }) =>
      [...plan.events, ...(written?.get(after.id)?.events ?? [])].map((event, index) => ({
        orderId: after.id,
        seq: (plan.order?.version ?? 0) + index + 1,
        type: event.type,
        data: event.data ?? {},
        actorType: actor.type,
        actorId: actor.id,
        actorName: actor.name,
        at: event.at ?? now,
      })),
    ),
  );
  insert(
    automationFirings,
    posted.flatMap(
      ({ plan, after }) =>
        plan.firings?.map((firing) => ({
          ...firing,
          orderId: after.id,
          status: firing.did.length === firing.actions.length ? "done" : "open",
          firedAt: now,
          depth: 0,
          chain: [],
        })) ?? [],
    ),
  );
  insert(
    orderSearch,
    created.map(({ plan }) => ({
      orderId: plan.create?.id,
      placedAt: plan.create?.placedAt,
      keys: plan.create
        ? [...searchKeysOf(plan.create), ...(plan.searchKeys ?? []).map((key) => key.toLowerCase())]
        : [],
      words: plan.create ? searchWordsOf(plan.create) : "",
    })),
  );
  const found = changed.flatMap(({ plan }) => furtherSearch(plan) ?? []);
  if (found.length > 0) tx.owe([extendSearch(tx, found)]);
  await Promise.all(work);
  const jobs = all((plan) => plan.jobs);
  if (jobs.length > 0) await enqueue(tx, jobs);
  return posted.map(({ after }) => {
    const { id, number, version } = after;
    return { id, number, version, after, issued: written?.get(id)?.issued ?? [] };
  });
}

/** Writes what several `post`s put aside. */
export function postAside(context: PostContext, { stock, payments }: Aside): void {
  insertPayments(context, payments);
  postStock(context, stock);
}

function insertPayments({ tx, actor, now }: PostContext, entries: readonly PaymentPosting[]): void {
  if (entries.length === 0) return;
  const sent = insertRows(
    tx,
    paymentEntries,
    entries.map((entry) => ({
      paymentId: entry.paymentId,
      orderId: entry.orderId,
      type: entry.type,
      amountMinor: entry.amountMinor,
      refundId: entry.refundId ?? null,
      moveId: entry.moveId ?? null,
      reference: entry.reference ?? "",
      initial: entry.initial ?? false,
      actorName: actor.name,
      occurredAt: entry.occurredAt ?? now,
      createdAt: now,
    })),
  );
  tx.owe([sent]);
}

/** Inserts sales entries; used by `post` and by the import of credit notes that match no order. */
export function insertSales(tx: Tx, entries: readonly NonNullable<Plan["sales"]>[number][], now: Date): void {
  const sent = insertRows(
    tx,
    salesEntries,
    entries.map((entry) => ({
      orderId: entry.orderId ?? null,
      creditNoteId: entry.creditNoteId ?? null,
      lineId: entry.lineId ?? null,
      kind: entry.kind,
      component: entry.component,
      variantId: entry.variantId ?? null,
      channelId: entry.channelId,
      country: entry.country,
      currency: entry.currency,
      quantity: entry.quantity ?? 0,
      amountMinor: entry.amountMinor,
      costMinor: entry.costMinor ?? 0n,
      uncosted: entry.uncosted ?? false,
      orderDelta: entry.orderDelta ?? 0,
      reason: entry.reason ?? "",
      caseDelta: entry.caseDelta ?? 0,
      businessDay: entry.businessDay,
      createdAt: now,
    })),
  );
  tx.owe([sent]);
}

/** Inserts stock movements that belong to no order: receipts, adjustments, transfers, opening stock. */
export function postStock(context: PostContext, postings: readonly StockPosting[]): void {
  stockToPost(context, postings)();
}

/** `postStock` in two steps: the statement is written now, while PostgreSQL is busy, and sent by what is answered. */
export function stockToPost(context: PostContext, postings: readonly StockPosting[]): () => void {
  if (postings.length === 0) return () => {};
  const send = insertion(
    stockMovements,
    inLockOrder(postings).map((posting) => movementRow(posting, context.actor, context.now)),
  );
  return () => context.tx.owe([send(context.tx)]);
}

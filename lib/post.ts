import { shipmentLines, shipments, trackingEvents } from "@/db/schema/fulfilment";
import { stockMovements } from "@/db/schema/inventory";
import { holds, orderEvents, orderLines, orderSearch, orders } from "@/db/schema/orders";
import { paymentEntries, payments, refunds } from "@/db/schema/payments";
import { salesEntries } from "@/db/schema/sales";
import { refuseTransaction, type Tx } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { assert, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { LineDelta, LineLink, OrderPatch, Plan, StockPosting } from "@/lib/orders/rules/plan";
import { searchKeysOf, searchWordsOf } from "@/lib/orders/rules/search-keys";
import { deriveStage } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import { columnsOf, insertRows, recordset, toJson } from "@/lib/rows";

export type PostContext = { tx: Tx; actor: Actor; now: Date };

/** An order as it stands after its plan was posted. */
export type Posted = { id: string; number: string; version: number; after: OrderState };

/**
 * Writes plans: the only hand that touches orders, counters and ledgers. One plan or a thousand take the same
 * statements, each set-wise, sent without waiting for one another. An order changed since it was read refuses the whole
 * transaction with "order_changed".
 */
export async function post(context: PostContext, plans: readonly Plan[]): Promise<Posted[]> {
  const { tx, actor, now } = context;
  if (plans.length === 0) return [];
  const posted = plans.map((plan) => {
    assert(plan.events.length > 0, "nothing is changed without an event");
    const after = applyPlan(plan);
    const version = (plan.order?.version ?? 0) + plan.events.length;
    return { plan, after: { ...after, version, stage: deriveStage(after) } };
  });
  const work: Promise<unknown>[] = [];
  const insert = (table: Parameters<typeof insertRows>[1], rows: readonly object[]) => {
    if (rows.length > 0) work.push(insertRows(tx, table, rows));
  };
  const all = <T>(of: (plan: Plan) => readonly T[] | undefined): T[] => plans.flatMap((plan) => of(plan) ?? []);

  const created = posted.filter(({ plan }) => plan.create);
  insert(
    orders,
    created.map(({ plan, after }) => newOrderRow(plan, after, now)),
  );
  insert(
    orderLines,
    created.flatMap(({ plan, after }) => newLineRows(plan, after)),
  );
  insert(
    payments,
    all((plan) => plan.newPayments).map((payment) => ({ ...payment, createdAt: now })),
  );
  insert(
    shipments,
    all((plan) => plan.newShipments).map(({ lines: _, ...row }) => ({
      carrier: "",
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

  for (const { order, rewriteLines } of plans) {
    if (!order || !rewriteLines) continue;
    assert(order.stage === "draft", "only a draft's lines are written anew");
    work.push(tx.sql`delete from order_lines where order_id = ${order.id}`.execute());
    insert(
      orderLines,
      rewriteLines.map((line) => ({ ...line, orderId: order.id })),
    );
  }
  const links = all((plan) => plan.linkLines);
  if (links.length > 0) work.push(linkLines(tx, links));

  // A line that leaves the backorder gives that claim up before it takes a reservation, or it would claim twice.
  const deltas = plans.flatMap((plan) => (plan.create ? [] : (plan.lines ?? [])));
  const first = deltas
    .filter((delta) => (delta.backordered ?? 0) < 0)
    .map(({ lineId, backordered }) => ({ lineId, backordered }));
  const rest = deltas.map((delta) => ((delta.backordered ?? 0) < 0 ? { ...delta, backordered: 0 } : delta));
  if (first.length > 0) work.push(moveCounters(tx, first));
  insert(
    stockMovements,
    inLockOrder(all((plan) => plan.stock)).map((posting) => movementRow(posting, actor, now)),
  );
  if (rest.length > 0) work.push(moveCounters(tx, rest));

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
  insert(
    paymentEntries,
    all((plan) => plan.payments).map((entry) => ({
      paymentId: entry.paymentId,
      orderId: entry.orderId,
      type: entry.type,
      amountMinor: entry.amountMinor,
      refundId: entry.refundId ?? null,
      reference: entry.reference ?? "",
      actorName: actor.name,
      occurredAt: entry.occurredAt ?? now,
      createdAt: now,
    })),
  );
  await postSales(tx, plans, now, work);

  const changed = posted.filter(({ plan }) => plan.order);
  if (changed.length > 0) work.push(changeOrders(tx, changed, now));
  insert(
    orderEvents,
    posted.flatMap(({ plan, after }) =>
      plan.events.map((event, index) => ({
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
    orderSearch,
    created.map(({ plan }) => ({
      orderId: plan.create?.id,
      placedAt: plan.create?.placedAt,
      keys: plan.create ? searchKeysOf(plan.create) : [],
      words: plan.create ? searchWordsOf(plan.create) : "",
    })),
  );
  for (const { plan } of changed) {
    const search = furtherSearch(plan);
    if (plan.order && search) work.push(extendSearch(tx, plan.order.id, search));
  }
  await Promise.all(work);
  const jobs = all((plan) => plan.jobs);
  if (jobs.length > 0) await enqueue(tx, jobs);
  return posted.map(({ after }) => ({ id: after.id, number: after.number, version: after.version, after }));
}

/** Writes sales entries of any origin; credit notes that stand alone have no order and come in here too. */
async function postSales(tx: Tx, plans: readonly Plan[], now: Date, work: Promise<unknown>[]): Promise<void> {
  const entries = plans
    .flatMap((plan) => plan.sales ?? [])
    .filter((entry) => entry.amountMinor !== 0n || entry.quantity || entry.orderDelta);
  if (entries.length > 0) work.push(insertSales(tx, entries, now));
}

/** Inserts sales entries; used by `post` and by the import of credit notes that match no order. */
export function insertSales(
  tx: Tx,
  entries: readonly NonNullable<Plan["sales"]>[number][],
  now: Date,
): Promise<unknown> {
  return insertRows(
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
      orderDelta: entry.orderDelta ?? 0,
      businessDay: entry.businessDay,
      createdAt: now,
    })),
  );
}

/** Inserts stock movements that belong to no order: receipts, adjustments, transfers, opening stock. */
export async function postStock(context: PostContext, postings: readonly StockPosting[]): Promise<void> {
  if (postings.length === 0) return;
  await insertRows(
    context.tx,
    stockMovements,
    inLockOrder(postings).map((posting) => movementRow(posting, context.actor, context.now)),
  );
}

// Everyone who touches several levels touches them in this order, so that two never wait for each other.
function inLockOrder(postings: readonly StockPosting[]): StockPosting[] {
  return [...postings].sort((a, b) =>
    a.variantId === b.variantId ? compare(a.locationId, b.locationId) : compare(a.variantId, b.variantId),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function newOrderRow(plan: Plan, after: OrderState, now: Date): object {
  assert(plan.create, "a created order has its row");
  const { lines, ...row } = plan.create;
  return {
    ...row,
    review: null,
    routing: null,
    approvedAt: null,
    completedAt: null,
    rejectedAt: null,
    firstShippedAt: null,
    deliveredAt: null,
    cancelledAt: null,
    locationId: null,
    assigneeId: null,
    ...plan.patch,
    stage: after.stage,
    held: false,
    version: after.version,
    authorisedMinor: 0n,
    paidMinor: 0n,
    refundedMinor: 0n,
    priority: 0,
    ...summaryOf(lines),
    createdAt: now,
    updatedAt: now,
  };
}

/** Lines of a new order with the counters its plan moves: written once, not inserted and then updated. */
function newLineRows(plan: Plan, after: OrderState): object[] {
  assert(plan.create, "a created order has its row");
  const { id: orderId, lines } = plan.create;
  return lines.map((line, index) => {
    const moved = after.lines[index];
    assert(moved?.id === line.id, "a plan keeps the lines of a new order in their places");
    const row: Record<string, unknown> = { ...line, orderId };
    // What is reserved follows from the stock ledger.
    for (const counter of countersMoved) row[counter] = moved[counter];
    return row;
  });
}

/** What the order list shows of the lines. */
export function summaryOf(lines: readonly { kind: string; title: string; ordered: number }[]): {
  unitCount: number;
  lineCount: number;
  itemsSummary: string;
} {
  const products = lines.filter((line) => line.kind === "product");
  return {
    unitCount: products.reduce((sum, line) => sum + line.ordered, 0),
    lineCount: lines.length,
    itemsSummary: ((products[0] ?? lines[0])?.title ?? "").slice(0, 120),
  };
}

function movementRow(posting: StockPosting, actor: Actor, now: Date): object {
  return {
    variantId: posting.variantId,
    locationId: posting.locationId,
    onHandDelta: posting.onHand ?? 0,
    reservedDelta: posting.reserved ?? 0,
    damagedDelta: posting.damaged ?? 0,
    qualityControlDelta: posting.qualityControl ?? 0,
    incomingDelta: posting.incoming ?? 0,
    reason: posting.reason,
    documentType: posting.documentType,
    documentNumber: posting.documentNumber,
    orderLineId: posting.orderLineId ?? null,
    note: posting.note ?? "",
    actorName: actor.name,
    occurredAt: posting.occurredAt ?? now,
    createdAt: now,
  };
}

const countersMoved = [
  "cancelled",
  "backordered",
  "allocated",
  "picked",
  "packed",
  "shipped",
  "delivered",
  "returned",
  "restocked",
  "refunded",
  "refundedMinor",
  "cancelledMinor",
] as const;

const moveCountersText = (() => {
  const columns = columnsOf(orderLines);
  const names = countersMoved.map((counter) => columns.get(counter)?.name as string);
  return `update order_lines l set ${names.map((name) => `${name} = l.${name} + coalesce(p.${name}, 0)`).join(", ")}
    from ${recordset(orderLines, countersMoved, { line_id: "uuid" })} where l.id = p.line_id`;
})();

async function moveCounters(tx: Tx, deltas: readonly LineDelta[]): Promise<void> {
  const columns = columnsOf(orderLines);
  // One row of a table is updated once per statement: deltas of the same line are added up first.
  const merged = new Map<string, Record<string, unknown>>();
  for (const delta of deltas) {
    const row: Record<string, unknown> = merged.get(delta.lineId) ?? { line_id: delta.lineId };
    for (const counter of countersMoved) {
      const change = delta[counter];
      if (!change) continue;
      const name = columns.get(counter)?.name as string;
      row[name] =
        typeof change === "bigint" ? ((row[name] as bigint) ?? 0n) + change : ((row[name] as number) ?? 0) + change;
    }
    merged.set(delta.lineId, row);
  }
  // Sent at once, in the order of the posting: the database checks claims statement by statement.
  const result = await tx.sql.unsafe(moveCountersText, [toJson([...merged.values()])], { prepare: true }).execute();
  assert(result.count === merged.size, "a plan moves counters of lines that exist");
}

const linkFields = ["variantId", "sku", "unitCost", "stocked", "madeToOrder"] as const;

async function linkLines(tx: Tx, links: readonly LineLink[]): Promise<void> {
  const columns = columnsOf(orderLines);
  const names = linkFields.map((field) => columns.get(field)?.name as string);
  const rows = links.map((link) => ({
    ...Object.fromEntries(linkFields.map((field, index) => [names[index], link[field]])),
    line_id: link.lineId,
  }));
  const result = await tx.sql
    .unsafe(
      `update order_lines l set ${names.map((name) => `${name} = p.${name}`).join(", ")}
     from ${recordset(orderLines, linkFields, { line_id: "uuid" })} where l.id = p.line_id and l.variant_id is null`,
      [toJson(rows)],
      { prepare: true },
    )
    .execute();
  if (result.count !== links.length) refuseTransaction(refuse("order_changed"));
}

async function clearHolds(
  tx: Tx,
  cleared: readonly { id: string; note: string }[],
  actor: Actor,
  now: Date,
): Promise<void> {
  const result = await tx.sql
    .unsafe(
      `update holds h set cleared_by = $2, cleared_at = $3, clear_note = p.note
     from json_to_recordset($1::text::json) as p(id uuid, note text) where h.id = p.id and h.cleared_at is null`,
      [toJson(cleared), actor.name, now.toISOString()],
      { prepare: true },
    )
    .execute();
  if (result.count !== cleared.length) refuseTransaction(refuse("order_changed"));
}

function changeShipment(tx: Tx, change: NonNullable<Plan["shipments"]>[number]): Promise<unknown>[] {
  const names = Object.keys(change.set) as (keyof typeof change.set)[];
  const columns = columnsOf(shipments);
  const work: Promise<unknown>[] = [];
  const set = names.map((name) => `${columns.get(name)?.name} = p.${columns.get(name)?.name}`);
  const row = Object.fromEntries(names.map((name) => [columns.get(name)?.name, change.set[name]]));
  work.push(
    tx.sql
      .unsafe(
        `update shipments s set ${[...set, "version = s.version + 1"].join(", ")}
       from ${recordset(shipments, ["id", ...names])} where s.id = p.id`,
        [toJson([{ ...row, id: change.id }])],
        { prepare: true },
      )
      .execute(),
  );
  if (change.lines?.length) {
    const rows = change.lines.map((line) => ({
      shipment_id: change.id,
      order_line_id: line.orderLineId,
      quantity: line.quantity ?? 0,
      picked: line.picked ?? 0,
      packed: line.packed ?? 0,
    }));
    work.push(
      tx.sql
        .unsafe(
          `update shipment_lines s set quantity = s.quantity + p.quantity, picked = s.picked + p.picked, packed = s.packed + p.packed
         from json_to_recordset($1::text::json) as p(shipment_id uuid, order_line_id uuid, quantity int, picked int, packed int)
         where s.shipment_id = p.shipment_id and s.order_line_id = p.order_line_id`,
          [toJson(rows)],
          { prepare: true },
        )
        .execute(),
    );
  }
  return work;
}

async function changeRefund(tx: Tx, change: NonNullable<Plan["refunds"]>[number]): Promise<void> {
  const names = Object.keys(change.set) as (keyof typeof change.set)[];
  const columns = columnsOf(refunds);
  const row = Object.fromEntries(names.map((name) => [columns.get(name)?.name, change.set[name]]));
  const result = await tx.sql
    .unsafe(
      `update refunds r set ${names.map((name) => `${columns.get(name)?.name} = p.${columns.get(name)?.name}`).join(", ")}
     from ${recordset(refunds, ["id", ...names])} where r.id = p.id and r.status = any($2)`,
      [toJson([{ ...row, id: change.id }]), [...change.from]],
      { prepare: true },
    )
    .execute();
  if (result.count !== 1) refuseTransaction(refuse("order_changed"));
}

async function changeOrders(tx: Tx, changed: readonly { plan: Plan; after: OrderState }[], now: Date): Promise<void> {
  // Plans that set the same columns share one statement; bulk work sets the same columns everywhere.
  const groups = new Map<string, { plan: Plan; after: OrderState }[]>();
  for (const entry of changed) {
    const key = Object.keys(entry.plan.patch ?? {})
      .sort()
      .join(",");
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const columns = columnsOf(orders);
  const results = await Promise.all(
    [...groups].map(([key, entries]) => {
      const names = key === "" ? [] : (key.split(",") as (keyof OrderPatch)[]);
      const set = ["stage", ...names].map((name) => `"${columns.get(name)?.name}" = p."${columns.get(name)?.name}"`);
      const rows = entries.map(({ plan, after }) => ({
        ...Object.fromEntries(names.map((name) => [columns.get(name)?.name, plan.patch?.[name]])),
        id: after.id,
        stage: after.stage,
        expected: plan.order?.version,
        next: after.version,
      }));
      return tx.sql
        .unsafe(
          `update orders o set ${set.join(", ")}, version = p.next, updated_at = $2
         from ${recordset(orders, ["id", "stage", ...names], { expected: "integer", next: "integer" })}
         where o.id = p.id and o.version = p.expected`,
          [toJson(rows), now.toISOString()],
          { prepare: true },
        )
        .execute();
    }),
  );
  if (results.reduce((sum, result) => sum + result.count, 0) !== changed.length)
    refuseTransaction(refuse("order_changed"));
}

function furtherSearch(plan: Plan): { keys: string[]; words: string } | undefined {
  const { patch, order } = plan;
  const person =
    patch && order && (patch.contactName ?? patch.contactEmail ?? patch.contactPhone ?? patch.shipTo)
      ? {
          number: order.number,
          contactName: patch.contactName ?? "",
          contactEmail: patch.contactEmail,
          contactPhone: patch.contactPhone,
          shipTo: patch.shipTo,
          lines: [],
        }
      : undefined;
  const keys = [...(plan.searchKeys ?? []).map((key) => key.toLowerCase()), ...(person ? searchKeysOf(person) : [])];
  const words = person ? searchWordsOf(person) : "";
  return keys.length > 0 || words ? { keys, words } : undefined;
}

function extendSearch(tx: Tx, orderId: string, search: { keys: string[]; words: string }): Promise<unknown> {
  return tx.sql
    .unsafe(
      `update order_search set keys = array(select distinct unnest(keys || $2::text[])), words = case when $3 = '' then words else words || ' ' || $3 end
     where order_id = $1`,
      [orderId, search.keys, search.words],
      { prepare: true },
    )
    .execute();
}

import { sql } from "drizzle-orm";
import { type AnyPgColumn, boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, json, key, ledgerKey, minor } from "./columns";
import { orders } from "./orders";

/** Balance of the payment ledger per payment, written by its trigger alone. */
export const payments = pgTable(
  "payments",
  {
    id: key().primaryKey(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    method: text().notNull(),
    /** manual, simulator, or the name of another adapter */
    provider: text().notNull().default("manual"),
    providerRef: text(),
    currency: text().notNull(),
    authorisedMinor: minor().notNull().default(sql`0`),
    capturedMinor: minor().notNull().default(sql`0`),
    /** Claimed by refunds that are requested, approved or in doubt. */
    refundPendingMinor: minor().notNull().default(sql`0`),
    refundedMinor: minor().notNull().default(sql`0`),
    /** What came from payments of other orders less what went there; part of what is authorised and captured. */
    movedMinor: minor().notNull().default(sql`0`),
    /** The payment of another order whose money this is: the provider knows both by that one's reference. */
    sourceId: key().references((): AnyPgColumn => payments.id),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("payments_order").on(t.orderId),
    index("payments_source").on(t.sourceId).where(sql`${t.sourceId} is not null`),
    uniqueIndex("payments_provider_ref")
      .on(t.provider, t.providerRef)
      .where(sql`${t.providerRef} is not null and ${t.sourceId} is null`),
    // Promised and not taken, or asked for and never answered: few, and looked for every minute.
    index("payments_unsettled")
      .on(t.createdAt)
      .where(
        sql`${t.capturedMinor} < ${t.authorisedMinor} or (${t.authorisedMinor} = 0 and ${t.provider} <> 'manual' and ${t.providerRef} is null)`,
      ),
    check("payments_method", sql`${t.method} in ('bank_transfer', 'cash', 'card', 'cod', 'online')`),
    // Never a cent above what was captured, however many ask at once: a request claims before it is sent.
    check(
      "payments_chain",
      sql`${t.refundedMinor} >= 0 and ${t.refundPendingMinor} >= 0 and ${t.refundedMinor} + ${t.refundPendingMinor} <= ${t.capturedMinor} and ${t.capturedMinor} <= ${t.authorisedMinor}`,
    ),
  ],
);

/** The payment ledger: append-only. */
export const paymentEntries = pgTable(
  "payment_entries",
  {
    id: ledgerKey(),
    paymentId: key().notNull(),
    orderId: key().notNull(),
    /** authorise, void, capture, refund_claim, refund_release, refund, move_out, move_in */
    type: text().notNull(),
    amountMinor: minor().notNull(),
    refundId: key(),
    /** What goes out of one payment comes into another: two entries of one move. */
    moveId: key(),
    reference: text().notNull().default(""),
    /** Counted in the money that its order was first written with. */
    initial: boolean().notNull().default(false),
    actorName: text().notNull().default(""),
    occurredAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("payment_entries_payment").on(t.paymentId, t.id),
    index("payment_entries_order").on(t.orderId),
    uniqueIndex("payment_entries_refund_once").on(t.refundId, t.type).where(sql`${t.refundId} is not null`),
    // A claim ends once: given back, or let go.
    uniqueIndex("payment_entries_refund_ends_once")
      .on(t.refundId)
      .where(sql`${t.type} in ('refund', 'refund_release')`),
    check(
      "payment_entries_type",
      sql`${t.type} in ('authorise', 'void', 'capture', 'refund_claim', 'refund_release', 'refund', 'move_out', 'move_in')`,
    ),
    uniqueIndex("payment_entries_move_once").on(t.moveId, t.type).where(sql`${t.moveId} is not null`),
    check("payment_entries_move_named", sql`(${t.type} in ('move_out', 'move_in')) = (${t.moveId} is not null)`),
    check("payment_entries_positive", sql`${t.amountMinor} > 0`),
    check(
      "payment_entries_refund_named",
      sql`(${t.type} in ('refund_claim', 'refund_release', 'refund')) = (${t.refundId} is not null)`,
    ),
  ],
);

export const refunds = pgTable(
  "refunds",
  {
    id: key().primaryKey(),
    number: text().notNull().unique(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    paymentId: key()
      .notNull()
      .references(() => payments.id),
    currency: text().notNull(),
    amountMinor: minor().notNull(),
    /** damaged, late, wrong_item, not_wanted, price, cancelled, goodwill, other */
    reason: text().notNull(),
    note: text().notNull().default(""),
    status: text().notNull(),
    /** The key the provider is asked with, again and again, until it says what it did. */
    providerKey: text().notNull().unique(),
    attempts: integer().notNull().default(0),
    lastError: text().notNull().default(""),
    /** Part of the amount that is the order's shipping. */
    shippingMinor: minor().notNull().default(sql`0`),
    lines: json<RefundLineRow[]>().notNull().default([]),
    creditNoteId: key(),
    requestedBy: text().notNull(),
    requestedById: text().notNull().default(""),
    requestedAt: instant().notNull(),
    approvedBy: text(),
    approvedAt: instant(),
    settledAt: instant(),
  },
  (t) => [
    index("refunds_order").on(t.orderId),
    index("refunds_payment").on(t.paymentId),
    index("refunds_failed").on(t.settledAt).where(sql`${t.status} = 'failed'`),
    index("refunds_open").on(t.requestedAt).where(sql`${t.status} in ('requested', 'approved', 'in_doubt')`),
    check(
      "refunds_status",
      sql`${t.status} in ('requested', 'approved', 'in_doubt', 'succeeded', 'failed', 'declined')`,
    ),
    check("refunds_positive", sql`${t.amountMinor} > 0 and ${t.shippingMinor} >= 0`),
  ],
);

export type RefundLineRow = {
  lineId: string;
  quantity: number;
  amountMinor: string;
  restock: number;
  locationId?: string;
};

/** What a credit file or a refund adds up to on paper; may stand alone when no purchase is found. */
export const creditNotes = pgTable(
  "credit_notes",
  {
    id: key().primaryKey(),
    number: text().notNull().unique(),
    externalId: text(),
    channelId: key().notNull(),
    customerId: key(),
    currency: text().notNull(),
    amountMinor: minor().notNull(),
    /** Part of the amount that was matched to earlier purchases and refunded on their payments. */
    matchedMinor: minor().notNull().default(sql`0`),
    businessDay: text().notNull(),
    issuedAt: instant().notNull(),
    importId: key(),
    reversedAt: instant(),
  },
  (t) => [
    uniqueIndex("credit_notes_external").on(t.channelId, t.externalId).where(sql`${t.externalId} is not null`),
    index("credit_notes_customer").on(t.customerId),
    index("credit_notes_import").on(t.importId).where(sql`${t.importId} is not null`),
  ],
);

export const creditNoteLines = pgTable(
  "credit_note_lines",
  {
    id: key().primaryKey(),
    creditNoteId: key()
      .notNull()
      .references(() => creditNotes.id),
    position: integer().notNull(),
    kind: text().notNull(),
    variantId: key(),
    sku: text().notNull().default(""),
    title: text().notNull().default(""),
    quantity: integer().notNull(),
    amountMinor: minor().notNull(),
    orderLineId: key(),
    matched: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex("credit_note_lines_position").on(t.creditNoteId, t.position),
    index("credit_note_lines_order_line").on(t.orderLineId).where(sql`${t.orderLineId} is not null`),
    check("credit_note_lines_quantity", sql`${t.quantity} > 0`),
  ],
);

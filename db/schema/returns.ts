import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ReturnDecision, ReturnPolicy } from "@/lib/returns/rules/policy";
import type { Finding } from "@/lib/returns/rules/state";
import { counter, instant, json, key } from "./columns";
import { locations } from "./inventory";
import { orderLines, orders } from "./orders";
import { refunds } from "./payments";

/** What the shop takes back, in numbered versions: a return keeps the one it was decided by. */
export const returnPolicies = pgTable(
  "return_policies",
  {
    version: integer().primaryKey(),
    content: json<ReturnPolicy>().notNull(),
    actorName: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [check("return_policies_version", sql`${t.version} >= 1`)],
);

/** Goods of one order on their way back: where they are. Its money is the refunds it is linked with. */
export const returns = pgTable(
  "returns",
  {
    id: key().primaryKey(),
    number: text().notNull().unique(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    version: integer().notNull().default(1),
    /** Index of the derived status; never decided by hand. */
    status: text().notNull(),
    /** staff, customer, api */
    source: text().notNull(),
    refundWhen: text().notNull(),
    /** What the policy said, with the values it saw. */
    decision: json<ReturnDecision>().notNull(),
    note: text().notNull().default(""),
    requestedBy: text().notNull(),
    requestedAt: instant().notNull(),
    approvedAt: instant(),
    rejectedAt: instant(),
    cancelledAt: instant(),
    decidedBy: text().notNull().default(""),
    decisionNote: text().notNull().default(""),
    carrier: text().notNull().default(""),
    trackingNumber: text().notNull().default(""),
    shippedAt: instant(),
    receivedAt: instant(),
    inspectedAt: instant(),
    /** Where it came in. */
    locationId: key().references(() => locations.id),
    /** Until when it should be here, or be looked at; nothing where nobody waits. */
    dueAt: instant(),
    remindedAt: instant(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index("returns_order").on(t.orderId),
    index("returns_location").on(t.locationId).where(sql`${t.locationId} is not null`),
    index("returns_requested").on(t.requestedAt, t.id),
    // What came in, day by day: reports read a period of it.
    index("returns_received").on(t.receivedAt, t.id).where(sql`${t.receivedAt} is not null`),
    index("returns_status").on(t.status, t.requestedAt, t.id),
    index("returns_tracking").on(sql`upper(${t.trackingNumber})`).where(sql`${t.trackingNumber} <> ''`),
    // What somebody waits for: few, and looked for every minute.
    index("returns_due").on(t.dueAt, t.id).where(sql`${t.dueAt} is not null`),
    check(
      "returns_status",
      sql`${t.status} in ('requested', 'approved', 'in_transit', 'received', 'inspected', 'rejected', 'cancelled')`,
    ),
    check("returns_source", sql`${t.source} in ('staff', 'customer', 'api')`),
    check("returns_refund_when", sql`${t.refundWhen} in ('on_request', 'on_receipt', 'after_inspection')`),
    check(
      "returns_decided",
      sql`(${t.status} = 'rejected') = (${t.rejectedAt} is not null) and (${t.status} = 'cancelled') = (${t.cancelledAt} is not null and ${t.rejectedAt} is null) and (${t.status} not in ('approved', 'in_transit', 'received', 'inspected') or ${t.approvedAt} is not null)`,
    ),
    check("returns_due_while_open", sql`${t.dueAt} is null or ${t.status} in ('approved', 'in_transit', 'received')`),
    check("returns_version", sql`${t.version} >= 1`),
  ],
);

/** Units of one of the order's lines. Each requested unit is declined, withdrawn, received or still awaited. */
export const returnLines = pgTable(
  "return_lines",
  {
    id: key().primaryKey(),
    returnId: key()
      .notNull()
      .references(() => returns.id),
    orderLineId: key()
      .notNull()
      .references(() => orderLines.id),
    position: integer().notNull(),
    reason: text().notNull(),
    /** refund, exchange, repair, reject */
    outcome: text().notNull().default("refund"),
    note: text().notNull().default(""),
    /** Copied from its return: what is due follows from it. */
    refundWhen: text().notNull(),
    /** Conditions and dispositions as they were found, in the order of looking. */
    findings: json<Finding[]>().notNull().default([]),
    requested: counter(),
    approved: counter(),
    declined: counter(),
    withdrawn: counter(),
    extra: counter(),
    received: counter(),
    restocked: counter(),
    qualityControl: counter(),
    damaged: counter(),
    scrapped: counter(),
    sentBack: counter(),
    exchanged: counter(),
    /** Units of the refunds it is linked with that were not declined and did not fail; kept by triggers. */
    refunded: counter(),
    awaited: integer().notNull().generatedAlwaysAs(sql`requested + extra - declined - withdrawn - received`),
    inspected: integer().notNull().generatedAlwaysAs(sql`restocked + quality_control + damaged + scrapped + sent_back`),
    /** Units whose price should be given back by now. */
    refundDue: integer()
      .notNull()
      .generatedAlwaysAs(
        sql`case when outcome <> 'refund' then 0 else greatest((case refund_when when 'on_request' then approved - withdrawn + extra when 'on_receipt' then received else restocked + quality_control + damaged + scrapped end) - exchanged - refunded, 0) end`,
      ),
  },
  (t) => [
    uniqueIndex("return_lines_position").on(t.returnId, t.position),
    // A line of the order stands once in a return: its units are counted in one place.
    uniqueIndex("return_lines_once").on(t.returnId, t.orderLineId),
    index("return_lines_order_line").on(t.orderLineId),
    index("return_lines_refund_due").on(t.returnId).where(sql`${t.refundDue} > 0`),
    check(
      "return_lines_reason",
      sql`${t.reason} in ('damaged', 'defective', 'wrong_item', 'not_as_described', 'late', 'not_wanted', 'other')`,
    ),
    check("return_lines_outcome", sql`${t.outcome} in ('refund', 'exchange', 'repair', 'reject')`),
    check("return_lines_refund_when", sql`${t.refundWhen} in ('on_request', 'on_receipt', 'after_inspection')`),
    check("return_lines_findings", sql`jsonb_typeof(${t.findings}) = 'array'`),
    check(
      "return_lines_counters_not_negative",
      sql`least(${t.requested}, ${t.approved}, ${t.declined}, ${t.withdrawn}, ${t.extra}, ${t.received}, ${t.restocked}, ${t.qualityControl}, ${t.damaged}, ${t.scrapped}, ${t.sentBack}, ${t.exchanged}, ${t.refunded}) >= 0 and ${t.requested} + ${t.extra} > 0`,
    ),
    check(
      "return_lines_chain",
      sql`${t.approved} + ${t.declined} <= ${t.requested} and ${t.withdrawn} + ${t.declined} + ${t.received} <= ${t.requested} + ${t.extra} and ${t.received} <= ${t.approved} + ${t.extra} and ${t.restocked} + ${t.qualityControl} + ${t.damaged} + ${t.scrapped} + ${t.sentBack} <= ${t.received}`,
    ),
    // A unit has its price back or another in its place, not both.
    check("return_lines_given_once", sql`${t.refunded} + ${t.exchanged} <= ${t.approved} + ${t.extra}`),
  ],
);

/** The refunds that give back what a return is worth. */
export const returnRefunds = pgTable(
  "return_refunds",
  {
    refundId: key()
      .primaryKey()
      .references(() => refunds.id),
    returnId: key()
      .notNull()
      .references(() => returns.id),
  },
  (t) => [index("return_refunds_return").on(t.returnId)],
);

/** The orders that send something else for what came back. */
export const returnExchanges = pgTable(
  "return_exchanges",
  {
    orderId: key()
      .references(() => orders.id)
      .notNull(),
    returnId: key()
      .notNull()
      .references(() => returns.id),
  },
  (t) => [
    primaryKey({ name: "return_exchanges_pkey", columns: [t.orderId] }),
    index("return_exchanges_return").on(t.returnId),
  ],
);

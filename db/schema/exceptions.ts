import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, json, key } from "./columns";
import { orders } from "./orders";
import { staff } from "./staff";

/** Something that is stuck: why, since when, whose it is, until when it should be cured. */
export const exceptions = pgTable(
  "exceptions",
  {
    id: key().primaryKey(),
    /** What people call it by: EX-12. */
    number: integer().notNull().generatedAlwaysAsIdentity(),
    type: text().notNull(),
    severity: text().notNull(),
    subjectKind: text().notNull(),
    subjectKey: text().notNull(),
    orderId: key().references(() => orders.id),
    /** The values it saw, brought up to date while it is open. */
    facts: json<Record<string, unknown>>().notNull().default({}),
    /** Since when the cause is there, which may be long before anybody looked. */
    since: instant().notNull(),
    openedAt: instant().notNull(),
    dueAt: instant().notNull(),
    ownerId: key().references(() => staff.id),
    snoozedUntil: instant(),
    closedAt: instant(),
    /** gone, fixed, by_hand */
    closedBecause: text(),
    /** Closed by a person while its cause lasts: none is opened for it until the cause was gone once. */
    muted: boolean().notNull().default(false),
    /** Equals the number of its events. */
    version: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex("exceptions_number").on(t.number),
    // One for each subject, open or put to rest: two workers at once cannot open it twice.
    uniqueIndex("exceptions_standing")
      .on(t.type, t.subjectKind, t.subjectKey)
      .where(sql`${t.closedAt} is null or ${t.muted}`),
    index("exceptions_due").on(t.dueAt, t.id).where(sql`${t.closedAt} is null`),
    index("exceptions_since").on(t.since, t.id).where(sql`${t.closedAt} is null`),
    index("exceptions_type_due").on(t.type, t.dueAt, t.id).where(sql`${t.closedAt} is null`),
    index("exceptions_owner").on(t.ownerId, t.dueAt, t.id).where(sql`${t.ownerId} is not null`),
    index("exceptions_closed").on(t.closedAt, t.id).where(sql`${t.closedAt} is not null`),
    index("exceptions_order").on(t.orderId).where(sql`${t.orderId} is not null`),
    check(
      "exceptions_type",
      sql`${t.type} in ('stock_short', 'address_undeliverable', 'payment_late', 'payment_short', 'payment_in_doubt', 'refund_in_doubt', 'refund_failed', 'promise_in_danger', 'hold_overdue', 'duplicate_suspected', 'price_below_cost', 'unmapped_sku', 'import_refused', 'delivery_dead', 'tracking_stalled', 'delivery_failed', 'mail_failed', 'webhook_dead', 'carrier_refused', 'return_overdue', 'coupon_unclaimed', 'raised')`,
    ),
    check("exceptions_severity", sql`${t.severity} in ('critical', 'high', 'normal')`),
    check(
      "exceptions_subject_kind",
      sql`${t.subjectKind} in ('order', 'payment', 'refund', 'code', 'import', 'delivery', 'shipment', 'mail', 'webhook', 'return', 'raised')`,
    ),
    check("exceptions_closed_because", sql`${t.closedBecause} in ('gone', 'fixed', 'by_hand')`),
    check("exceptions_closed_together", sql`(${t.closedAt} is null) = (${t.closedBecause} is null)`),
    check("exceptions_muted_is_closed", sql`not ${t.muted} or ${t.closedBecause} is not distinct from 'by_hand'`),
  ],
);

/** What happened to an exception, numbered 1 to n; append-only. */
export const exceptionEvents = pgTable(
  "exception_events",
  {
    exceptionId: key()
      .notNull()
      .references(() => exceptions.id),
    seq: integer().notNull(),
    kind: text().notNull(),
    data: json<Record<string, unknown>>().notNull().default({}),
    actorType: text().notNull(),
    actorName: text().notNull().default(""),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.exceptionId, t.seq] }),
    check(
      "exception_events_kind",
      sql`${t.kind} in ('opened', 'assigned', 'snoozed', 'woken', 'commented', 'fix_asked', 'closed', 'reopened')`,
    ),
  ],
);

/** How the shop wants a type handled; a type without a row goes by the defaults. */
export const exceptionPolicies = pgTable(
  "exception_policies",
  {
    type: text().primaryKey(),
    active: boolean().notNull(),
    severity: text().notNull(),
    dueHours: smallint().notNull(),
    waitHours: smallint(),
  },
  (t) => [
    check("exception_policies_severity", sql`${t.severity} in ('critical', 'high', 'normal')`),
    check(
      "exception_policies_hours",
      sql`${t.dueHours} between 1 and 2160 and coalesce(${t.waitHours}, 1) between 1 and 2160`,
    ),
  ],
);

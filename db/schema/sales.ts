import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { instant, key, ledgerKey, minor } from "./columns";

/** The sales ledger: append-only. What was sold, taken off by cancelling, and given back, by the shop's day. */
export const salesEntries = pgTable(
  "sales_entries",
  {
    id: ledgerKey(),
    /** Absent on a credit note that stands alone. */
    orderId: key(),
    creditNoteId: key(),
    lineId: key(),
    /** sale, cancellation, change, refund */
    kind: text().notNull(),
    /** merchandise, discount, shipping, fee, tax */
    component: text().notNull(),
    variantId: key(),
    channelId: key().notNull(),
    country: text().notNull().default(""),
    currency: text().notNull(),
    quantity: integer().notNull().default(0),
    amountMinor: minor().notNull(),
    /** Cost of the units in the shop's currency, by what an item cost when its order was placed. */
    costMinor: minor().notNull().default(sql`0`),
    /** An item's entry whose cost nobody had entered by then: unknown, not nothing. */
    uncosted: boolean().notNull().default(false),
    /** +1 with an order's first entry, −1 when all of it is cancelled. */
    orderDelta: smallint().notNull().default(0),
    /** Why it was cancelled or given back; empty where nobody said. */
    reason: text().notNull().default(""),
    /** +1 with the first entry of each cancellation and refund, −1 where one is undone. */
    caseDelta: smallint().notNull().default(0),
    businessDay: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("sales_entries_order").on(t.orderId),
    // A day's documents in order: a figure's rows come page by page without adding up the whole period.
    index("sales_entries_day_document").on(t.businessDay, sql`coalesce(${t.orderId}, ${t.creditNoteId})`),
    index("sales_entries_credit_note").on(t.creditNoteId).where(sql`${t.creditNoteId} is not null`),
    // Few entries have a reason: a reason's rows come by day without reading those of all others.
    index("sales_entries_reason")
      .on(t.kind, t.reason, t.businessDay, sql`coalesce(${t.orderId}, ${t.creditNoteId})`)
      .where(sql`${t.kind} in ('cancellation', 'refund')`),
    check("sales_entries_kind", sql`${t.kind} in ('sale', 'cancellation', 'change', 'refund')`),
    check("sales_entries_component", sql`${t.component} in ('merchandise', 'discount', 'shipping', 'fee', 'tax')`),
    check("sales_entries_day_shape", sql`${t.businessDay} like '____-__-__' and ${t.businessDay}::date is not null`),
    check("sales_entries_uncosted_has_no_cost", sql`not ${t.uncosted} or ${t.costMinor} = 0`),
    check(
      "sales_entries_reason_of_case",
      sql`${t.kind} in ('cancellation', 'refund') or (${t.reason} = '' and ${t.caseDelta} = 0)`,
    ),
    check("sales_entries_document", sql`${t.orderId} is not null or ${t.creditNoteId} is not null`),
  ],
);

/** Entries that are not rolled up yet, written with them by a trigger and taken out by the roll-up alone. */
export const salesTail = pgTable("sales_tail", { entryId: bigint({ mode: "bigint" }).notNull() });

/** How many entries have left the tail, kept by its trigger: with the tail's length the length of the whole ledger. One row. */
export const salesRolled = pgTable("sales_rolled", { entries: bigint({ mode: "bigint" }).notNull() });

/** Roll-up of the entries that have left the tail; a report adds the rest. */
export const salesDaily = pgTable(
  "sales_daily",
  {
    businessDay: text().notNull(),
    channelId: key().notNull(),
    country: text().notNull(),
    currency: text().notNull(),
    kind: text().notNull(),
    component: text().notNull(),
    quantity: integer().notNull().default(0),
    amountMinor: minor().notNull(),
    costMinor: minor().notNull(),
    /** The part of the amount whose cost is unknown. */
    uncostedMinor: minor().notNull().default(sql`0`),
    orderCount: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.businessDay, t.channelId, t.country, t.currency, t.kind, t.component] })],
);

/** The same per item. */
export const salesDailyVariants = pgTable(
  "sales_daily_variants",
  {
    businessDay: text().notNull(),
    variantId: key().notNull(),
    channelId: key().notNull(),
    currency: text().notNull(),
    kind: text().notNull(),
    quantity: integer().notNull().default(0),
    amountMinor: minor().notNull(),
    /** The part of the amount that was taken off prices. */
    discountMinor: minor().notNull().default(sql`0`),
    costMinor: minor().notNull(),
    uncostedMinor: minor().notNull().default(sql`0`),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.businessDay, t.variantId, t.channelId, t.currency, t.kind] }),
    index("sales_daily_variants_variant").on(t.variantId, t.businessDay),
  ],
);

/** Items by whole months, quarters and years ("2026-07", "2026-Q3", "2026"), of all channels: what a long report adds up. */
export const salesSpanVariants = pgTable(
  "sales_span_variants",
  {
    span: text().notNull(),
    variantId: key().notNull(),
    currency: text().notNull(),
    kind: text().notNull(),
    quantity: integer().notNull(),
    amountMinor: minor().notNull(),
    /** The part of the amount that was taken off prices. */
    discountMinor: minor().notNull(),
    costMinor: minor().notNull(),
    uncostedMinor: minor().notNull(),
  },
  (t) => [primaryKey({ columns: [t.span, t.variantId, t.currency, t.kind] })],
);

/** What was cancelled and given back, by its reason. */
export const salesDailyReasons = pgTable(
  "sales_daily_reasons",
  {
    businessDay: text().notNull(),
    channelId: key().notNull(),
    country: text().notNull(),
    currency: text().notNull(),
    kind: text().notNull(),
    component: text().notNull(),
    reason: text().notNull(),
    quantity: integer().notNull().default(0),
    amountMinor: minor().notNull(),
    caseCount: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.businessDay, t.kind, t.reason, t.channelId, t.country, t.currency, t.component] })],
);

const partsOfPeople = {
  channelId: key().notNull(),
  country: text().notNull(),
  currency: text().notNull(),
  kind: text().notNull(),
  quantity: integer().notNull().default(0),
  /** Goods, what was taken off their price, and shipping with fees; tax is told apart by nobody. */
  goodsMinor: minor().notNull(),
  discountMinor: minor().notNull(),
  chargesMinor: minor().notNull(),
  costMinor: minor().notNull(),
  uncostedMinor: minor().notNull(),
  orderCount: integer().notNull().default(0),
};

/** The same by whose order it is; an order that changes hands takes its sums along by a trigger. All zeros: nobody known. */
export const salesDailyCustomers = pgTable(
  "sales_daily_customers",
  { businessDay: text().notNull(), customerId: key().notNull(), ...partsOfPeople },
  (t) => [primaryKey({ columns: [t.businessDay, t.customerId, t.channelId, t.country, t.currency, t.kind] })],
);

/** The same by the name of who took the order. */
export const salesDailyStaff = pgTable(
  "sales_daily_staff",
  { businessDay: text().notNull(), staff: text().notNull(), ...partsOfPeople },
  (t) => [primaryKey({ columns: [t.businessDay, t.staff, t.channelId, t.country, t.currency, t.kind] })],
);

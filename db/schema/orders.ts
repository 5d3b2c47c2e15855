import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Address } from "@/lib/customers/rules/address";
import type { CustomField } from "@/lib/orders/rules/line-details";
import { counter, instant, json, key, ledgerKey, minor } from "./columns";
import { customers } from "./customers";
import { shippingServices } from "./shipping";
import { channels } from "./shop";

/**
 * Whether an unshipped order has no address a parcel would reach, or a telephone number that its review found malformed.
 * Written once: the index serves only what asks in the same words.
 */
export const undeliverable = `stage in ('awaiting_payment', 'review', 'backordered', 'ready') and (
  coalesce(btrim(ship_to ->> 'name'), '') = '' or coalesce(btrim(ship_to ->> 'line1'), '') = ''
  or coalesce(btrim(ship_to ->> 'city'), '') = '' or coalesce(ship_to ->> 'country', '') = ''
  or (ship_to ->> 'country' = 'CN' and coalesce(btrim(ship_to ->> 'district'), '') = '')
  or coalesce(review @? '$.checks[*] ? (@.check == "phone_malformed" && @.result != "pass")', false))`;

export const orders = pgTable(
  "orders",
  {
    id: key().primaryKey(),
    number: text().notNull().unique(),
    channelId: key()
      .notNull()
      .references(() => channels.id),
    externalId: text(),
    customerId: key().references(() => customers.id),
    currency: text().notNull(),
    placedAt: instant().notNull(),
    /** The shop's day on which the order counts as sold. */
    businessDay: text().notNull(),
    /** Index of the derived stage; never decided by hand. */
    stage: text().notNull(),
    held: boolean().notNull().default(false),
    /** Equals the number of the order's events. */
    version: integer().notNull().default(0),
    /** -1 low, 0 usual, 1 high, 2 urgent. */
    priority: smallint().notNull().default(0),
    /** When it counts as due in every queue: its promise, moved by its priority. Kept by a trigger. */
    dueAt: instant(),
    submittedAt: instant(),
    approvedAt: instant(),
    completedAt: instant(),
    rejectedAt: instant(),
    promisedAt: instant(),
    firstShippedAt: instant(),
    deliveredAt: instant(),
    cancelledAt: instant(),
    /** bank_transfer, cash, card, cod, online */
    paymentMethod: text().notNull(),
    paymentReference: text().notNull().default(""),
    pricesIncludeTax: boolean().notNull(),
    contactName: text().notNull().default(""),
    contactEmail: text(),
    contactPhone: text(),
    shipTo: json<Address>(),
    billTo: json<Address>(),
    country: text().notNull().default(""),
    buyerMessage: text().notNull().default(""),
    sellerNote: text().notNull().default(""),
    /** red, amber, green, blue, violet or nothing */
    flag: text(),
    gift: boolean().notNull().default(false),
    tags: text().array().notNull().default(sql`'{}'::text[]`),
    /** What the buyer chose, in the channel's words, which stay; the shop's service that sends it, mapped or chosen. */
    shippingService: text().notNull().default("standard"),
    shippingServiceId: key().references(() => shippingServices.id),
    itemsMinor: minor().notNull(),
    discountMinor: minor().notNull(),
    shippingMinor: minor().notNull(),
    shippingTaxMinor: minor().notNull().default(sql`0`),
    shippingTaxRate: numeric({ precision: 7, scale: 6 }).notNull().default("0"),
    /** Tax in the total, whether it was added or is included. */
    taxMinor: minor().notNull(),
    /** What the buyer owes in all, after cancellations. */
    totalMinor: minor().notNull(),
    /** Balances of the payment ledger, kept by its trigger. */
    authorisedMinor: minor().notNull().default(sql`0`),
    paidMinor: minor().notNull().default(sql`0`),
    refundedMinor: minor().notNull().default(sql`0`),
    unitCount: integer().notNull().default(0),
    lineCount: integer().notNull().default(0),
    /** First line, for the list. */
    itemsSummary: text().notNull().default(""),
    /** What the automatic checks found when they last ran. */
    review: json<ReviewRow>(),
    /** Which warehouse was chosen, why, and which others were looked at. */
    routing: json<Record<string, unknown>>(),
    locationId: key(),
    assigneeId: key(),
    /** Counts as an order of its own in the figures; one that sends again what another sold, or is split off it, does not. */
    counted: boolean().notNull().default(true),
    importId: key(),
    sourceHash: text(),
    createdBy: text().notNull().default(""),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("orders_external").on(t.channelId, t.externalId).where(sql`${t.externalId} is not null`),
    index("orders_placed").on(t.placedAt, t.id),
    // Programs follow what changed since they last asked.
    index("orders_updated").on(t.updatedAt, t.id),
    index("orders_stage_placed").on(t.stage, t.placedAt, t.id),
    index("orders_channel_placed").on(t.channelId, t.placedAt, t.id),
    // The done ones of a channel lie close together by their day; the open ones are few among them.
    index("orders_open_channel")
      .on(t.channelId, t.stage, t.placedAt, t.id)
      .where(
        sql`${t.stage} in ('awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped')`,
      ),
    // Lead times are read from here alone.
    index("orders_shipped_of_placed").on(t.placedAt, t.firstShippedAt).where(sql`${t.firstShippedAt} is not null`),
    index("orders_customer_placed").on(t.customerId, t.placedAt),
    index("orders_business_day").on(t.businessDay, t.channelId),
    index("orders_shipping_service")
      .on(t.shippingServiceId, t.placedAt, t.id)
      .where(sql`${t.shippingServiceId} is not null`),
    index("orders_held").on(t.placedAt, t.id).where(sql`${t.held}`),
    index("orders_promised")
      .on(t.promisedAt, t.id)
      .where(
        sql`${t.stage} in ('awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped')`,
      ),
    // Few orders have tags: only they pay for finding them.
    // What warehouses fetch, and what they wait for, in the order of their queue.
    index("orders_to_fetch")
      .on(sql`coalesce(${t.dueAt}, 'infinity'::timestamptz)`, t.number)
      .where(
        sql`${t.approvedAt} is not null and ${t.stage} in ('backordered', 'ready', 'picking', 'packing', 'partly_shipped')`,
      ),
    index("orders_tags").using("gin", t.tags).where(sql`${t.tags} <> '{}'`),
    index("orders_tagged").on(t.placedAt, t.id).where(sql`${t.tags} <> '{}'`),
    index("orders_import").on(t.importId).where(sql`${t.importId} is not null`),
    // Unshipped orders no parcel of which would arrive: few, and looked for every minute among all that are open.
    // What is paid in part and not in full: few, and somebody asks for the rest.
    index("orders_part_paid").on(t.id).where(sql`${t.paidMinor} > 0 and ${t.paidMinor} < ${t.totalMinor}`),
    index("orders_undeliverable").on(t.id).where(sql.raw(undeliverable)),
    index("orders_contact_email")
      .on(sql`lower(${t.contactEmail})`, t.placedAt)
      .where(sql`${t.contactEmail} is not null`),
    index("orders_contact_phone").on(t.contactPhone, t.placedAt).where(sql`${t.contactPhone} is not null`),
    check(
      "orders_stage",
      sql`${t.stage} in ('draft', 'awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped', 'shipped', 'delivered', 'completed', 'cancelled')`,
    ),
    check("orders_priority", sql`${t.priority} between -1 and 2`),
    check("orders_currency", sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check("orders_payment_method", sql`${t.paymentMethod} in ('bank_transfer', 'cash', 'card', 'cod', 'online')`),
    check(
      "orders_money_ordered",
      sql`${t.refundedMinor} >= 0 and ${t.refundedMinor} <= ${t.paidMinor} and ${t.paidMinor} <= ${t.authorisedMinor}`,
    ),
    check("orders_total_not_negative", sql`${t.totalMinor} >= 0 and ${t.shippingMinor} >= 0`),
  ],
);

export type ReviewRow = {
  at: string;
  outcome: "passed" | "warned" | "stopped";
  checks: { check: string; result: "pass" | "warn" | "stop"; facts: Record<string, unknown> }[];
};

export const orderLines = pgTable(
  "order_lines",
  {
    id: key().primaryKey(),
    // A trigger holds that the order is there, once a statement: asked for each line it was a third of an import's cost.
    orderId: key().notNull(),
    position: integer().notNull(),
    /** product, shipping, fee, discount, manual, gift_card, sample */
    kind: text().notNull().default("product"),
    variantId: key(),
    sku: text().notNull().default(""),
    title: text().notNull(),
    spec: text().notNull().default(""),
    externalId: text(),
    unitPrice: numeric({ precision: 18, scale: 6 }).notNull(),
    unitCost: numeric({ precision: 18, scale: 6 }),
    taxRate: numeric({ precision: 7, scale: 6 }).notNull().default("0"),
    /** unit price × ordered, rounded once */
    subtotalMinor: minor().notNull(),
    /** The line's own discount and its share of the order's, as a positive amount. */
    discountMinor: minor().notNull().default(sql`0`),
    taxMinor: minor().notNull().default(sql`0`),
    /** What the buyer pays for the whole line as ordered, tax in. */
    totalMinor: minor().notNull(),
    /** A line that leaves a warehouse; fees and discounts do not. */
    ships: boolean().notNull().default(true),
    /** Reserves stock; made-to-order and unmapped lines do not. */
    stocked: boolean().notNull().default(true),
    madeToOrder: boolean().notNull().default(false),
    gift: boolean().notNull().default(false),
    note: text().notNull().default(""),
    /** What the buyer asked of it: names and values, as the shop or the channel words them. */
    custom: json<readonly CustomField[]>().notNull().default([]),
    expectedAt: instant(),
    ordered: integer().notNull(),
    cancelled: counter(),
    /** Balance of the stock ledger's reserved deltas for this line, kept by its trigger. */
    reserved: counter(),
    backordered: counter(),
    /** Put on a shipment that was not cancelled; cumulative, like all that follow. */
    allocated: counter(),
    picked: counter(),
    packed: counter(),
    shipped: counter(),
    delivered: counter(),
    /** Units that open returns wait for; kept by a trigger of theirs. */
    awaited: counter(),
    /** Came back by a return, or with a refund that put them on a shelf. */
    returned: counter(),
    /** Of them, in stock again, quality control included. */
    restocked: counter(),
    /** Units whose price was given back, shipped or not. */
    refunded: counter(),
    /** Money given back for this line, tax in. */
    refundedMinor: minor().notNull().default(sql`0`),
    /** Money taken off the order by cancelling units of this line, tax in. */
    cancelledMinor: minor().notNull().default(sql`0`),
  },
  (t) => [
    uniqueIndex("order_lines_position").on(t.orderId, t.position),
    index("order_lines_variant").on(t.variantId).where(sql`${t.variantId} is not null`),
    index("order_lines_backordered").on(t.variantId).where(sql`${t.backordered} > 0`),
    // What open orders still want and hold no stock for: few lines, however many orders are open.
    index("order_lines_waiting")
      .on(t.variantId)
      .where(sql`${t.stocked} and ${t.ordered} - ${t.cancelled} - ${t.shipped} > ${t.reserved}`),
    index("order_lines_unmapped").on(sql`upper(${t.sku})`).where(sql`${t.kind} = 'product' and ${t.variantId} is null`),
    check("order_lines_custom", sql`jsonb_typeof(${t.custom}) = 'array'`),
    check("order_lines_kind", sql`${t.kind} in ('product', 'shipping', 'fee', 'discount', 'manual', 'sample')`),
    check("order_lines_ordered", sql`${t.ordered} between 1 and 1000000`),
    check(
      "order_lines_counters_not_negative",
      sql`${t.cancelled} >= 0 and ${t.reserved} >= 0 and ${t.backordered} >= 0 and ${t.delivered} >= 0 and ${t.restocked} >= 0 and ${t.refunded} >= 0 and ${t.returned} >= 0 and ${t.awaited} >= 0`,
    ),
    check(
      "order_lines_chain",
      sql`${t.delivered} <= ${t.shipped} and ${t.shipped} <= ${t.packed} and ${t.packed} <= ${t.picked} and ${t.picked} <= ${t.allocated} and ${t.allocated} <= ${t.ordered} - ${t.cancelled}`,
    ),
    check("order_lines_claims", sql`${t.reserved} + ${t.backordered} + ${t.shipped} <= ${t.ordered} - ${t.cancelled}`),
    check("order_lines_returns", sql`${t.restocked} <= ${t.returned} and ${t.returned} + ${t.awaited} <= ${t.shipped}`),
    check("order_lines_refunded", sql`${t.refunded} + ${t.cancelled} <= ${t.ordered}`),
    check("order_lines_refunded_minor", sql`${t.refundedMinor} + ${t.cancelledMinor} <= greatest(${t.totalMinor}, 0)`),
    check("order_lines_unit_price", sql`${t.unitPrice} >= 0 or ${t.kind} = 'discount'`),
  ],
);

/** Units that went from one order to another, by the position of the line they come from. */
export type LineageLine = {
  line: number;
  quantity: number;
  /** Position of their line in the other order; units sent again or copied are not followed. */
  to?: number;
  /** Units that were off the line they come from before: where their share of its money begins. */
  before?: number;
};

/** Which order came of which, and how. */
export const orderLineage = pgTable(
  "order_lineage",
  {
    id: key().primaryKey(),
    /** resent, exchanged, duplicated, split: `to` came of `from`. merged: `from` went into `to`. */
    kind: text().notNull(),
    fromId: key()
      .notNull()
      .references(() => orders.id),
    toId: key()
      .notNull()
      .references(() => orders.id),
    lines: json<LineageLine[]>().notNull().default([]),
    /** What of the other order's fields a merge replaced, so that it can be put back. */
    kept: json<Record<string, unknown>>(),
    reason: text().notNull().default(""),
    note: text().notNull().default(""),
    actorName: text().notNull(),
    createdAt: instant().notNull(),
    /** When a split was put together again, or a merge taken apart. */
    undoneAt: instant(),
  },
  (t) => [
    index("order_lineage_from").on(t.fromId),
    index("order_lineage_into").on(t.toId),
    // An order comes of one other: what it sends or says is told by that one.
    uniqueIndex("order_lineage_to").on(t.toId).where(sql`${t.kind} <> 'merged'`),
    uniqueIndex("order_lineage_merged_once").on(t.fromId).where(sql`${t.kind} = 'merged' and ${t.undoneAt} is null`),
    check("order_lineage_kind", sql`${t.kind} in ('resent', 'exchanged', 'duplicated', 'split', 'merged')`),
    check("order_lineage_not_itself", sql`${t.fromId} <> ${t.toId}`),
    check("order_lineage_undone", sql`${t.undoneAt} is null or ${t.kind} in ('split', 'merged')`),
  ],
);

export const orderEvents = pgTable(
  "order_events",
  {
    orderId: key().notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    data: json<Record<string, unknown>>().notNull().default({}),
    actorType: text().notNull(),
    actorId: text().notNull().default(""),
    actorName: text().notNull().default(""),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.seq] }),
    index("order_events_at").on(t.at),
    index("order_events_shipped").on(t.at).where(sql`${t.type} = 'shipment.shipped'`),
  ],
);

/** One row per event, written by the events' trigger; whoever publishes events works it off. */
export const outbox = pgTable(
  "outbox",
  {
    id: ledgerKey(),
    orderId: key().notNull(),
    seq: integer().notNull(),
    publishedAt: instant(),
  },
  (t) => [
    uniqueIndex("outbox_event").on(t.orderId, t.seq),
    index("outbox_waiting").on(t.id).where(sql`${t.publishedAt} is null`),
  ],
);

/** What the search box looks through; apart from orders so that a change of stage does not rewrite these indexes. */
export const orderSearch = pgTable(
  "order_search",
  {
    orderId: key()
      .primaryKey()
      .references(() => orders.id),
    /** When the order was placed: what is found is put in order without a look at the orders. */
    placedAt: instant().notNull(),
    /** Exact keys in lower case: numbers, SKUs, tracking numbers, phone tails, e-mail. */
    keys: text().array().notNull(),
    /** Names and places in lower case. */
    words: text().notNull(),
  },
  (t) => [
    index("order_search_keys").using("gin", t.keys),
    index("order_search_trgm").using("gin", sql`${t.words} gin_trgm_ops`),
    index("order_search_grams").using("gin", sql`ch_grams(${t.words})`),
  ],
);

export const orderNotes = pgTable(
  "order_notes",
  {
    id: key().primaryKey(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    body: text().notNull(),
    actorName: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index("order_notes_order").on(t.orderId, t.createdAt)],
);

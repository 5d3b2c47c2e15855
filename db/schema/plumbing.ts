import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, instant, json, key } from "./columns";
import { staff } from "./staff";

/** The answer to a request, kept with its effect in one transaction. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** api key or staff id the key belongs to */
    scope: text().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    responseStatus: integer().notNull(),
    responseBody: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] }), index("idempotency_keys_age").on(t.createdAt)],
);

export const imports = pgTable(
  "imports",
  {
    id: key().primaryKey(),
    number: text().notNull().unique(),
    /** orders, products, stock, customers */
    kind: text().notNull().default("orders"),
    /** shopify, woocommerce, taobao, pinduoduo, douyin, online-retail, generic */
    source: text().notNull(),
    fileName: text().notNull(),
    fileSize: bigint({ mode: "number" }).notNull(),
    fileHash: text().notNull(),
    /** uploaded, mapped, checking, checked, running, done, failed, cancelled, undoing, undone */
    status: text().notNull(),
    format: json<Record<string, unknown>>().notNull().default({}),
    mapping: json<Record<string, string>>().notNull().default({}),
    options: json<Record<string, unknown>>().notNull().default({}),
    /** Counts of what the dry run found and of what the run did. */
    checkCounts: json<Record<string, number>>().notNull().default({}),
    counts: json<Record<string, number>>().notNull().default({}),
    facts: json<Record<string, unknown>>().notNull().default({}),
    rowsTotal: integer(),
    rowsDone: integer().notNull().default(0),
    error: text().notNull().default(""),
    createdBy: text().notNull(),
    createdById: text().notNull().default(""),
    createdAt: instant().notNull().defaultNow(),
    startedAt: instant(),
    finishedAt: instant(),
    /** A run that stopped beating is taken over. */
    heartbeatAt: instant(),
  },
  (t) => [index("imports_created").on(t.createdAt)],
);

/** The uploaded file in pieces: any web process or worker can read it. */
export const importChunks = pgTable(
  "import_chunks",
  { importId: key().notNull(), position: integer().notNull(), data: bytes().notNull() },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
);

/** Rows with something to say: refused, skipped, warned, or edited in place by a person. */
export const importRows = pgTable(
  "import_rows",
  {
    importId: key().notNull(),
    rowNumber: integer().notNull(),
    /** refused, skipped, warning, edited */
    status: text().notNull(),
    code: text().notNull().default(""),
    field: text().notNull().default(""),
    facts: json<Record<string, unknown>>().notNull().default({}),
    cells: json<string[]>().notNull(),
    edited: json<Record<string, string>>(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.rowNumber] }),
    index("import_rows_status").on(t.importId, t.status, t.rowNumber),
  ],
);

/** The mapping of columns a person confirmed, kept per source and header. */
export const importMappings = pgTable("import_mappings", {
  source: text().notNull(),
  headerHash: text().primaryKey(),
  mapping: json<Record<string, string>>().notNull(),
  updatedBy: text().notNull(),
  updatedAt: instant().notNull().defaultNow(),
});

/** What a channel calls an item, mapped once by a person. */
export const skuMappings = pgTable(
  "sku_mappings",
  {
    channelId: key().notNull(),
    externalSku: text().notNull(),
    variantId: key().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.channelId, t.externalSku] })],
);

/** Webhooks as they came, before anybody looked inside. */
export const channelInbox = pgTable(
  "channel_inbox",
  {
    id: key().primaryKey(),
    channelId: key().notNull(),
    deliveryId: text().notNull(),
    topic: text().notNull(),
    headers: json<Record<string, string>>().notNull(),
    body: bytes().notNull(),
    /** received, done, ignored, failed, dead */
    status: text().notNull(),
    attempts: integer().notNull().default(0),
    error: text().notNull().default(""),
    orderNumber: text(),
    receivedAt: instant().notNull().defaultNow(),
    processedAt: instant(),
  },
  (t) => [
    uniqueIndex("channel_inbox_delivery").on(t.channelId, t.deliveryId),
    index("channel_inbox_open").on(t.receivedAt).where(sql`${t.status} in ('received', 'failed')`),
    index("channel_inbox_dead").on(t.receivedAt).where(sql`${t.status} = 'dead'`),
    index("channel_inbox_received").on(t.receivedAt, t.id),
    index("channel_inbox_order").on(t.orderNumber, t.receivedAt).where(sql`${t.orderNumber} is not null`),
  ],
);

/** A state of a list that somebody named: what is listed, how it is sorted, which columns in which sequence. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: key().primaryKey(),
    /** What its address says: a view is opened by number, never by id. */
    number: integer().notNull().generatedAlwaysAsIdentity(),
    staffId: key()
      .notNull()
      .references(() => staff.id),
    list: text().notNull(),
    name: text().notNull(),
    query: text().notNull(),
    /** Roles that see it besides its owner. */
    sharedWith: text().array().notNull().default(sql`'{}'::text[]`),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("saved_views_number").on(t.number),
    uniqueIndex("saved_views_name").on(t.staffId, t.list, sql`lower(${t.name})`),
    index("saved_views_shared").on(t.list).where(sql`${t.sharedWith} <> '{}'`),
    check("saved_views_named", sql`${t.name} <> ''`),
  ],
);

/** A view that somebody keeps beside the tabs: each person's own choice, of shared views too. */
export const savedViewPins = pgTable(
  "saved_view_pins",
  {
    viewId: key()
      .notNull()
      .references(() => savedViews.id, { onDelete: "cascade" }),
    staffId: key()
      .notNull()
      .references(() => staff.id),
    pinnedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.viewId] })],
);

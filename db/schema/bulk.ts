import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { DocumentsShown } from "@/lib/bulk/rules/documents";
import { bulkActions, bulkStatuses, itemStatuses } from "@/lib/bulk/rules/words";
import { bytes, counter, instant, json, key } from "./columns";

const oneOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

/** One change of many orders: looked at first, then done order by order, each once. */
export const bulkJobs = pgTable(
  "bulk_jobs",
  {
    id: key().primaryKey(),
    number: text().notNull().unique(),
    action: text().$type<(typeof bulkActions)[number]>().notNull(),
    /** What the action was told: the hold's type, the tags, the person. */
    input: json<Record<string, unknown>>().notNull(),
    /** How the orders were chosen; which they are stands in the items. */
    selection: json<Record<string, unknown>>().notNull(),
    /** The change whose done orders this one takes back. */
    undoOf: key().references((): AnyPgColumn => bulkJobs.id),
    /** The change whose orders are tried again. */
    retryOf: key().references((): AnyPgColumn => bulkJobs.id),
    status: text().$type<(typeof bulkStatuses)[number]>().notNull(),
    /** Items by their status, counted by the items' trigger. */
    waiting: counter(),
    ready: counter(),
    done: counter(),
    skipped: counter(),
    failed: counter(),
    /** Why it stopped, when it was not a person who stopped it. */
    error: text().notNull().default(""),
    createdBy: text().notNull(),
    createdById: key().notNull(),
    createdAt: instant().notNull().defaultNow(),
    /** Whoever started it is who the orders' events name. */
    startedBy: text().notNull().default(""),
    startedById: key(),
    startedAt: instant(),
    finishedAt: instant(),
    /** Work that stopped beating is taken over. */
    heartbeatAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("bulk_jobs_created").on(t.createdAt, t.id),
    index("bulk_jobs_open").on(t.createdAt).where(sql`${t.status} in ('checking', 'running')`),
    check("bulk_jobs_action", sql`${t.action} in (${oneOf(bulkActions)})`),
    check("bulk_jobs_status", sql`${t.status} in (${oneOf(bulkStatuses)})`),
    check(
      "bulk_jobs_counts_not_negative",
      sql`least(${t.waiting}, ${t.ready}, ${t.done}, ${t.skipped}, ${t.failed}) >= 0`,
    ),
    check("bulk_jobs_done_is_over", sql`${t.status} <> 'done' or (${t.waiting} = 0 and ${t.ready} = 0)`),
  ],
);

/** What became of each order of a bulk change; done, skipped and failed are final. */
export const bulkJobItems = pgTable(
  "bulk_job_items",
  {
    jobId: key()
      .notNull()
      .references(() => bulkJobs.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    /** Null where what was named is no order of ours. */
    orderId: key(),
    orderNumber: text().notNull(),
    status: text().$type<(typeof itemStatuses)[number]>().notNull(),
    /** What holds for this order alone: its tracking number, or what an undo takes back. */
    details: json<Record<string, unknown>>(),
    /** The order's version that the preview saw, and the one the change made. */
    version: integer(),
    versionAfter: integer(),
    /** Why it was skipped or failed. */
    code: text().notNull().default(""),
    facts: json<Record<string, unknown>>(),
    /** What the look said that it does to the order's documents; null where nothing. */
    documents: json<DocumentsShown>(),
    /** What an undo needs to know of what was done. */
    effect: json<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.position] }),
    uniqueIndex("bulk_job_items_order").on(t.jobId, t.orderId),
    index("bulk_job_items_status").on(t.jobId, t.status, t.position),
    index("bulk_job_items_of_order").on(t.orderId).where(sql`${t.status} = 'done'`),
    check("bulk_job_items_status", sql`${t.status} in (${oneOf(itemStatuses)})`),
    check("bulk_job_items_reason", sql`(${t.status} in ('skipped', 'failed')) = (${t.code} <> '')`),
    check("bulk_job_items_done", sql`${t.status} <> 'done' or ${t.orderId} is not null`),
  ],
);

/** What a change printed, in files of as many documents as people handle at once; kept for a week. */
export const bulkFiles = pgTable(
  "bulk_files",
  {
    jobId: key()
      .notNull()
      .references(() => bulkJobs.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    documents: integer().notNull(),
    data: bytes().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.position] }), index("bulk_files_age").on(t.createdAt)],
);

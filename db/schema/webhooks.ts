import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { automationFirings } from "./automation";
import { instant, key, ledgerKey } from "./columns";
import { orders } from "./orders";

/** An address of another system that hears of what happens to orders. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: key().primaryKey(),
    /** What its address says: an endpoint is opened by number, never by id. */
    number: integer().notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    url: text().notNull(),
    /** Signs what is sent there; never leaves the server but the one time it is made. */
    secret: text().notNull(),
    /** The secret before: signs beside the new one for a while. */
    previousSecret: text(),
    previousUntil: instant(),
    /** Types of events that it hears of; "*" is all of them. None where only rules send to it. */
    topics: text().array().notNull(),
    /** Whether the order goes along as the API shows it, or its number, stage and version alone. */
    wholeOrder: boolean().notNull().default(false),
    enabled: boolean().notNull().default(true),
    /** Why the house switched it off: gone, failing */
    disabledReason: text(),
    /** Since when nothing has arrived there; null after a success. */
    failingSince: instant(),
    version: integer().notNull().default(1),
    archivedAt: instant(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("webhook_endpoints_number").on(t.number),
    uniqueIndex("webhook_endpoints_name").on(sql`lower(${t.name})`).where(sql`${t.archivedAt} is null`),
    check("webhook_endpoints_named", sql`${t.name} <> ''`),
    check("webhook_endpoints_url", sql`${t.url} ~ '^https?://'`),
    check("webhook_endpoints_version", sql`${t.version} >= 1`),
    check("webhook_endpoints_disabled", sql`${t.disabledReason} in ('gone', 'failing')`),
    check("webhook_endpoints_disabled_is_off", sql`${t.disabledReason} is null or not ${t.enabled}`),
    check("webhook_endpoints_archived_is_off", sql`${t.archivedAt} is null or not ${t.enabled}`),
    check("webhook_endpoints_previous", sql`(${t.previousSecret} is null) = (${t.previousUntil} is null)`),
  ],
);

/** One message to one endpoint: about an event, from a rule, or a test. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: ledgerKey(),
    /** What the receiver knows it by, the same at every attempt. */
    messageId: uuid().notNull().defaultRandom(),
    endpointId: key()
      .notNull()
      .references(() => webhookEndpoints.id),
    topic: text().notNull(),
    orderId: key().references(() => orders.id),
    /** The event it is about; of a rule, the event that the rule fired on. */
    seq: integer(),
    /** The firing whose action it is. */
    firingId: key().references(() => automationFirings.id),
    /** waiting, sending, delivered, dead, cancelled */
    state: text().notNull().default("waiting"),
    /** All attempts, and those since it was last sent again. */
    attempts: smallint().notNull().default(0),
    tries: smallint().notNull().default(0),
    /** Not sent before. */
    nextAt: instant().notNull().defaultNow(),
    /** A worker that has it in hand answers by then, or another takes it over. */
    leasedUntil: instant(),
    createdAt: instant().notNull().defaultNow(),
    /** When it came to its end. */
    settledAt: instant(),
  },
  (t) => [
    // One event is told to an endpoint once, one firing calls it once.
    uniqueIndex("webhook_deliveries_event")
      .on(t.orderId, t.seq, t.endpointId)
      .where(sql`${t.firingId} is null and ${t.orderId} is not null`),
    uniqueIndex("webhook_deliveries_firing").on(t.firingId, t.endpointId).where(sql`${t.firingId} is not null`),
    // What waits for what of the same order.
    index("webhook_deliveries_open").on(t.endpointId, t.orderId, t.id).where(sql`${t.state} in ('waiting', 'sending')`),
    index("webhook_deliveries_due").on(t.endpointId, t.nextAt, t.id).where(sql`${t.state} = 'waiting'`),
    index("webhook_deliveries_sending").on(t.endpointId).where(sql`${t.state} = 'sending'`),
    index("webhook_deliveries_dead").on(t.endpointId, t.id).where(sql`${t.state} = 'dead'`),
    index("webhook_deliveries_endpoint").on(t.endpointId, t.id),
    check("webhook_deliveries_state", sql`${t.state} in ('waiting', 'sending', 'delivered', 'dead', 'cancelled')`),
    check("webhook_deliveries_leased", sql`(${t.state} = 'sending') = (${t.leasedUntil} is not null)`),
    check(
      "webhook_deliveries_settled",
      sql`(${t.state} in ('delivered', 'dead', 'cancelled')) = (${t.settledAt} is not null)`,
    ),
    check("webhook_deliveries_event_of_order", sql`(${t.orderId} is null) = (${t.seq} is null)`),
    check("webhook_deliveries_firing_of_order", sql`${t.firingId} is null or ${t.orderId} is not null`),
    check("webhook_deliveries_tries", sql`${t.tries} between 0 and ${t.attempts}`),
  ],
);

/** What came of each attempt; one whose worker was killed has none. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    deliveryId: bigint({ mode: "number" })
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: "cascade" }),
    number: smallint().notNull(),
    at: instant().notNull(),
    tookMs: integer().notNull(),
    /** Status of the answer; null where there was none. */
    status: smallint(),
    /** Why it counts as failed; empty where it does not. */
    problem: text().notNull().default(""),
    /** The beginning of what was answered. */
    excerpt: text().notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.deliveryId, t.number] }),
    check(
      "webhook_attempts_problem",
      sql`${t.problem} in ('', 'address', 'name', 'network', 'certificate', 'timeout', 'redirect', 'gone', 'status')`,
    ),
    check("webhook_attempts_excerpt", sql`char_length(${t.excerpt}) <= 2000`),
  ],
);

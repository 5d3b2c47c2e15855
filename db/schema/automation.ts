import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Action } from "@/lib/automation/rules/actions";
import type { RuleBody } from "@/lib/automation/rules/body";
import type { Condition, Match } from "@/lib/automation/rules/conditions";
import type { Saw } from "@/lib/automation/rules/evaluate";
import type { Outcome } from "@/lib/automation/rules/outcome";
import { instant, json, key } from "./columns";
import { orders } from "./orders";

/** When something happens to an order, if it is such an order, then do this. */
export const automationRules = pgTable(
  "automation_rules",
  {
    id: key().primaryKey(),
    /** What its address says: a rule is opened by number, never by id. */
    number: integer().notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    trigger: text().notNull(),
    /** Hours an order stays in its stage before it is overdue; of that trigger alone. */
    waitHours: integer(),
    match: text().$type<Match>().notNull(),
    conditions: json<Condition[]>().notNull(),
    actions: json<Action[]>().notNull(),
    /** Rules of a trigger act in this order. */
    position: integer().notNull(),
    enabled: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    /** Types of the events that it waits for; the events' trigger asks here what stays in the outbox. */
    events: text().array().notNull().default(sql`'{}'::text[]`),
    archivedAt: instant(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("automation_rules_number").on(t.number),
    uniqueIndex("automation_rules_name").on(sql`lower(${t.name})`).where(sql`${t.archivedAt} is null`),
    check("automation_rules_named", sql`${t.name} <> ''`),
    check(
      "automation_rules_trigger",
      sql`${t.trigger} in ('received', 'paid', 'approved', 'held', 'released', 'stock_received', 'overdue', 'shipped', 'tracked', 'delivered', 'delivery_failed', 'refunded', 'cancelled', 'return_requested', 'return_received')`,
    ),
    check("automation_rules_match", sql`${t.match} in ('all', 'any')`),
    check("automation_rules_wait", sql`(${t.trigger} = 'overdue') = (${t.waitHours} is not null)`),
    check("automation_rules_wait_hours", sql`${t.waitHours} between 1 and 8760`),
    check("automation_rules_version", sql`${t.version} >= 1`),
    check("automation_rules_archived_is_off", sql`${t.archivedAt} is null or not ${t.enabled}`),
  ],
);

/** Every rule as it was in each of its versions: a firing can be read years later. */
export const automationRevisions = pgTable(
  "automation_revisions",
  {
    ruleId: key()
      .notNull()
      .references(() => automationRules.id),
    version: integer().notNull(),
    rule: json<RuleBody>().notNull(),
    changedBy: text().notNull(),
    changedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ruleId, t.version] })],
);

/** A rule applied to orders of the past, because somebody asked for it. */
export const automationRuns = pgTable(
  "automation_runs",
  {
    id: key().primaryKey(),
    number: integer().notNull().generatedAlwaysAsIdentity(),
    ruleId: key().notNull(),
    ruleVersion: integer().notNull(),
    /** Orders it was asked for, and those of them that matched. */
    asked: integer().notNull(),
    matched: integer().notNull(),
    startedBy: text().notNull(),
    startedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("automation_runs_number").on(t.number),
    index("automation_runs_rule").on(t.ruleId, t.ruleVersion),
    foreignKey({
      name: "automation_runs_revision",
      columns: [t.ruleId, t.ruleVersion],
      foreignColumns: [automationRevisions.ruleId, automationRevisions.version],
    }),
    check("automation_runs_matched", sql`${t.matched} between 0 and ${t.asked}`),
  ],
);

/** A rule that matched an order: the values it saw, what it is to do, and what came of each action. */
export const automationFirings = pgTable(
  "automation_firings",
  {
    id: key().primaryKey(),
    ruleId: key().notNull(),
    ruleVersion: integer().notNull(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    /** The event it fired on. */
    seq: integer().notNull(),
    /** intake, event, overdue, applied */
    cause: text().notNull(),
    /** open: actions are left; done: each has its outcome. */
    status: text().notNull(),
    firedAt: instant().notNull(),
    saw: json<Saw[]>().notNull(),
    actions: json<Action[]>().notNull(),
    did: json<Outcome[]>().notNull(),
    /** Firings it stands behind: none on what people do, one more on what a rule did. */
    depth: smallint().notNull().default(0),
    /** Rules of those firings: none of them fires again on what came of it. */
    chain: uuid().array().notNull().default(sql`'{}'::uuid[]`),
    runId: key().references(() => automationRuns.id),
  },
  (t) => [
    // One event never fires a rule twice, however many workers look at it.
    uniqueIndex("automation_firings_once").on(t.ruleId, t.orderId, t.seq),
    index("automation_firings_order").on(t.orderId, t.firedAt),
    index("automation_firings_revision").on(t.ruleId, t.ruleVersion),
    index("automation_firings_rule").on(t.ruleId, t.firedAt),
    index("automation_firings_open").on(t.id).where(sql`${t.status} = 'open'`),
    index("automation_firings_run").on(t.runId).where(sql`${t.runId} is not null`),
    foreignKey({
      name: "automation_firings_revision_fk",
      columns: [t.ruleId, t.ruleVersion],
      foreignColumns: [automationRevisions.ruleId, automationRevisions.version],
    }),
    check("automation_firings_cause", sql`${t.cause} in ('intake', 'event', 'overdue', 'applied')`),
    check("automation_firings_status", sql`${t.status} in ('open', 'done')`),
    check(
      "automation_firings_outcomes",
      sql`jsonb_array_length(${t.did}) <= jsonb_array_length(${t.actions}) and (${t.status} <> 'done' or jsonb_array_length(${t.did}) = jsonb_array_length(${t.actions})) and (${t.status} <> 'open' or jsonb_array_length(${t.did}) < jsonb_array_length(${t.actions}))`,
    ),
    check("automation_firings_depth", sql`${t.depth} between 0 and 5 and cardinality(${t.chain}) = ${t.depth}`),
    check("automation_firings_run_applied", sql`(${t.runId} is not null) = (${t.cause} = 'applied')`),
  ],
);

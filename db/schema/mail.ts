import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, key } from "./columns";
import { staff } from "./staff";

/** The server that takes the shop's mail: one row, none until somebody enters it. */
export const mailSettings = pgTable(
  "mail_settings",
  {
    id: integer().primaryKey().default(1),
    host: text().notNull(),
    port: integer().notNull(),
    /** tls: from the first byte; starttls: before anything is said; none: a server in one's own network */
    security: text().notNull(),
    username: text().notNull().default(""),
    /** Never leaves the server; absent where the environment has it. */
    password: text(),
    fromAddress: text().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check("mail_settings_single", sql`${t.id} = 1`),
    check("mail_settings_port", sql`${t.port} between 1 and 65535`),
    check("mail_settings_security", sql`${t.security} in ('tls', 'starttls', 'none')`),
  ],
);

/** Who gets which report by mail, how often, and at which hour of the shop's clock. */
export const reportSubscriptions = pgTable(
  "report_subscriptions",
  {
    id: key().primaryKey(),
    staffId: key()
      .notNull()
      .references(() => staff.id),
    /** sales, customers, reasons */
    report: text().notNull(),
    /** daily, weekly (Mondays), monthly (the first) */
    rhythm: text().notNull(),
    hour: smallint().notNull(),
    /** Scheme and host under which the person works: where the links of the mail lead. */
    address: text().notNull(),
    nextAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("report_subscriptions_once").on(t.staffId, t.report, t.rhythm),
    index("report_subscriptions_next").on(t.nextAt),
    check("report_subscriptions_report", sql`${t.report} in ('sales', 'customers', 'reasons', 'returns')`),
    check("report_subscriptions_rhythm", sql`${t.rhythm} in ('daily', 'weekly', 'monthly')`),
    check("report_subscriptions_hour", sql`${t.hour} between 0 and 23`),
  ],
);

/** A report of one period on its way to one person: claimed before it is sent, and never sent a second time. */
export const reportMails = pgTable(
  "report_mails",
  {
    id: key().primaryKey(),
    subscriptionId: key()
      .notNull()
      .references(() => reportSubscriptions.id, { onDelete: "cascade" }),
    /** Days of the shop, both included: "2026-11-16..2026-11-22". */
    period: text().notNull(),
    /** waiting, sending; sent; failed for good; unknown whether it arrived; dropped, because the person may not see it */
    status: text().notNull().default("waiting"),
    attempts: smallint().notNull().default(0),
    nextAt: instant().notNull(),
    reason: text().notNull().default(""),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("report_mails_period").on(t.subscriptionId, t.period),
    index("report_mails_open").on(t.nextAt).where(sql`${t.status} in ('waiting', 'sending')`),
    check("report_mails_status", sql`${t.status} in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')`),
  ],
);

import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, json, key } from "./columns";
import { orders } from "./orders";
import { returns } from "./returns";

/** What buyers are written of by themselves: one row, none until somebody switches something on. */
export const buyerMailSettings = pgTable(
  "buyer_mail_settings",
  {
    id: integer().primaryKey().default(1),
    kinds: text().array().notNull().default([]),
    /** Scheme and host under which the shop is reached: where the links of the mail lead. */
    address: text().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check("buyer_mail_settings_single", sql`${t.id} = 1`),
    check(
      "buyer_mail_settings_kinds",
      sql`${t.kinds} <@ array['return_approved', 'return_refused', 'return_received', 'return_refunded', 'return_exchanged']::text[]`,
    ),
  ],
);

/** A mail to a buyer: written down with what it tells of, claimed before it is sent, and never sent a second time. */
export const buyerMails = pgTable(
  "buyer_mails",
  {
    id: key().primaryKey(),
    kind: text().notNull(),
    /** What it tells of: with its kind it is written once. */
    subject: text().notNull(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    returnId: key()
      .notNull()
      .references(() => returns.id),
    toName: text().notNull().default(""),
    toAddress: text().notNull(),
    facts: json<Record<string, string>>().notNull().default({}),
    /** waiting, sending; sent; failed for good; unknown whether it arrived; dropped, because it is not so any more */
    status: text().notNull().default("waiting"),
    attempts: smallint().notNull().default(0),
    nextAt: instant().notNull(),
    reason: text().notNull().default(""),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("buyer_mails_once").on(t.kind, t.subject),
    index("buyer_mails_open").on(t.nextAt).where(sql`${t.status} in ('waiting', 'sending')`),
    index("buyer_mails_trouble").on(t.updatedAt).where(sql`${t.status} in ('failed', 'unknown')`),
    index("buyer_mails_order").on(t.orderId),
    index("buyer_mails_return").on(t.returnId),
    check(
      "buyer_mails_kind",
      sql`${t.kind} in ('return_approved', 'return_refused', 'return_received', 'return_refunded', 'return_exchanged')`,
    ),
    check("buyer_mails_status", sql`${t.status} in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')`),
  ],
);

import { sql } from "drizzle-orm";
import { type AnyPgColumn, boolean, check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { DocumentContent } from "@/lib/documents/rules/content";
import { instant, json, key, minor } from "./columns";
import { orders } from "./orders";

/** Issued documents: their numbers have no gap, and what they say stays as it was issued. */
export const documents = pgTable(
  "documents",
  {
    id: key().primaryKey(),
    /** invoice, receipt, credit_note */
    kind: text().notNull(),
    number: text().notNull(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    issuedAt: instant().notNull(),
    issuedBy: text().notNull().default(""),
    /** What it says. Documents from before this was kept have none until their order changes first. */
    content: json<DocumentContent>(),
    /** What it comes to, in minor units of its order's currency. */
    totalMinor: minor().notNull().default(sql`0`),
    /** Of an invoice: what credit notes took off it, as the database adds them up. */
    creditedMinor: minor().notNull().default(sql`0`),
    /** The invoice that a credit note takes back, whole or in part. */
    correctsId: key().references((): AnyPgColumn => documents.id),
    /** A credit note over all that was left of its invoice. */
    reversing: boolean().notNull().default(false),
    /** When it stopped to stand. */
    reversedAt: instant(),
  },
  (t) => [
    uniqueIndex("documents_number").on(t.kind, t.number),
    uniqueIndex("documents_live")
      .on(t.orderId, t.kind)
      .where(sql`${t.kind} <> 'credit_note' and ${t.reversedAt} is null`),
    uniqueIndex("documents_reversed_once").on(t.correctsId).where(sql`${t.reversing}`),
    index("documents_order").on(t.orderId),
    index("documents_corrects").on(t.correctsId),
    check("documents_kind", sql`${t.kind} in ('invoice', 'receipt', 'credit_note')`),
    check("documents_content", sql`${t.content} is not null`),
    check("documents_credited", sql`${t.creditedMinor} between 0 and ${t.totalMinor}`),
    check("documents_corrects_one", sql`(${t.kind} = 'credit_note') = (${t.correctsId} is not null)`),
    check(
      "documents_credit_note_stands",
      sql`case when ${t.kind} = 'credit_note' then ${t.reversedAt} is null and ${t.creditedMinor} = 0 else not ${t.reversing} end`,
    ),
  ],
);

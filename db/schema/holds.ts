import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, key } from "./columns";
import { orders } from "./orders";

/** What keeps an order from moving; an order is held while one of its holds is open. */
export const holds = pgTable(
  "holds",
  {
    id: key().primaryKey(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    /** address, payment, customer_request, stock, fraud, unmapped_sku, other */
    type: text().notNull(),
    /** all, review, pick, ship, refund */
    scope: text().notNull().default("all"),
    reason: text().notNull().default(""),
    dueAt: instant(),
    /**
     * When it ends: paid (in full), stock (all of it reserved), due (its date has come) by itself; approved when somebody
     * of the role `approver` lets the order go on.
     */
    releaseWhen: text(),
    approver: text(),
    setBy: text().notNull(),
    setAt: instant().notNull(),
    clearedBy: text(),
    clearedAt: instant(),
    clearNote: text().notNull().default(""),
  },
  (t) => [
    index("holds_open").on(t.orderId).where(sql`${t.clearedAt} is null`),
    index("holds_due").on(t.dueAt).where(sql`${t.clearedAt} is null`),
    index("holds_to_approve")
      .on(t.approver, t.orderId)
      .where(sql`${t.clearedAt} is null and ${t.approver} is not null`),
    index("holds_ending").on(t.dueAt).where(sql`${t.clearedAt} is null and ${t.releaseWhen} = 'due'`),
    uniqueIndex("holds_one_of_a_type").on(t.orderId, t.type).where(sql`${t.clearedAt} is null`),
    check(
      "holds_release_when",
      sql`${t.releaseWhen} in ('paid', 'stock', 'due', 'approved') and (${t.releaseWhen} <> 'due' or ${t.dueAt} is not null)`,
    ),
    check(
      "holds_approver",
      sql`(${t.approver} is not null) = (${t.releaseWhen} is not distinct from 'approved') and ${t.approver} in ('owner', 'manager', 'support', 'warehouse', 'finance')`,
    ),
    check("holds_cleared_together", sql`(${t.clearedAt} is null) = (${t.clearedBy} is null)`),
  ],
);

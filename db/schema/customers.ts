import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Address } from "@/lib/customers/rules/address";
import { instant, json, key } from "./columns";

export const customers = pgTable(
  "customers",
  {
    id: key().primaryKey(),
    number: text().notNull().default(sql`'C-' || nextval('customer_number_seq')`).unique(),
    name: text().notNull().default(""),
    company: text().notNull().default(""),
    email: text(),
    phone: text(),
    /** Digits of the phone from the end, so that a tail finds by prefix. */
    phoneReversed: text(),
    locale: text().notNull().default("en"),
    tags: text().array().notNull().default(sql`'{}'::text[]`),
    /** Number the customer has in a source system, as "source:number". */
    externalKey: text(),
    mergedIntoId: key(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("customers_email").on(sql`lower(${t.email})`),
    index("customers_phone_tail").on(t.phoneReversed.op("text_pattern_ops")),
    index("customers_name_trgm").using("gin", sql`lower(${t.name} || ' ' || ${t.company}) gin_trgm_ops`),
    index("customers_name_grams").using("gin", sql`ch_grams(${t.name} || ' ' || ${t.company})`),
    index("customers_created").on(t.createdAt, t.id),
    uniqueIndex("customers_external").on(t.externalKey).where(sql`${t.externalKey} is not null`),
    check("customers_not_merged_into_itself", sql`${t.mergedIntoId} <> ${t.id}`),
  ],
);

export const customerAddresses = pgTable(
  "customer_addresses",
  {
    id: key().primaryKey(),
    customerId: key()
      .notNull()
      .references(() => customers.id),
    address: json<Address>().notNull(),
    isDefault: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("customer_addresses_customer").on(t.customerId),
    uniqueIndex("customer_addresses_default").on(t.customerId).where(sql`${t.isDefault}`),
  ],
);

export const customerNotes = pgTable(
  "customer_notes",
  {
    id: key().primaryKey(),
    customerId: key()
      .notNull()
      .references(() => customers.id),
    body: text().notNull(),
    actorName: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index("customer_notes_customer").on(t.customerId, t.createdAt)],
);

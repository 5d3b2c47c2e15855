import { sql } from "drizzle-orm";
import { bigint, boolean, check, integer, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, json, key } from "./columns";

/** What the merchant set: one row, so a command reads it with its actor. */
export const shops = pgTable(
  "shops",
  {
    id: integer().primaryKey().default(1),
    name: text().notNull(),
    legalName: text().notNull().default(""),
    email: text().notNull().default(""),
    phone: text().notNull().default(""),
    address: json<{ lines: string[]; country: string }>().notNull().default({ lines: [], country: "" }),
    taxNumber: text().notNull().default(""),
    currency: text().notNull(),
    timeZone: text().notNull(),
    locale: text().notNull().default("en"),
    pricesIncludeTax: boolean().notNull().default(true),
    orderPrefix: text().notNull().default("CH-"),
    /** How an order is reviewed: limits and which checks may stop it. */
    reviewPolicy: json<ReviewPolicyRow>().notNull(),
    /** Refunds above this need a second person: role → currency ("*" every other) → minor units; absent means never alone. */
    refundLimits: json<Record<string, Record<string, string>>>().notNull().default({}),
    /** Days between approval and the promised date when the order names none. */
    promiseDays: integer().notNull().default(3),
    /** Counts the changes of automation rules, so that whoever remembers them knows when to read them again. */
    rulesVersion: integer().notNull().default(0),
    /** Counts the changes of carriers, services and mappings, for the same end. */
    shippingVersion: integer().notNull().default(0),
    /** Counts the changes of promotions, for the same end. */
    promotionsVersion: integer().notNull().default(0),
    demo: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [check("shops_single", sql`${t.id} = 1`)],
);

export type ReviewPolicyRow = {
  /** An order that passes every check approves itself. */
  autoApprove: boolean;
  /** Orders above this amount (minor units, per currency) stop for a person. */
  amountLimits: Record<string, string>;
  /** Orders of the same contact and lines within these hours look like duplicates. */
  duplicateHours: number;
  /** Check name → "stop" | "warn" | "off". */
  severities: Record<string, "stop" | "warn" | "off">;
};

export const channels = pgTable(
  "channels",
  {
    id: key().primaryKey(),
    code: text().notNull().unique(),
    name: text().notNull(),
    nameZh: text().notNull().default(""),
    /** manual, import, api, shopify, woocommerce, marketplace */
    kind: text().notNull(),
    currency: text().notNull(),
    pricesIncludeTax: boolean().notNull().default(true),
    defaultLocationId: key(),
    /** Secret that signs this channel's webhooks; never leaves the server. */
    webhookSecret: text(),
    active: boolean().notNull().default(true),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [check("channels_currency", sql`${t.currency} ~ '^[A-Z]{3}$'`)],
);

/** Tax per country and class; country "*" stands for every other country. */
export const taxRates = pgTable(
  "tax_rates",
  {
    country: text().notNull(),
    taxClass: text().notNull(),
    /** Fraction, so 0.13 is thirteen per cent. */
    rate: numeric({ precision: 7, scale: 6 }).notNull(),
    label: text().notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.country, t.taxClass] }),
    check("tax_rates_range", sql`${t.rate} >= 0 and ${t.rate} < 1`),
  ],
);

/** Numbers that may not have gaps (invoices, credit notes): moved in the transaction that uses the number. */
export const counters = pgTable("counters", {
  name: text().primaryKey(),
  value: bigint({ mode: "number" }).notNull().default(0),
});

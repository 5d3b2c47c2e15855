import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { instant, key } from "./columns";
import { channels } from "./shop";

/** Who takes parcels away. Never deleted: parcels of years ago still link to it. */
export const carriers = pgTable(
  "carriers",
  {
    id: key().primaryKey(),
    /** What programs call it; stays. */
    code: text().notNull().unique(),
    name: text().notNull(),
    nameZh: text().notNull().default(""),
    /** Other names that files, programs and people write. */
    aliases: text().array().notNull().default(sql`'{}'::text[]`),
    /** Where a parcel is followed, with {number} for its number; empty where it cannot be. */
    trackingUrl: text().notNull().default(""),
    /** What its numbers look like, as `lib/shipping/rules/tracking.ts` reads it; empty where anything goes. */
    trackingFormat: text().notNull().default(""),
    phone: text().notNull().default(""),
    active: boolean().notNull().default(true),
    position: integer().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    check("carriers_code", sql`${t.code} ~ '^[a-z0-9][a-z0-9-]{0,39}$'`),
    check("carriers_named", sql`btrim(${t.name}) <> ''`),
    // A link on the customer's page leads to nothing but a web page over https.
    check(
      "carriers_tracking_url",
      sql`${t.trackingUrl} = '' or (${t.trackingUrl} ~ '^https://[^/\\s{}@]+/' and ${t.trackingUrl} like '%{number}%')`,
    ),
    check("carriers_version", sql`${t.version} >= 1`),
  ],
);

/** What a carrier offers and what it takes. */
export const shippingServices = pgTable(
  "shipping_services",
  {
    id: key().primaryKey(),
    carrierId: key()
      .notNull()
      .references(() => carriers.id),
    /** What programs call it, whatever its carrier; stays. */
    code: text().notNull().unique(),
    name: text().notNull(),
    nameZh: text().notNull().default(""),
    /** Days on the way, from the quickest to the slowest usual. */
    transitDaysMin: smallint(),
    transitDaysMax: smallint(),
    /** The heaviest parcel it takes. */
    maxWeightGrams: integer(),
    /** Where it goes: "GB", or "GB BT" for postcodes that begin so; everywhere when empty. */
    serves: text().array().notNull().default(sql`'{}'::text[]`),
    /** Where it does not go, of what it serves. */
    refuses: text().array().notNull().default(sql`'{}'::text[]`),
    cashOnDelivery: boolean().notNull().default(false),
    active: boolean().notNull().default(true),
    position: integer().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // Nothing is looked up by carrier alone: a shop has a few dozen, which are read together.
    check("shipping_services_code", sql`${t.code} ~ '^[a-z0-9][a-z0-9-]{0,59}$'`),
    check("shipping_services_named", sql`btrim(${t.name}) <> ''`),
    check(
      "shipping_services_transit",
      sql`coalesce(${t.transitDaysMin}, 0) between 0 and 365 and coalesce(${t.transitDaysMax}, 365) between coalesce(${t.transitDaysMin}, 0) and 365`,
    ),
    check("shipping_services_weight", sql`${t.maxWeightGrams} > 0`),
    check("shipping_services_version", sql`${t.version} >= 1`),
  ],
);

/** What a channel calls a service; without a channel, what any channel calls it that has no mapping of its own. */
export const shippingMappings = pgTable(
  "shipping_mappings",
  {
    id: key().primaryKey(),
    channelId: key().references(() => channels.id),
    /** As `wordsOf` writes them: composed, lower case, single blanks. */
    words: text().notNull(),
    serviceId: key()
      .notNull()
      .references(() => shippingServices.id),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique("shipping_mappings_words").on(t.channelId, t.words).nullsNotDistinct(),
    check("shipping_mappings_words_shape", sql`${t.words} <> '' and ${t.words} = lower(btrim(${t.words}))`),
  ],
);

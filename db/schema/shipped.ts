import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { key } from "./columns";

/** Parcels that left, or whose leaving was undone, and are not rolled up yet: written by a trigger, taken out by the roll-up alone. */
export const shippedTail = pgTable(
  "shipped_tail",
  {
    shipmentId: key().notNull(),
    /** 1 as it leaves, −1 where an import that brought it is undone. */
    sign: smallint().notNull(),
  },
  (t) => [check("shipped_tail_sign", sql`${t.sign} in (1, -1)`)],
);

/** Units that left, by the shop's day, of the parcels that have left the tail; a report adds the rest. */
export const shippedDaily = pgTable(
  "shipped_daily",
  {
    businessDay: text().notNull(),
    channelId: key().notNull(),
    currency: text().notNull(),
    units: integer().notNull(),
  },
  (t) => [primaryKey({ name: "shipped_daily_pkey", columns: [t.businessDay, t.channelId, t.currency] })],
);

/** The same per item. */
export const shippedDailyVariants = pgTable(
  "shipped_daily_variants",
  {
    variantId: key().notNull(),
    businessDay: text().notNull(),
    channelId: key().notNull(),
    currency: text().notNull(),
    units: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: "shipped_daily_variants_pkey", columns: [t.variantId, t.businessDay, t.channelId, t.currency] }),
  ],
);

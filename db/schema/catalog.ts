import { sql } from "drizzle-orm";
import { boolean, check, index, integer, numeric, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, key } from "./columns";

export const products = pgTable(
  "products",
  {
    id: key().primaryKey(),
    title: text().notNull(),
    titleZh: text().notNull().default(""),
    category: text().notNull().default(""),
    taxClass: text().notNull().default("standard"),
    returnable: boolean().notNull().default(true),
    active: boolean().notNull().default(true),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("products_category").on(t.category)],
);

export const variants = pgTable(
  "variants",
  {
    id: key().primaryKey(),
    productId: key()
      .notNull()
      .references(() => products.id),
    sku: text().notNull(),
    barcode: text(),
    /** What tells it from its siblings: "olive", "350 ml". */
    title: text().notNull().default(""),
    titleZh: text().notNull().default(""),
    /** In the shop's currency, per unit, as an exact decimal. */
    unitCost: numeric({ precision: 18, scale: 6 }),
    weightGrams: integer(),
    reorderPoint: integer(),
    reorderQuantity: integer(),
    backorderAllowed: boolean().notNull().default(false),
    madeToOrder: boolean().notNull().default(false),
    active: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    // Channels write the same SKU in either case (85123A, 85123a): they are one item.
    uniqueIndex("variants_sku").on(sql`upper(${t.sku})`),
    uniqueIndex("variants_barcode").on(t.barcode).where(sql`${t.barcode} is not null`),
    index("variants_product").on(t.productId),
    index("variants_sku_trgm").using("gin", sql`${t.sku} gin_trgm_ops`),
    check("variants_sku_shape", sql`${t.sku} <> '' and ${t.sku} = btrim(${t.sku})`),
    check("variants_cost_positive", sql`${t.unitCost} >= 0`),
    check("variants_weight_positive", sql`${t.weightGrams} >= 0`),
    check("variants_reorder_positive", sql`${t.reorderPoint} >= 0 and ${t.reorderQuantity} >= 0`),
  ],
);

/** What a unit costs the buyer, per currency it is sold in. */
export const variantPrices = pgTable(
  "variant_prices",
  {
    variantId: key()
      .notNull()
      .references(() => variants.id, { onDelete: "cascade" }),
    currency: text().notNull(),
    unitPrice: numeric({ precision: 18, scale: 6 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.variantId, t.currency] }),
    check("variant_prices_positive", sql`${t.unitPrice} >= 0`),
  ],
);

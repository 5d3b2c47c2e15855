import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { variants } from "./catalog";
import { counter, instant, json, key, ledgerNumber } from "./columns";

export const locations = pgTable("locations", {
  id: key().primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
  nameZh: text().notNull().default(""),
  address: json<{ lines: string[]; city: string; country: string; phone: string }>(),
  /** Lower goes first when two locations can both ship an order. */
  priority: integer().notNull().default(100),
  active: boolean().notNull().default(true),
  createdAt: instant().notNull().defaultNow(),
});

/** Balance of the stock ledger: written by the movements' trigger alone. */
export const stockLevels = pgTable(
  "stock_levels",
  {
    variantId: key()
      .notNull()
      .references(() => variants.id),
    locationId: key()
      .notNull()
      .references(() => locations.id),
    onHand: counter(),
    reserved: counter(),
    damaged: counter(),
    qualityControl: counter(),
    incoming: counter(),
    available: integer().generatedAlwaysAs(sql`on_hand - reserved - damaged - quality_control`),
    bin: text().notNull().default(""),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.variantId, t.locationId] }),
    index("stock_levels_location").on(t.locationId, t.bin),
    check(
      "stock_levels_states_not_negative",
      sql`${t.onHand} >= 0 and ${t.reserved} >= 0 and ${t.damaged} >= 0 and ${t.qualityControl} >= 0 and ${t.incoming} >= 0`,
    ),
    // Never oversell: what is promised or set aside is on the shelf. Backorders claim no shelf.
    check(
      "stock_levels_never_oversold",
      sql`${t.onHand} >= ${t.reserved}::bigint + ${t.damaged} + ${t.qualityControl}`,
    ),
  ],
);

/** The stock ledger: append-only; every level and reservation is its sum. */
export const stockMovements = pgTable(
  "stock_movements",
  {
    id: ledgerNumber(),
    variantId: key().notNull(),
    locationId: key().notNull(),
    onHandDelta: counter(),
    reservedDelta: counter(),
    damagedDelta: counter(),
    qualityControlDelta: counter(),
    incomingDelta: counter(),
    /** opening, receive, adjust, transfer_out, transfer_in, reserve, release, ship, sale, restock, write_off, damage, repair, count */
    reason: text().notNull(),
    /** order, shipment, refund, adjustment, transfer, receipt, import */
    documentType: text().notNull(),
    documentNumber: text().notNull(),
    orderLineId: key(),
    note: text().notNull().default(""),
    actorName: text().notNull().default(""),
    /** When it happened in the shop; an import writes the past. */
    occurredAt: instant().notNull().defaultNow(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    // Movements are read item by item, in the order of their numbers, and by nothing else they are keyed with.
    primaryKey({ name: "stock_movements_pkey", columns: [t.variantId, t.id] }),
    index("stock_movements_line").on(t.orderLineId).where(sql`${t.orderLineId} is not null`),
    // Those of an order are found by its lines.
    index("stock_movements_document").on(t.documentType, t.documentNumber).where(sql`${t.orderLineId} is null`),
    check(
      "stock_movements_not_empty",
      sql`${t.onHandDelta} <> 0 or ${t.reservedDelta} <> 0 or ${t.damagedDelta} <> 0 or ${t.qualityControlDelta} <> 0 or ${t.incomingDelta} <> 0`,
    ),
    check("stock_movements_reserve_has_line", sql`${t.reservedDelta} = 0 or ${t.orderLineId} is not null`),
  ],
);

/** What a line has claimed where: the sum of its movements' reserved deltas, kept by the same trigger. */
export const reservations = pgTable(
  "reservations",
  {
    orderLineId: key().notNull(),
    locationId: key().notNull(),
    variantId: key().notNull(),
    quantity: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderLineId, t.locationId] }),
    index("reservations_level").on(t.variantId, t.locationId),
    check("reservations_not_negative", sql`${t.quantity} >= 0`),
  ],
);

/** Adjustments, transfers and receipts: the document a movement points at. */
export const stockDocuments = pgTable("stock_documents", {
  number: text().primaryKey(),
  /** adjustment, transfer, receipt */
  kind: text().notNull(),
  reason: text().notNull(),
  note: text().notNull().default(""),
  actorName: text().notNull().default(""),
  createdAt: instant().notNull().defaultNow(),
});

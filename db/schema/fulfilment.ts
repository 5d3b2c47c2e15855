import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { counter, instant, key } from "./columns";
import { locations } from "./inventory";
import { orderLines, orders } from "./orders";
import { carriers } from "./shipping";

/** Several orders picked in one walk. */
export const waves = pgTable("waves", {
  id: key().primaryKey(),
  number: text().notNull().unique(),
  locationId: key()
    .notNull()
    .references(() => locations.id),
  createdBy: text().notNull(),
  createdAt: instant().notNull(),
  closedAt: instant(),
});

export const shipments = pgTable(
  "shipments",
  {
    id: key().primaryKey(),
    number: text().notNull().unique(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    locationId: key()
      .notNull()
      .references(() => locations.id),
    waveId: key().references(() => waves.id),
    status: text().notNull(),
    /** As it was written down when the parcel left. */
    carrier: text().notNull().default(""),
    /** The shop's carrier of that name or code; absent where it has none. */
    carrierId: key().references(() => carriers.id),
    service: text().notNull().default(""),
    trackingNumber: text().notNull().default(""),
    packages: integer().notNull().default(1),
    weightGrams: integer(),
    pickedBy: text().notNull().default(""),
    packedBy: text().notNull().default(""),
    createdAt: instant().notNull(),
    pickedAt: instant(),
    packedAt: instant(),
    shippedAt: instant(),
    deliveredAt: instant(),
    cancelledAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("shipments_order").on(t.orderId),
    index("shipments_wave").on(t.waveId).where(sql`${t.waveId} is not null`),
    index("shipments_status").on(t.status, t.locationId, t.createdAt),
    // What left today, and which carrier went there last.
    index("shipments_shipped").on(t.locationId, t.shippedAt).where(sql`${t.shippedAt} is not null`),
    // What left in some days, from every warehouse: the reports list it by page.
    index("shipments_left").on(t.shippedAt, t.id).where(sql`${t.shippedAt} is not null`),
    // On its way or come back: what arrived is no longer looked after.
    index("shipments_under_way")
      .on(t.shippedAt)
      .where(sql`${t.status} in ('shipped', 'in_transit', 'out_for_delivery', 'failed', 'returned_to_sender')`),
    index("shipments_tracking").on(sql`lower(${t.trackingNumber})`).where(sql`${t.trackingNumber} <> ''`),
    check(
      "shipments_status",
      sql`${t.status} in ('planned', 'picking', 'picked', 'packed', 'shipped', 'in_transit', 'out_for_delivery', 'delivered', 'failed', 'returned_to_sender', 'cancelled')`,
    ),
    check("shipments_packages", sql`${t.packages} between 1 and 999`),
  ],
);

export const shipmentLines = pgTable(
  "shipment_lines",
  {
    shipmentId: key()
      .notNull()
      .references(() => shipments.id),
    orderLineId: key()
      .notNull()
      .references(() => orderLines.id),
    quantity: integer().notNull(),
    picked: counter(),
    packed: counter(),
  },
  (t) => [
    primaryKey({ columns: [t.shipmentId, t.orderLineId] }),
    index("shipment_lines_line").on(t.orderLineId),
    check(
      "shipment_lines_chain",
      sql`${t.quantity} >= 0 and 0 <= ${t.packed} and ${t.packed} <= ${t.picked} and ${t.picked} <= ${t.quantity}`,
    ),
  ],
);

export const trackingEvents = pgTable(
  "tracking_events",
  {
    id: key().primaryKey(),
    shipmentId: key()
      .notNull()
      .references(() => shipments.id),
    status: text().notNull(),
    description: text().notNull().default(""),
    place: text().notNull().default(""),
    at: instant().notNull(),
  },
  (t) => [
    index("tracking_events_shipment").on(t.shipmentId, t.at),
    uniqueIndex("tracking_events_once").on(t.shipmentId, t.status, t.at),
  ],
);

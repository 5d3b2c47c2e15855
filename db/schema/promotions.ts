import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { PromotionTerms } from "@/lib/promotions/rules/terms";
import { instant, json, key, minor } from "./columns";
import { customers } from "./customers";
import { orderLines, orders } from "./orders";

/** What the shop gives to whom, as it stands now; its versions say what it was. */
export const promotions = pgTable(
  "promotions",
  {
    id: key().primaryKey(),
    /** What its address says: a promotion is opened by number, never by id. */
    number: integer().notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    /** active, paused, ended */
    status: text().notNull().default("active"),
    version: integer().notNull().default(1),
    terms: json<PromotionTerms>().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("promotions_number").on(t.number),
    index("promotions_created").on(t.createdAt, t.id),
    check("promotions_named", sql`btrim(${t.name}) <> ''`),
    check("promotions_status", sql`${t.status} in ('active', 'paused', 'ended')`),
    check("promotions_version", sql`${t.version} >= 1`),
    check(
      "promotions_kind",
      sql`coalesce(${t.terms} ->> 'kind', '') in ('percent', 'amount', 'fixed_price', 'buy_get', 'free_shipping')`,
    ),
  ],
);

/** Each version as it was written: an order placed under it is explained, and changed, by it. */
export const promotionVersions = pgTable(
  "promotion_versions",
  {
    promotionId: key()
      .notNull()
      .references(() => promotions.id),
    version: integer().notNull(),
    name: text().notNull(),
    terms: json<PromotionTerms>().notNull(),
    savedBy: text().notNull(),
    savedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.promotionId, t.version], name: "promotion_versions_pk" }),
    check("promotion_versions_version", sql`${t.version} >= 1`),
  ],
);

/** A code that gives whoever names it its promotion. */
export const coupons = pgTable(
  "coupons",
  {
    id: key().primaryKey(),
    promotionId: key()
      .notNull()
      .references(() => promotions.id),
    code: text().notNull(),
    /** How often it can be used, in all and by one customer; nothing where there is no limit. */
    limitTotal: integer(),
    limitPerCustomer: integer(),
    /** Its live uses, kept by a trigger: the limit is a CHECK on this row. */
    used: integer().notNull().default(0),
    active: boolean().notNull().default(true),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("coupons_code").on(sql`upper(${t.code})`),
    index("coupons_promotion").on(t.promotionId, t.createdAt, t.id),
    check("coupons_code_form", sql`${t.code} ~ '^[^[:space:][:cntrl:],]{2,40}$'`),
    check("coupons_limits", sql`coalesce(${t.limitTotal}, 1) >= 1 and coalesce(${t.limitPerCustomer}, 1) >= 1`),
    check("coupons_within_limit", sql`${t.used} >= 0 and (${t.limitTotal} is null or ${t.used} <= ${t.limitTotal})`),
  ],
);

/** What promotions did for an order, or why they did nothing; and what a channel took off by words of its own. */
export const orderPromotions = pgTable(
  "order_promotions",
  {
    id: key().primaryKey(),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    /** Nothing where it is a channel's. */
    promotionId: key(),
    version: integer(),
    couponId: key().references(() => coupons.id),
    /** The coupon's code, or the channel's, as it was named. */
    code: text(),
    name: text().notNull(),
    /** promotion: the house priced it; channel: the channel did, and its price stands */
    source: text().notNull().default("promotion"),
    position: integer().notNull(),
    applied: boolean().notNull(),
    reason: text(),
    /** The values that were seen. */
    seen: json<Record<string, unknown>>().notNull().default({}),
    /** What of the shipping charge is not asked for. */
    shippingMinor: minor().notNull().default(sql`0`),
    /** What a channel says it took off. */
    statedMinor: minor(),
  },
  (t) => [
    foreignKey({
      columns: [t.promotionId, t.version],
      foreignColumns: [promotionVersions.promotionId, promotionVersions.version],
      name: "order_promotions_version",
    }),
    uniqueIndex("order_promotions_once").on(t.orderId, t.promotionId).where(sql`${t.promotionId} is not null`),
    uniqueIndex("order_promotions_position").on(t.orderId, t.position),
    index("order_promotions_promotion")
      .on(t.promotionId, t.version, t.applied)
      .where(sql`${t.promotionId} is not null`),
    index("order_promotions_coupon").on(t.couponId).where(sql`${t.couponId} is not null`),
    index("order_promotions_code").on(sql`upper(${t.code})`).where(sql`${t.code} is not null`),
    // The few that somebody has to look at.
    index("order_promotions_unclaimed")
      .on(t.orderId)
      .where(sql`${t.seen} ->> 'unclaimed' is not null and ${t.seen} ->> 'accepted' is null`),
    check("order_promotions_source", sql`${t.source} in ('promotion', 'channel')`),
    check("order_promotions_versioned", sql`(${t.promotionId} is null) = (${t.version} is null)`),
    check("order_promotions_ours", sql`${t.source} = 'channel' or ${t.promotionId} is not null`),
    check("order_promotions_coupon_coded", sql`${t.couponId} is null or ${t.code} is not null`),
    check("order_promotions_reason", sql`${t.applied} = (${t.reason} is null)`),
    check("order_promotions_shipping", sql`${t.shippingMinor} >= 0`),
    check(
      "order_promotions_stated",
      sql`${t.statedMinor} is null or (${t.statedMinor} >= 0 and ${t.source} = 'channel')`,
    ),
  ],
);

/** What a promotion takes off a line as it is ordered; units that are cancelled take their share of it along. */
export const orderDiscounts = pgTable(
  "order_discounts",
  {
    orderPromotionId: key()
      .notNull()
      .references(() => orderPromotions.id, { onDelete: "cascade" }),
    lineId: key()
      .notNull()
      .references(() => orderLines.id, { onDelete: "cascade" }),
    amountMinor: minor().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderPromotionId, t.lineId], name: "order_discounts_pk" }),
    index("order_discounts_line").on(t.lineId),
    check("order_discounts_amount", sql`${t.amountMinor} > 0`),
  ],
);

/** A coupon's use by an order, from when the order claims it until it gives it back. */
export const couponUses = pgTable(
  "coupon_uses",
  {
    id: key().primaryKey(),
    couponId: key()
      .notNull()
      .references(() => coupons.id),
    orderId: key()
      .notNull()
      .references(() => orders.id),
    customerId: key().references(() => customers.id),
    /** Which of the customer's uses it is: two at once want the same one, and one of them is refused. */
    slot: integer().notNull().default(1),
    claimedAt: instant().notNull(),
    claimedBy: text().notNull(),
    releasedAt: instant(),
  },
  (t) => [
    uniqueIndex("coupon_uses_once").on(t.couponId, t.orderId).where(sql`${t.releasedAt} is null`),
    uniqueIndex("coupon_uses_per_customer")
      .on(t.couponId, t.customerId, t.slot)
      .where(sql`${t.releasedAt} is null and ${t.customerId} is not null`),
    index("coupon_uses_order").on(t.orderId),
    index("coupon_uses_customer").on(t.customerId).where(sql`${t.customerId} is not null`),
    check("coupon_uses_slot", sql`${t.slot} >= 1`),
  ],
);

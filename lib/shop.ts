import type postgres from "postgres";
import { assert } from "@/lib/core/result";
import {
  defaultReviewPolicy,
  type RefundLimits,
  type ReviewPolicy,
  reviewChecks,
  type Severity,
} from "@/lib/settings/rules/default-policy";

/** What the merchant set, as commands, queries and pages see it. Amounts are minor units as decimal text, as in the row. */
export type Shop = {
  name: string;
  legalName: string;
  email: string;
  phone: string;
  address: { lines: string[]; country: string };
  taxNumber: string;
  currency: string;
  timeZone: string;
  locale: string;
  pricesIncludeTax: boolean;
  orderPrefix: string;
  reviewPolicy: ReviewPolicy;
  refundLimits: RefundLimits;
  promiseDays: number;
  /** Grows with each change of automation rules; 0 where there never were any. */
  rulesVersion: number;
  /** Grows with each change of carriers, services and mappings; 0 where there never were any. */
  shippingVersion: number;
  /** Grows with each change of promotions; 0 where there never were any. */
  promotionsVersion: number;
  demo: boolean;
};

/** The shop's row as `to_jsonb(shops)` gives it, so that one query can bring it along with whatever else it reads. */
export type ShopRow = {
  name: string;
  legal_name: string;
  email: string;
  phone: string;
  address: { lines: string[]; country: string };
  tax_number: string;
  currency: string;
  time_zone: string;
  locale: string;
  prices_include_tax: boolean;
  order_prefix: string;
  review_policy: Partial<Omit<ReviewPolicy, "severities">> & { severities?: Record<string, Severity> };
  refund_limits: RefundLimits;
  promise_days: number;
  rules_version: number;
  shipping_version: number;
  promotions_version: number;
  demo: boolean;
};

export function shopFromRow(row: ShopRow): Shop {
  return {
    name: row.name,
    legalName: row.legal_name,
    email: row.email,
    phone: row.phone,
    address: row.address,
    taxNumber: row.tax_number,
    currency: row.currency,
    timeZone: row.time_zone,
    locale: row.locale,
    pricesIncludeTax: row.prices_include_tax,
    orderPrefix: row.order_prefix,
    reviewPolicy: completePolicy(row.review_policy),
    refundLimits: row.refund_limits,
    promiseDays: row.promise_days,
    rulesVersion: row.rules_version,
    shippingVersion: row.shipping_version,
    promotionsVersion: row.promotions_version,
    demo: row.demo,
  };
}

/** A policy stored before a check existed gets that check's default, so that no check is ever silently off. */
function completePolicy(stored: ShopRow["review_policy"]): ReviewPolicy {
  const severityOf = { ...defaultReviewPolicy.severities };
  for (const check of reviewChecks) severityOf[check] = stored.severities?.[check] ?? severityOf[check];
  return { ...defaultReviewPolicy, ...stored, severities: severityOf };
}

/** The shop, or null before the first-run page made it. */
export async function findShop(sql: postgres.ISql): Promise<Shop | null> {
  const [found] = await sql<{ shop: ShopRow }[]>`select to_jsonb(shops) as shop from shops where id = 1`;
  return found ? shopFromRow(found.shop) : null;
}

/** The shop; everything but the first-run page runs only once it exists. */
export async function loadShop(sql: postgres.ISql): Promise<Shop> {
  const shop = await findShop(sql);
  assert(shop, "the shop has not been set up");
  return shop;
}

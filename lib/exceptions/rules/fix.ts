import type { Permission } from "@/lib/staff/rules/permissions";
import type { ExceptionType } from "./types";

/** Fixes that take no input: one press, or one press for many. */
export const fixes = [
  "offer_stock",
  "ask_refund",
  "retry_delivery",
  "approve",
  "recheck",
  "release",
  "resend_webhooks",
  "extend_return",
  "claim_coupons",
] as const;
export type Fix = (typeof fixes)[number];

/** What a fix needs besides the right to work on exceptions: the permission of the command it runs. */
export const fixPermissions: Readonly<Record<Fix, Permission>> = {
  offer_stock: "stock.receive",
  ask_refund: "payments.refund",
  retry_delivery: "channels.map",
  approve: "orders.review",
  recheck: "orders.review",
  release: "orders.release",
  resend_webhooks: "webhooks.manage",
  extend_return: "returns.request",
  claim_coupons: "orders.edit",
};

const usual: Partial<Record<ExceptionType, Fix>> = {
  stock_short: "offer_stock",
  refund_in_doubt: "ask_refund",
  delivery_dead: "retry_delivery",
  duplicate_suspected: "approve",
  price_below_cost: "approve",
  hold_overdue: "release",
  webhook_dead: "resend_webhooks",
  return_overdue: "extend_return",
  coupon_unclaimed: "claim_coupons",
};

/** The fix of an exception that takes no input, as things stand with its order; null where a person has to say more. */
export function fixOf(exception: { type: ExceptionType; stage: string | null }): Fix | null {
  // An order under review is looked at again once its address was mended; later nothing waits for that.
  if (exception.type === "address_undeliverable") return exception.stage === "review" ? "recheck" : null;
  if (exception.type === "promise_in_danger") return exception.stage === "backordered" ? "offer_stock" : null;
  return usual[exception.type] ?? null;
}

import type { Minor } from "@/lib/core/money";

export const refundStatuses = ["requested", "approved", "in_doubt", "succeeded", "failed", "declined"] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** Why a person gives money back; "cancelled" is the house's own and follows a cancellation. */
export const refundReasons = ["damaged", "late", "wrong_item", "not_wanted", "price", "goodwill", "other"] as const;
export type RefundReason = (typeof refundReasons)[number] | "cancelled";

export type RefundLine = {
  lineId: string;
  /** Units whose whole price this gives back; zero where only some money is. */
  quantity: number;
  amountMinor: Minor;
  /** Units that go back on a shelf. */
  restock: number;
  locationId: string | null;
};

/** A refund as the rules see it. Its lines and shipping add up to its amount, or it has none of either. */
export type RefundState = {
  id: string;
  number: string;
  orderId: string;
  paymentId: string;
  currency: string;
  amountMinor: Minor;
  shippingMinor: Minor;
  reason: RefundReason;
  note: string;
  status: RefundStatus;
  lines: RefundLine[];
  attempts: number;
  requestedBy: string;
  requestedById: string;
  approvedBy: string | null;
};

/** Waits for a person or for the provider; its amount is claimed. */
export function isOpen(refund: Pick<RefundState, "status">): boolean {
  return refund.status === "requested" || refund.status === "approved" || refund.status === "in_doubt";
}

/** Money that is given back, or may yet be. */
export function counts(refund: Pick<RefundState, "status">): boolean {
  return isOpen(refund) || refund.status === "succeeded";
}

/**
 * Gives back what was paid above the order's total, after a cancellation: the sales ledger already has the
 * cancellation, so only money moves, and perhaps units that come back to a shelf with it.
 */
export function isMoneyOnly(refund: Pick<RefundState, "lines" | "shippingMinor">): boolean {
  return refund.lines.every((line) => line.amountMinor === 0n) && refund.shippingMinor === 0n;
}

/** What this person lets through alone in a currency; nothing when no limit is set for it. */
export function refundLimit(limits: Readonly<Record<string, string>>, currency: string): Minor {
  return BigInt(limits[currency] ?? limits["*"] ?? "0");
}

type Approver = { id: string; name: string; refundLimits: Readonly<Record<string, string>> };

/**
 * Whether a second person has to look at `amountMinor` more: what the same person already let through alone on this
 * order counts too, so that a limit is not walked around in small steps.
 */
export function needsSecondPerson(
  amountMinor: Minor,
  currency: string,
  actor: Approver,
  refunds: readonly RefundState[],
): boolean {
  const alone = refunds
    .filter((refund) => counts(refund) && refund.requestedById === actor.id && refund.approvedBy === refund.requestedBy)
    .reduce((sum, refund) => sum + refund.amountMinor, 0n);
  return alone + amountMinor > refundLimit(actor.refundLimits, currency);
}

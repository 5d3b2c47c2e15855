import { type Refusal, refuse } from "@/lib/core/result";
import type { CouponPool } from "@/lib/promotions/rules/coupon-pool";
import type { OrderPromotion } from "@/lib/promotions/rules/order-promotion";
import type { Plan } from "./plan";
import { type CouponRefusal, couponRefused } from "./price-promotions";
import type { OrderState } from "./state";

/** Codes of ours that a channel gave and that could not be used, as long as nobody let that be. */
export function unclaimedOf<Row extends Pick<OrderPromotion, "code" | "seen">>(given: readonly Row[]): Row[] {
  return given.filter(({ seen }) => typeof seen.unclaimed === "string" && seen.accepted === undefined);
}

/**
 * Uses the coupons that a channel gave and that could not be used then, as far as they can be by now: limits were raised, or
 * others gave theirs back. Its price stands. Refuses with why the first cannot be used where none can.
 */
export function planClaimAgain(
  order: OrderState,
  given: readonly OrderPromotion[],
  coupons: CouponPool,
): Plan | Refusal<"nothing_to_change" | "order_closed"> | CouponRefusal {
  const waiting = waitingOn(order, given);
  if ("refused" in waiting) return waiting;
  const looked = waiting.map((row) => {
    const coupon = coupons.find(row.code ?? "");
    const why = coupon ? coupons.whyNot(coupon, order.customerId) : { reason: "unknown" as const, seen: {} };
    return { row, coupon, why };
  });
  const ours = new Map(looked.flatMap(({ row, coupon, why }) => (coupon && !why ? [[row.id, coupon] as const] : [])));
  const [first] = looked;
  if (ours.size === 0) return couponRefused(first?.row.code ?? "", first?.why ?? noReason, order.currency);
  return {
    order,
    promotions: {
      before: given,
      after: given.map((row) => {
        const coupon = ours.get(row.id);
        return coupon ? { ...row, couponId: coupon.id, seen: {} } : row;
      }),
    },
    claimCoupons: [...ours.values()].map(({ id }) => id),
    events: [{ type: "coupons.claimed", data: { codes: [...ours.values()].map(({ code }) => code) } }],
  };
}

const noReason = { reason: "unknown" as const, seen: {} };

/** Lets it be that coupons of ours were given and not used: what a channel took off stays, and nothing counts it. */
export function planAcceptUnclaimed(
  order: OrderState,
  given: readonly OrderPromotion[],
  by: string,
): Plan | Refusal<"nothing_to_change" | "order_closed"> {
  const waiting = waitingOn(order, given);
  if ("refused" in waiting) return waiting;
  const accepted = new Set(waiting.map(({ id }) => id));
  const after = given.map((row) => (accepted.has(row.id) ? { ...row, seen: { ...row.seen, accepted: by } } : row));
  return {
    order,
    promotions: { before: given, after },
    events: [{ type: "coupons.accepted", data: { codes: waiting.flatMap(({ code }) => code ?? []) } }],
  };
}

function waitingOn(
  order: OrderState,
  given: readonly OrderPromotion[],
): OrderPromotion[] | Refusal<"nothing_to_change" | "order_closed"> {
  if (order.stage === "cancelled") return refuse("order_closed", { stage: order.stage });
  const waiting = order.submittedAt ? unclaimedOf(given) : [];
  return waiting.length === 0 ? refuse("nothing_to_change") : waiting;
}

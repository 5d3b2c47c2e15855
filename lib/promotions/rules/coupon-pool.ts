import type { WhyNot } from "./reasons";
import type { Promotion } from "./terms";

/** A coupon with its promotion, as it was read, or locked. */
export type Coupon = {
  id: string;
  code: string;
  active: boolean;
  limitTotal: number | null;
  limitPerCustomer: number | null;
  used: number;
  promotion: Promotion;
};

/** Codes are the same whatever their case. */
export function codeKey(code: string): string {
  return code.trim().toUpperCase();
}

/** The coupons that orders name, and what is left of each while the orders are planned one after the other. */
export class CouponPool {
  readonly #coupons = new Map<string, Coupon>();
  readonly #taken = new Map<string, number>();
  readonly #ofCustomers: Map<string, number>;

  /** `uses` are live uses by coupon and customer, where a coupon limits those. */
  constructor(
    coupons: readonly Coupon[] = [],
    uses: readonly { couponId: string; customerId: string; count: number }[] = [],
  ) {
    for (const coupon of coupons) this.#coupons.set(codeKey(coupon.code), coupon);
    this.#ofCustomers = new Map(uses.map(({ couponId, customerId, count }) => [`${couponId} ${customerId}`, count]));
  }

  find(code: string): Coupon | undefined {
    return this.#coupons.get(codeKey(code));
  }

  all(): Coupon[] {
    return [...this.#coupons.values()];
  }

  /** Why a further use by this customer is not to be had, or nothing. */
  whyNot(coupon: Coupon, customerId: string | null): WhyNot | null {
    if (!coupon.active) return { reason: "ended", seen: {} };
    const used = coupon.used + (this.#taken.get(coupon.id) ?? 0);
    if (coupon.limitTotal !== null && used >= coupon.limitTotal)
      return { reason: "used_up", seen: { limit: coupon.limitTotal } };
    if (coupon.limitPerCustomer === null) return null;
    if (customerId === null) return { reason: "customer_unknown", seen: {} };
    const own = this.#ofCustomers.get(`${coupon.id} ${customerId}`) ?? 0;
    return own >= coupon.limitPerCustomer
      ? { reason: "used_by_customer", seen: { limit: coupon.limitPerCustomer } }
      : null;
  }

  /** One use less for whoever comes after. */
  take(couponIds: readonly string[], customerId: string | null): void {
    for (const id of couponIds) {
      this.#taken.set(id, (this.#taken.get(id) ?? 0) + 1);
      const key = `${id} ${customerId}`;
      this.#ofCustomers.set(key, (this.#ofCustomers.get(key) ?? 0) + 1);
    }
  }
}

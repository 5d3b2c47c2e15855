import type { CommandContext } from "@/lib/command";
import { type AskedCoupon, openCoupons, tagsOfBuyers } from "@/lib/promotions/load-promotions";
import type { CouponPool } from "@/lib/promotions/rules/coupon-pool";
import type { Promotion } from "@/lib/promotions/rules/terms";
import type { ReceiveOrderInput } from "./inputs";
import type { Pricing } from "./rules/price-promotions";

/** Who buys what an input asks for. */
export type Buying = { channel: string; country: string; customerId: string | null; earlierOrders: number };

export type PricingBook = {
  coupons: CouponPool;
  /** What prices an order of this buyer; nothing where there is no promotion and no coupon. */
  of(buying: Buying): Pricing | undefined;
};

/** What prices these orders: the promotions that everybody has, which were read before, and the coupons that they name. */
export async function loadPricing(
  { tx, now }: Pick<CommandContext, "tx" | "now">,
  automatic: readonly Promotion[],
  asked: readonly AskedCoupon[],
  customerIds: readonly (string | null)[],
  lock: boolean,
): Promise<PricingBook> {
  const coupons = await openCoupons(tx, asked, lock);
  const promotions = [...automatic, ...coupons.all().map(({ promotion }) => promotion)];
  const tags = await tagsOfBuyers(tx, promotions, customerIds);
  return {
    coupons,
    of: ({ channel, country, customerId, earlierOrders }) =>
      promotions.length === 0
        ? undefined
        : {
            ...{ automatic, coupons, customerId },
            buyer: { at: now, channel, country, customerTags: tags.get(customerId ?? "") ?? [], earlierOrders },
          },
  };
}

/** Every code that these orders name, with who names it. */
export function askedCoupons(
  inputs: readonly Pick<ReceiveOrderInput, "coupons" | "discountCodes">[],
  customerIds: readonly (string | null)[],
): AskedCoupon[] {
  return inputs.flatMap(({ coupons, discountCodes }, index) =>
    [...coupons, ...discountCodes.map(({ code }) => code)].map((code) => ({
      code,
      customerId: customerIds[index] ?? null,
    })),
  );
}

/** Where an order goes, as far as it says. */
export function countryOf({ shipTo, billTo }: Pick<ReceiveOrderInput, "shipTo" | "billTo">): string {
  return shipTo?.country ?? billTo?.country ?? "";
}

import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { newId } from "@/lib/core/ids";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { contactKey, knownCustomers } from "@/lib/customers/resolve-customers";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import { contactHistories, findChannel, taxRates, variantsBySku } from "@/lib/orders/load-intake-facts";
import { askedCoupons, countryOf, loadPricing } from "@/lib/orders/load-pricing";
import { contactOf, withNormalPhone } from "@/lib/orders/receive-orders";
import { buildOrder } from "@/lib/orders/rules/build-order";
import type { IntakeRefusal } from "@/lib/orders/rules/intake";
import type { NewOrder } from "@/lib/orders/rules/plan";
import { loadAutomatic } from "@/lib/promotions/load-promotions";
import { givenBy } from "@/lib/promotions/rules/order-promotion";
import type { Shop } from "@/lib/shop";

export type QuotedPromotion = {
  name: string;
  code: string | null;
  amountMinor: string;
  reason: string | null;
  seen: Record<string, unknown>;
};

/** What an order would come to, and what promotions do for it. Amounts are minor units as text. */
export type Quote = {
  currency: string;
  promotions: QuotedPromotion[];
  /** Coupons that do not hold; the rest is as if they were not named. */
  refused: Refusal<"coupon_refused">[];
  totals: Record<"itemsMinor" | "discountMinor" | "shippingMinor" | "taxMinor" | "totalMinor", string>;
};

/** Prices an order as it stands in the form by the rules that intake prices it by; nothing is locked or written. */
export async function quoteOrder(
  actor: Actor,
  shop: Shop,
  input: ReceiveOrderInput,
): Promise<Quote | Refusal<IntakeRefusal | "unknown_channel" | "forbidden">> {
  if (!may(actor, "orders.create")) return refuse("forbidden", { permission: "orders.create" });
  const now = new Date();
  const { answer } = await readTogether(async (tx) => {
    const channel = await findChannel(
      tx,
      input.channel === undefined ? { id: actor.channelId } : { code: input.channel },
    );
    if (!channel) return { answer: refuse("unknown_channel", { channel: input.channel ?? "" }) };
    const contact = contactOf(input);
    const skus = input.lines.map(({ sku }) => sku ?? "");
    const [rates, variants, automatic, [buyer]] = await Promise.all([
      taxRates(tx),
      variantsBySku(tx, channel.id, skus),
      loadAutomatic(tx, shop.promotionsVersion),
      knownCustomers(tx, [contact]),
    ]);
    // Somebody new has used no coupon yet.
    const customerId = buyer ?? (contactKey(contact) === null ? null : newId());
    const { email = null, phone = null } = withNormalPhone(input).customer ?? {};
    const [pricing, [history]] = await Promise.all([
      loadPricing({ tx, now }, automatic, askedCoupons([input], [customerId]), [customerId], false),
      contactHistories(tx, [{ email, phone, customerId }], now),
    ]);
    const build = (coupons: string[]) =>
      buildOrder(
        { ...input, coupons },
        {
          ...{ now, shop, channel, variants, taxRates: rates, customerId, number: "", actorName: actor.name },
          pricing: pricing.of({
            ...{ channel: channel.code, country: countryOf(input), customerId },
            earlierOrders: history?.earlierOrders ?? 0,
          }),
        },
      );
    return { answer: quoteWithout(input.coupons, build) };
  });
  return answer;
}

function quoteWithout(
  coupons: readonly string[],
  build: (coupons: string[]) => NewOrder | Refusal<IntakeRefusal>,
): Quote | Refusal<IntakeRefusal> {
  const refused: Refusal<"coupon_refused">[] = [];
  let left = [...coupons];
  for (;;) {
    const order = build(left);
    if (!isRefusal(order)) return quoteOf(order, refused);
    const code = `${order.facts.code}`.toUpperCase();
    const rest = left.filter((one) => one.toUpperCase() !== code);
    if (order.code !== "coupon_refused" || rest.length === left.length) return order;
    refused.push(order as Refusal<"coupon_refused">);
    left = rest;
  }
}

function quoteOf(order: NewOrder, refused: Quote["refused"]): Quote {
  const { itemsMinor, discountMinor, shippingMinor, taxMinor, totalMinor } = order;
  return {
    currency: order.currency,
    promotions: (order.promotions ?? []).map((promotion) => ({
      ...{ name: promotion.name, code: promotion.code, amountMinor: `${givenBy(promotion)}` },
      ...{ reason: promotion.reason, seen: promotion.seen },
    })),
    refused,
    totals: {
      ...{ itemsMinor: `${itemsMinor}`, discountMinor: `${discountMinor}`, shippingMinor: `${shippingMinor}` },
      ...{ taxMinor: `${taxMinor}`, totalMinor: `${totalMinor}` },
    },
  };
}

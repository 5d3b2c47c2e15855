import { businessDay } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { currencyDecimals, lineAmount, type Minor } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import type { Basket, Verdict } from "@/lib/promotions/rules/evaluate";
import { keptVerdict } from "@/lib/promotions/rules/order-promotion";
import type { IntakeFacts, IntakeRefusal } from "./intake";
import type { NewLine, NewOrder } from "./plan";
import { type CouponRefusal, channelDiscounts, couponRefused, type Pricing, pricePromotions } from "./price-promotions";
import { rateIn } from "./retax";
import { totalsOf } from "./totals";
import { badAmount, moneyOf } from "./typed-money";

/** What an order's row and lines depend on. */
export type BuildFacts = Pick<
  IntakeFacts,
  | "now"
  | "shop"
  | "channel"
  | "variants"
  | "taxRates"
  | "number"
  | "customerId"
  | "service"
  | "pricing"
  | "actorName"
  | "importId"
  | "sourceHash"
>;

/** The order's row and lines, priced and totalled. */
export function buildOrder(input: ReceiveOrderInput, facts: BuildFacts): NewOrder | Refusal<IntakeRefusal> {
  const currency = input.currency ?? facts.channel.currency;
  const inclusive = input.pricesIncludeTax ?? facts.channel.pricesIncludeTax;
  const country = input.shipTo?.country ?? input.billTo?.country ?? "";
  const rateOf = (taxClass: string) => rateIn(facts.taxRates, country, taxClass);

  const categories = new Map<string, string>();
  const priced: (Omit<NewLine, "subtotalMinor" | "discountMinor" | "taxMinor" | "totalMinor"> & {
    ownDiscountMinor: Minor;
  })[] = [];
  for (const [index, line] of input.lines.entries()) {
    const variant = line.kind === "product" && line.sku ? facts.variants.get(line.sku.toUpperCase()) : undefined;
    if (line.kind === "product" && !variant && input.onShortage === "refuse") {
      return refuse("unknown_sku", { line: index + 1, sku: line.sku ?? "" });
    }
    const unitPrice = line.unitPrice ?? variant?.prices[currency];
    if (unitPrice === undefined) return refuse("no_price", { line: index + 1, sku: line.sku ?? "", currency });
    // Nobody sells for half a yen: such a price was meant in another currency.
    if (currencyDecimals(currency) === 0 && /\.\d*[1-9]/.test(line.unitPrice ?? "")) {
      return badAmount(line.unitPrice ?? "", currency, `lines.${index}.unitPrice`, "too_many_decimals");
    }
    const ownDiscountMinor = moneyOf(line.discount ?? "0", currency, `lines.${index}.discount`);
    if (isRefusal(ownDiscountMinor)) return ownDiscountMinor;
    const ships = line.kind === "product" || line.kind === "sample";
    const id = newId();
    if (variant) categories.set(id, variant.category);
    priced.push({
      id,
      position: index + 1,
      kind: line.kind,
      variantId: variant?.id ?? null,
      sku: variant?.sku ?? line.sku ?? "",
      title: line.title || variant?.title || line.sku || line.kind,
      spec: line.spec ?? variant?.spec ?? "",
      externalId: line.externalId ?? null,
      unitPrice,
      unitCost: variant?.unitCost ?? null,
      taxRate: line.taxRate ?? rateOf(variant?.taxClass ?? (line.kind === "shipping" ? "shipping" : "standard")),
      ships,
      stocked: ships && variant !== undefined && !variant.madeToOrder,
      madeToOrder: variant?.madeToOrder ?? false,
      gift: line.gift,
      note: line.note,
      custom: line.custom,
      ordered: line.quantity,
      ownDiscountMinor,
    });
  }
  const discountMinor = moneyOf(input.discount ?? "0", currency, "discount");
  if (isRefusal(discountMinor)) return discountMinor;
  const shippingMinor = moneyOf(input.shipping ?? "0", currency, "shipping");
  if (isRefusal(shippingMinor)) return shippingMinor;
  const shippingTaxRate = input.shippingTaxRate ?? rateOf("shipping");
  const verdicts = pricedBy(
    input,
    {
      currency,
      shippingMinor,
      items: priced
        .filter(({ kind }) => kind === "product")
        .map((line) => ({
          id: line.id,
          sku: line.sku,
          category: categories.get(line.id) ?? "",
          quantity: line.ordered,
          subtotalMinor: lineAmount(line.unitPrice, line.ordered, currency),
          otherDiscountMinor: line.ownDiscountMinor,
        })),
    },
    facts.pricing,
  );
  if (isRefusal(verdicts)) return verdicts;
  const offOf = (id: string) => verdicts.reduce((sum, { items }) => sum + (items.get(id) ?? 0n), 0n);
  const totals = totalsOf({
    currency,
    pricesIncludeTax: inclusive,
    lines: priced.map((line) => ({
      unitPrice: line.unitPrice,
      quantity: line.ordered,
      discountMinor: line.ownDiscountMinor + offOf(line.id),
      taxRate: line.taxRate,
    })),
    discountMinor,
    shippingMinor: verdicts.reduce((fee, { shippingMinor: waived }) => fee - waived, shippingMinor),
    shippingTaxRate,
  });
  if (isRefusal(totals)) return totals;
  if (totals.itemsMinor > largestOrderMinor || totals.totalMinor > largestOrderMinor)
    return refuse("amount_too_large", { currency });

  const outside = channelDiscounts(input, currency, facts.pricing);
  if (isRefusal(outside)) return outside;
  const promotions = [
    ...verdicts.map((verdict, index) => {
      const lines = [...verdict.items].map(([lineId, amountMinor]) => ({ lineId, amountMinor }));
      return keptVerdict(verdict, index + 1, lines);
    }),
    ...outside.map((promotion, index) => ({ ...promotion, position: verdicts.length + index + 1 })),
  ];
  const placedAt = input.placedAt ? new Date(input.placedAt) : facts.now;
  const promisedAt = input.promisedAt
    ? new Date(input.promisedAt)
    : new Date(placedAt.getTime() + facts.shop.promiseDays * 86_400_000);
  return {
    id: newId(),
    number: facts.number,
    channelId: facts.channel.id,
    externalId: input.externalId || null,
    customerId: facts.customerId,
    currency,
    placedAt,
    businessDay: businessDay(placedAt, facts.shop.timeZone),
    submittedAt: input.draft ? null : facts.now,
    promisedAt,
    paymentMethod: input.paymentMethod,
    paymentReference: input.paymentReference,
    pricesIncludeTax: inclusive,
    contactName: input.customer?.name ?? input.shipTo?.name ?? "",
    contactEmail: input.customer?.email || null,
    contactPhone: input.customer?.phone || input.shipTo?.phone || null,
    shipTo: input.shipTo ?? null,
    billTo: input.billTo ?? null,
    country,
    buyerMessage: input.buyerMessage,
    sellerNote: input.sellerNote,
    flag: input.flag,
    gift: input.gift,
    tags: input.tags,
    shippingService: input.shippingService,
    shippingServiceId: facts.service?.id ?? null,
    itemsMinor: totals.itemsMinor,
    discountMinor: totals.discountMinor,
    shippingMinor: totals.shippingMinor,
    shippingTaxMinor: totals.shippingTaxMinor,
    shippingTaxRate,
    taxMinor: totals.taxMinor,
    totalMinor: totals.totalMinor,
    counted: true,
    ...(promotions.length > 0 ? { promotions } : {}),
    importId: facts.importId ?? null,
    sourceHash: facts.sourceHash ?? null,
    createdBy: facts.actorName,
    lines: priced.map(({ ownDiscountMinor: _, ...line }, index) => ({
      ...line,
      ...(totals.lines[index] as (typeof totals.lines)[number]),
    })),
  };
}

/** A thousand billion: far above any order, far below what sums of orders may reach. */
export const largestOrderMinor = 10n ** 14n;

// Without promotions there is nothing to look at, and no coupon that anybody could name.
function pricedBy(input: ReceiveOrderInput, basket: Basket, pricing: Pricing | undefined): Verdict[] | CouponRefusal {
  if (pricing) return pricePromotions(input, basket, pricing);
  const [code] = input.coupons;
  return code === undefined ? [] : couponRefused(code, { reason: "unknown", seen: {} }, basket.currency);
}

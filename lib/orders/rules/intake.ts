import type { IntakeAutomation } from "@/lib/automation/rules/at-intake";
import type { PromotionFact } from "@/lib/automation/rules/facts";
import { newId } from "@/lib/core/ids";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { Location, StockPool } from "@/lib/inventory/rules/route";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import { givenBy, namedForEvent } from "@/lib/promotions/rules/order-promotion";
import type { ReviewPolicy } from "@/lib/settings/rules/default-policy";
import { applyPlan } from "./apply-plan";
import { planApproval, planReservation } from "./approve";
import { buildOrder } from "./build-order";
import { holdsAgainst } from "./hold";
import { askRules, keepFirings } from "./intake-rules";
import type { NewOrder, Plan } from "./plan";
import type { Pricing } from "./price-promotions";
import { type ReviewFacts, reviewOrder } from "./review";
import { saleEntries } from "./sales";
import { isUnmapped, toShip } from "./stage";
import type { OrderState } from "./state";
import { moneyOf } from "./typed-money";

export type VariantFacts = {
  id: string;
  sku: string;
  title: string;
  spec: string;
  unitCost: string | null;
  taxClass: string;
  madeToOrder: boolean;
  backorderAllowed: boolean;
  active: boolean;
  category: string;
  /** Unit price by currency. */
  prices: Readonly<Record<string, string>>;
};

export type ChannelFacts = {
  id: string;
  code: string;
  currency: string;
  pricesIncludeTax: boolean;
  defaultLocationId: string | null;
};

/** All that intake knows besides the order itself; read and locked once for one order or a hundred. */
export type IntakeFacts = {
  now: Date;
  shop: { currency: string; timeZone: string; promiseDays: number; reviewPolicy: ReviewPolicy };
  channel: ChannelFacts;
  /** By upper-case SKU as the input writes it. */
  variants: ReadonlyMap<string, VariantFacts>;
  /** Rate by "country class"; "* class" for every other country. */
  taxRates: ReadonlyMap<string, string>;
  locations: readonly Location[];
  pool: StockPool;
  number: string;
  customerId: string | null;
  /** The service that sends it, where that is settled. */
  service?: { id: string; code: string } | null;
  earlierOrders: number;
  similar: ReviewFacts["similar"];
  automation: IntakeAutomation;
  /** Absent where nothing is priced by promotions: there are none, or the price was made elsewhere. */
  pricing?: Pricing | undefined;
  actorName: string;
  importId?: string;
  sourceHash?: string;
};

/** Why an order cannot be taken as it was sent. */
export const intakeRefusals = [
  "unknown_sku",
  "no_price",
  "unknown_currency",
  "bad_amount",
  "amount_too_large",
  "discount_exceeds_items",
  "insufficient_stock",
  "paid_more_than_total",
  "not_placed",
  "unknown_service",
  "coupon_refused",
] as const;
export type IntakeRefusal = (typeof intakeRefusals)[number];

/**
 * One order on its way in: priced, taxed and totalled exactly, paid as far as it says, checked by the review's rules,
 * and, when nothing stops it, approved with its stock reserved. An unknown SKU is taken with its line unmapped when the
 * channel sold it already (`onShortage: "review"`), and refused otherwise.
 */
export function planIntake(input: ReceiveOrderInput, facts: IntakeFacts): Plan | Refusal<IntakeRefusal> {
  // Whoever says that money was taken must not find it gone once the draft is placed.
  if (input.draft && input.paid) return refuse("not_placed");
  const order = buildOrder(input, facts);
  if (isRefusal(order)) return order;

  const plan: Plan = {
    create: order,
    sales: order.submittedAt ? saleEntries(order, facts.shop.currency) : [],
    events: [],
  };
  if (!order.submittedAt) {
    plan.events.push({ type: "order.drafted", data: { channel: facts.channel.code } });
    return plan;
  }
  plan.events.push({
    type: "order.received",
    data: {
      channel: facts.channel.code,
      externalId: order.externalId,
      totalMinor: order.totalMinor.toString(),
      currency: order.currency,
    },
  });
  const given = order.promotions ?? [];
  if (given.some(({ applied }) => applied)) {
    plan.events.push({
      type: "promotions.applied",
      data: { currency: order.currency, promotions: namedForEvent(given, order.currency) },
    });
  }
  plan.claimCoupons = given.flatMap(({ couponId }) => couponId ?? []);
  const unpaid = planPaid(input.paid, order, plan);
  if (unpaid) return unpaid;
  return finishIntake(plan, {
    ...facts,
    onShortage: input.onShortage,
    reserve: input.reserve,
    contactEmail: order.contactEmail,
    contactPhone: order.contactPhone,
    shipTo: order.shipTo,
    promotions: given.map(({ code, number, applied, ...gave }) => ({
      ...{ code, number, applied },
      gaveMinor: givenBy(gave),
    })),
    about: {
      ...{ gift: order.gift, shippingService: order.shippingService, buyerMessage: order.buyerMessage },
      service: facts.service?.code ?? "",
    },
  });
}

export type FinishFacts = Pick<
  IntakeFacts,
  "now" | "shop" | "channel" | "locations" | "pool" | "earlierOrders" | "similar" | "variants" | "automation"
> &
  Pick<ReviewFacts, "contactEmail" | "contactPhone" | "shipTo"> & {
    /** `service` is the code of what sends it. */
    about: Pick<NewOrder, "gift" | "shippingService" | "buyerMessage"> & { service: string };
    /** What promotions did for it, as far as a rule asks. */
    promotions: readonly PromotionFact[];
    onShortage: "refuse" | "review";
    reserve: boolean;
  };

/** Review, automatic approval and reservation: the same for a new order, a submitted draft and a payment that arrived. */
export function finishIntake(plan: Plan, facts: FinishFacts): Plan | Refusal<"insufficient_stock"> {
  const { pool, locations } = facts;
  const rules = askRules(plan, facts);
  const order = applyPlan(plan);
  const backorderable = backorderableOf(facts.variants);
  const short = shortOf(order, pool, locations, backorderable);
  const stopping = short.filter((line) => !line.backorderAllowed);
  if (facts.onShortage === "refuse" && stopping.length > 0) {
    return refuse("insufficient_stock", {
      lines: stopping.map(({ sku, needed, free }) => ({ sku, requested: needed, available: free })),
    });
  }

  const review = reviewOrder(
    order,
    {
      shopCurrency: facts.shop.currency,
      contactEmail: facts.contactEmail,
      contactPhone: facts.contactPhone,
      shipTo: facts.shipTo,
      similar: facts.similar,
      earlierOrders: facts.earlierOrders,
      short,
      rules: rules.reviews.map(({ name }) => name),
    },
    facts.shop.reviewPolicy,
    facts.now,
  );
  plan.patch = { ...plan.patch, review };
  plan.events.push({
    type: "order.reviewed",
    data: {
      outcome: review.outcome,
      failed: review.checks.filter((found) => found.result !== "pass").map((found) => found.check),
    },
  });
  const preferredLocationId = rules.warehouse ?? facts.channel.defaultLocationId;
  const reserving = { pool, locations, backorderable, preferredLocationId };
  // What nobody knows cannot be fetched from a shelf, whatever the policy says of the check; nor does a held order go on.
  const free = !order.lines.some(isUnmapped) && holdsAgainst(order, "review").length === 0;
  const approves = facts.shop.reviewPolicy.autoApprove || rules.approves;
  const approvable = approves && review.outcome !== "stopped" && free;
  const goesOn = approvable
    ? planApproval(plan, { now: facts.now, automatic: true, ...reserving })
    : facts.reserve
      ? planReservation(plan, reserving)
      : plan;
  // The merchant lets short orders pass the check; what cannot be reserved still waits for a person.
  if (isRefusal(goesOn) && facts.onShortage === "refuse") return goesOn;
  return keepFirings(isRefusal(goesOn) ? plan : goesOn, rules.firings);
}

/** Variants that may be sold without stock. */
export function backorderableOf(variants: ReadonlyMap<string, VariantFacts>): ReadonlySet<string> {
  return new Set([...variants.values()].filter((variant) => variant.backorderAllowed).map((variant) => variant.id));
}

/** Per variant what the order still needs beyond its reservations, where less than that is free. */
export function shortOf(
  order: OrderState,
  pool: StockPool,
  locations: readonly Location[],
  backorderable: ReadonlySet<string>,
): ReviewFacts["short"] {
  const needed = new Map<string, { sku: string; needed: number }>();
  for (const line of order.lines) {
    if (!line.stocked || !line.variantId) continue;
    const missing = toShip(line) - line.reserved;
    if (missing <= 0) continue;
    const entry = needed.get(line.variantId) ?? { sku: line.sku, needed: 0 };
    entry.needed += missing;
    needed.set(line.variantId, entry);
  }
  return [...needed]
    .map(([variantId, { sku, needed: units }]) => ({
      sku,
      needed: units,
      free: locations.reduce((sum, location) => sum + pool.at(variantId, location.id), 0),
      backorderAllowed: backorderable.has(variantId),
    }))
    .filter((line) => line.free < line.needed);
}

/** Extends the plan of an order that is placed by the money that was taken with it, or refuses the amount. */
export function planPaid(
  paid: ReceiveOrderInput["paid"],
  order: Pick<NewOrder, "id" | "currency" | "totalMinor" | "placedAt" | "paymentMethod" | "paymentReference">,
  plan: Plan,
): Refusal<"paid_more_than_total" | "bad_amount"> | undefined {
  if (!paid) return undefined;
  const amount = moneyOf(paid.amount, order.currency);
  if (isRefusal(amount)) return amount;
  if (amount > order.totalMinor) {
    return refuse("paid_more_than_total", {
      paidMinor: amount.toString(),
      totalMinor: order.totalMinor.toString(),
      currency: order.currency,
    });
  }
  if (amount === 0n) return undefined;
  const reference = paid.reference ?? order.paymentReference;
  const payment = {
    id: newId(),
    orderId: order.id,
    method: order.paymentMethod,
    provider: "manual",
    providerRef: null,
    currency: order.currency,
  };
  plan.newPayments = [payment];
  plan.payments = (["authorise", "capture"] as const).map((type) => ({
    paymentId: payment.id,
    orderId: order.id,
    type,
    amountMinor: amount,
    reference,
    occurredAt: order.placedAt,
  }));
  plan.events.push({
    type: "payment.captured",
    data: { amountMinor: amount.toString(), currency: order.currency, method: order.paymentMethod, reference },
  });
  return undefined;
}

import { lineAmount } from "@/lib/core/money";
import { normaliseEmail, normalisePhone } from "@/lib/core/text";
import type { Address } from "@/lib/customers/rules/address";
import type { ReviewCheck, ReviewPolicy } from "@/lib/settings/rules/default-policy";
import { isPrepaid, isUnmapped } from "./stage";
import type { LineState, OrderState } from "./state";

/** A check of the policy, or "rule": the merchant's own rules that send it to a person. */
export type CheckResult = {
  check: ReviewCheck | "rule";
  result: "pass" | "warn" | "stop";
  facts: Record<string, unknown>;
};
export type Review = { at: string; outcome: "passed" | "warned" | "stopped"; checks: CheckResult[] };

/** What the checks look at besides the order itself. */
export type ReviewFacts = {
  shopCurrency: string;
  contactEmail: string | null;
  contactPhone: string | null;
  shipTo: Address | null;
  /** Orders of the same contact within the policy's hours, with the same items or without. */
  similar: { number: string; placedAt: string; sameItems: boolean }[];
  /** Earlier orders of this customer. */
  earlierOrders: number;
  /** What cannot be reserved now. */
  short: { sku: string; needed: number; free: number; backorderAllowed: boolean }[];
  /** Names of the merchant's rules that send it to a person. */
  rules: readonly string[];
};

type Finding = { ok: boolean; facts: Record<string, unknown> };

const checks: Record<ReviewCheck, (order: OrderState, facts: ReviewFacts, policy: ReviewPolicy) => Finding> = {
  stock_short: (_, { short }) => {
    const stopping = short.filter((line) => !line.backorderAllowed);
    return { ok: stopping.length === 0, facts: { short: stopping.length > 0 ? stopping : short } };
  },
  payment_missing: (order) => ({
    ok: !isPrepaid(order.paymentMethod) || order.paidMinor >= order.totalMinor,
    facts: {
      method: order.paymentMethod,
      paidMinor: order.paidMinor.toString(),
      totalMinor: order.totalMinor.toString(),
      currency: order.currency,
    },
  }),
  unmapped_sku: (order) => {
    const unmapped = order.lines.filter(isUnmapped);
    return { ok: unmapped.length === 0, facts: { skus: unmapped.map((line) => line.sku || line.title) } };
  },
  address_incomplete: (order, { shipTo }) => {
    const missing = order.lines.some((line) => line.ships) ? missingParts(shipTo) : [];
    return { ok: missing.length === 0, facts: { missing, address: shipTo ? addressLine(shipTo) : "" } };
  },
  phone_malformed: (_, { contactPhone, shipTo }) => {
    const phone = contactPhone ?? shipTo?.phone ?? "";
    return { ok: phone === "" || normalisePhone(phone) !== null, facts: { phone } };
  },
  email_malformed: (_, { contactEmail }) => ({
    ok: !contactEmail || normaliseEmail(contactEmail) !== null,
    facts: { email: contactEmail ?? "" },
  }),
  amount_above_limit: (order, _, policy) => {
    const limit = policy.amountLimits[order.currency];
    return {
      ok: limit === undefined || order.totalMinor <= BigInt(limit),
      facts: { totalMinor: order.totalMinor.toString(), limitMinor: limit ?? null, currency: order.currency },
    };
  },
  likely_duplicate: (_, { similar }, policy) => {
    const same = similar.filter((other) => other.sameItems);
    return {
      ok: same.length === 0,
      facts: {
        orders: same.map((other) => other.number),
        nearest: similar[0]?.number ?? null,
        hours: policy.duplicateHours,
      },
    };
  },
  price_below_cost: (order, { shopCurrency }) => {
    const below = order.lines.filter(
      (line) => line.kind === "product" && !line.gift && isBelowCost(order, line, shopCurrency),
    );
    return { ok: below.length === 0, facts: { skus: below.map((line) => line.sku) } };
  },
  made_to_order: (order) => {
    const made = order.lines.filter((line) => line.madeToOrder);
    return { ok: made.length === 0, facts: { skus: made.map((line) => line.sku) } };
  },
  first_order: (_, { earlierOrders }) => ({ ok: earlierOrders > 0, facts: { earlierOrders } }),
};

/**
 * Runs every check that the policy does not switch off. Each result carries the values it saw, so that the screen can
 * say why in words and the decision can be read years later.
 */
export function reviewOrder(order: OrderState, facts: ReviewFacts, policy: ReviewPolicy, at: Date): Review {
  const results: CheckResult[] = [];
  for (const [check, look] of Object.entries(checks) as [ReviewCheck, (typeof checks)[ReviewCheck]][]) {
    const severity = policy.severities[check];
    if (severity === "off") continue;
    const finding = look(order, facts, policy);
    results.push({ check, result: finding.ok ? "pass" : severity, facts: finding.facts });
  }
  if (facts.rules.length > 0) results.push({ check: "rule", result: "stop", facts: { rules: facts.rules } });
  const outcome = results.some((found) => found.result === "stop")
    ? "stopped"
    : results.some((found) => found.result === "warn")
      ? "warned"
      : "passed";
  return { at: at.toISOString(), outcome, checks: results };
}

/** Parts an address lacks for a parcel to arrive. */
export function missingParts(address: Address | null): string[] {
  if (!address) return ["address"];
  const missing: string[] = [];
  if (address.name.trim() === "") missing.push("name");
  if (address.line1.trim() === "") missing.push("line1");
  if (address.city.trim() === "") missing.push("city");
  if (address.country === "") missing.push("country");
  // A Chinese parcel is sorted by province and district.
  if (address.country === "CN" && !address.district?.trim()) missing.push("district");
  return missing;
}

/** An address in one line, larger parts first where that is how it is written. */
export function addressLine(address: Address): string {
  const parts =
    address.country === "CN"
      ? [
          address.region,
          // Cities that are provinces of their own are written once.
          address.city === address.region ? "" : address.city,
          address.district,
          address.line1,
          address.line2,
        ]
      : [
          address.line1,
          address.line2,
          address.district,
          address.city,
          address.region,
          address.postcode,
          address.country,
        ];
  return parts.filter((part) => part && part.trim() !== "").join(address.country === "CN" ? " " : ", ");
}

// Costs are kept in the shop's currency: an order in another one is not compared with them.
function isBelowCost(order: OrderState, line: LineState, shopCurrency: string): boolean {
  if (line.unitCost === null || order.currency !== shopCurrency) return false;
  const net = line.subtotalMinor - line.discountMinor - (order.pricesIncludeTax ? line.taxMinor : 0n);
  return net < lineAmount(line.unitCost, line.ordered, order.currency);
}

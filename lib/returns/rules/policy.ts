import { z } from "zod";
import { businessDay, daysBetween } from "@/lib/core/dates";
import { divideHalfEven, type Minor } from "@/lib/core/money";
import { faults, type ReturnReason, refundMoments, returnReasons } from "./state";

const days = z.number("not_a_number").int("not_whole").min(0, "not_positive").max(3650, "too_large");
const payer = z.enum(["shop", "customer"]);
const minorText = z.string().regex(/^\d{1,15}$/, "not_a_price");

/** What the shop takes back and how; kept in versions. */
export const returnPolicy = z.strictObject({
  /** Days from delivery, or from shipping where nobody heard of a delivery. */
  windowDays: days,
  /** The same for what is the shop's fault or its carrier's. */
  faultWindowDays: days,
  reasons: z.array(z.enum(returnReasons)).min(1, "missing").max(returnReasons.length),
  /** Whether made-to-order goods come back for any reason; faulty ones always do. */
  madeToOrder: z.boolean(),
  /** Orders with this tag were sold for good; nothing where no tag says so. */
  finalSaleTag: z.string().max(40, "too_long"),
  /** Who pays the parcel back where it is nobody's fault; the shop pays for its own. */
  shippingPaidBy: payer,
  /** Hundredths of a per cent kept of the price where it is nobody's fault. */
  feeBasisPoints: z.number("not_a_number").int("not_whole").min(0, "not_positive").max(10_000, "too_large"),
  refundWhen: z.enum(refundMoments),
  /** Below this worth a return that passes needs no person; minor units by currency. */
  approveUnder: z.record(z.string().regex(/^[A-Z]{3}$/, "unknown_currency"), minorText),
  /** Buyers may ask from the tracking page. */
  selfService: z.boolean(),
  /** Days that a parcel may take from the approval. */
  arriveDays: days.min(1, "not_positive"),
  /** Hours within which what came is looked at. */
  inspectHours: z.number("not_a_number").int("not_whole").min(1, "not_positive").max(2160, "too_large"),
});
export type ReturnPolicy = z.output<typeof returnPolicy>;

/** What a shop starts with. */
export const defaultReturnPolicy: ReturnPolicy = {
  windowDays: 14,
  faultWindowDays: 60,
  reasons: [...returnReasons],
  madeToOrder: false,
  finalSaleTag: "final-sale",
  shippingPaidBy: "customer",
  feeBasisPoints: 0,
  refundWhen: "after_inspection",
  approveUnder: {},
  selfService: true,
  arriveDays: 21,
  inspectHours: 48,
};

export const returnChecks = ["reason", "returnable", "made_to_order", "final_sale", "window", "amount"] as const;
export type ReturnCheck = (typeof returnChecks)[number];

/** "warn" needs a person, "stop" is against the policy. */
export type CheckResult = { check: ReturnCheck; result: "pass" | "warn" | "stop"; facts: Record<string, unknown> };

export type ReturnDecision = {
  policyVersion: number;
  outcome: "approved" | "asks" | "refused";
  checks: CheckResult[];
  shippingPaidBy: "shop" | "customer";
  /** Somebody took it although the policy says no. */
  overriddenBy?: string;
};

export type PolicyFacts = {
  now: Date;
  zone: string;
  currency: string;
  tags: readonly string[];
  /** When the goods arrived, or left where nobody heard of an arrival. */
  since: { at: Date; delivered: boolean } | null;
  lines: readonly {
    code: string;
    quantity: number;
    reason: ReturnReason;
    returnable: boolean;
    madeToOrder: boolean;
    worthMinor: Minor;
  }[];
};

/**
 * Whether the policy takes these goods back, with the values it saw: refused where one check stops, approved without a
 * person where all pass, and otherwise a question to somebody.
 */
export function decideReturn(policy: ReturnPolicy, policyVersion: number, facts: PolicyFacts): ReturnDecision {
  const checks: CheckResult[] = [];
  const fault = (line: { reason: ReturnReason }) => faults.has(line.reason);
  const say = (check: ReturnCheck, wrong: readonly unknown[], seen: Record<string, unknown>) =>
    checks.push({ check, result: wrong.length > 0 ? "stop" : "pass", facts: seen });

  const reasons = facts.lines.map(({ reason }) => reason).filter((reason) => !policy.reasons.includes(reason));
  say("reason", reasons, { reasons: [...new Set(reasons)] });
  const kept = facts.lines.filter((line) => !line.returnable && !fault(line)).map(({ code }) => code);
  say("returnable", kept, { skus: kept });
  const made = policy.madeToOrder ? [] : facts.lines.filter((line) => line.madeToOrder && !fault(line));
  say("made_to_order", made, { skus: made.map(({ code }) => code) });
  const final = policy.finalSaleTag !== "" && facts.tags.includes(policy.finalSaleTag);
  say(
    "final_sale",
    facts.lines.filter((line) => final && !fault(line)),
    { tag: final ? policy.finalSaleTag : "" },
  );

  const gone = facts.since
    ? daysBetween(businessDay(facts.since.at, facts.zone), businessDay(facts.now, facts.zone))
    : 0;
  const limits = facts.lines.map((line) => (fault(line) ? policy.faultWindowDays : policy.windowDays));
  const limit = Math.min(...limits);
  say(
    "window",
    limits.filter((most) => gone > most),
    { days: gone, limit, since: facts.since?.at.toISOString() ?? null, delivered: facts.since?.delivered ?? false },
  );

  const worth = facts.lines.reduce((sum, line) => sum + line.worthMinor, 0n);
  const most = policy.approveUnder[facts.currency];
  const small = most !== undefined && worth < BigInt(most);
  checks.push({
    check: "amount",
    result: small ? "pass" : "warn",
    facts: { worthMinor: `${worth}`, limitMinor: most ?? null, currency: facts.currency },
  });

  const has = (result: CheckResult["result"]) => checks.some((each) => each.result === result);
  return {
    policyVersion,
    outcome: has("stop") ? "refused" : has("warn") ? "asks" : "approved",
    checks,
    shippingPaidBy: facts.lines.some(fault) ? "shop" : policy.shippingPaidBy,
  };
}

/** What is kept of `priceMinor` as a restocking fee, rounded once, half to even; nothing of what is the shop's fault. */
export function restockingFee(policy: ReturnPolicy, reason: ReturnReason, priceMinor: Minor): Minor {
  if (faults.has(reason) || policy.feeBasisPoints === 0 || priceMinor <= 0n) return 0n;
  return divideHalfEven(priceMinor * BigInt(policy.feeBasisPoints), 10_000n);
}

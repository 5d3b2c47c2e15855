/** Every check of the review, in the order in which the settings page and an order show them. */
export const reviewChecks = [
  "stock_short",
  "payment_missing",
  "unmapped_sku",
  "address_incomplete",
  "phone_malformed",
  "email_malformed",
  "amount_above_limit",
  "likely_duplicate",
  "price_below_cost",
  "made_to_order",
  "first_order",
] as const;
export type ReviewCheck = (typeof reviewChecks)[number];

/** "stop" waits for a person, "warn" is shown and lets the order pass, "off" is not looked at. */
export const severities = ["stop", "warn", "off"] as const;
export type Severity = (typeof severities)[number];

export type ReviewPolicy = {
  /** An order that no check stops approves itself. */
  autoApprove: boolean;
  /** Largest total that passes, in minor units as decimal text, by currency; a currency without one has no limit. */
  amountLimits: Readonly<Record<string, string>>;
  /** Same contact and same lines within these hours look like one order sent twice. */
  duplicateHours: number;
  severities: Readonly<Record<ReviewCheck, Severity>>;
};

/** What a new shop starts with: nothing leaves the house that somebody would have to fetch back. */
export const defaultReviewPolicy: ReviewPolicy = {
  autoApprove: true,
  amountLimits: { CNY: "500000", GBP: "50000", EUR: "50000", USD: "60000" },
  duplicateHours: 48,
  severities: {
    stock_short: "stop",
    payment_missing: "stop",
    unmapped_sku: "stop",
    address_incomplete: "stop",
    phone_malformed: "warn",
    email_malformed: "warn",
    amount_above_limit: "stop",
    likely_duplicate: "stop",
    price_below_cost: "stop",
    made_to_order: "warn",
    first_order: "off",
  },
};

/** Largest refund a person lets through alone: role → currency → minor units as decimal text; "*" is every other currency. */
export type RefundLimits = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Stands for "any amount": the largest number PostgreSQL's bigint holds. */
export const UNLIMITED = "9223372036854775807";

/** Roles without an entry (warehouse, viewer) never refund alone. */
export const defaultRefundLimits: RefundLimits = {
  owner: { "*": UNLIMITED },
  manager: { "*": UNLIMITED },
  finance: { "*": "500000" },
  support: { "*": "20000" },
};

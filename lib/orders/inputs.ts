import { z } from "zod";
import { isCurrency, parseDecimal } from "@/lib/core/money";
import { addressInput, contactInput, plainText } from "@/lib/customers/inputs";
import { orderFlags } from "@/lib/orders/rules/flags";
import { customFieldsAtMost } from "@/lib/orders/rules/line-details";
import { paymentMethods } from "@/lib/orders/rules/payment-methods";
import { priorities } from "@/lib/orders/rules/priority";
import { approverRoles, holdReleases, holdScopes, holdTypes } from "./rules/hold-types";

/** Whole units a line can be ordered in. */
export const quantityInput = z
  .number("not_a_number")
  .int("not_whole")
  .min(1, "not_positive")
  .max(1_000_000, "too_large");

/** An exact decimal as text, not negative, with at most six decimals. */
export const priceInput = z
  .string("not_text")
  .max(24, "too_long")
  .refine((text) => /^\d+(\.\d{1,6})?$/.test(text) && parseDecimalOrNull(text) !== null, "not_a_price");

function parseDecimalOrNull(text: string): string | null {
  return /^\d{1,12}(\.\d{1,6})?$/.test(text) ? parseDecimal(text) : null;
}

/** An amount of the order's currency as decimal text; decimals beyond the currency's are refused by the command. */
export const amountInput = priceInput;

export const taxRateInput = z.string().regex(/^0(\.\d{1,6})?$/, "not_a_rate");

const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** A time with its offset, within the years that a shop's calendar has: others are slips, or beyond what the database holds. */
export const instantInput = z.iso.datetime({ offset: true, error: "not_a_date" }).refine((text) => {
  const time = Date.parse(text);
  return time >= earliest && time < latest;
}, "not_a_date");

export const lineKinds = ["product", "shipping", "fee", "manual", "sample"] as const;

/** What the buyer asked of a line: each name once. */
export const customInput = z
  .array(
    z.strictObject({
      name: plainText(60).refine((text) => text !== "", "missing"),
      value: plainText(500).refine((text) => text !== "", "missing"),
    }),
  )
  .max(customFieldsAtMost, "too_many_fields")
  .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, "name_twice")
  .default([]);

export const orderLineInput = z.strictObject({
  sku: plainText(80).optional(),
  title: plainText(300).optional(),
  spec: plainText(300).optional(),
  kind: z.enum(lineKinds).default("product"),
  quantity: quantityInput,
  /** Per unit in major units; the price list's when absent. */
  unitPrice: priceInput.optional(),
  /** Off the whole line. */
  discount: amountInput.optional(),
  /** The shop's rate for the destination when absent. */
  taxRate: taxRateInput.optional(),
  externalId: plainText(120).optional(),
  gift: z.boolean().default(false),
  note: plainText(500).default(""),
  custom: customInput,
});

export const linesAtMost = 10_000;

/** As many coupons as an order may name. */
export const couponsAtMost = 10;

/** Codes of coupons, each once. */
export const couponCodesInput = z
  .array(plainText(40).refine((text) => text !== "", "missing"))
  .max(couponsAtMost, "too_many_coupons")
  .refine((codes) => new Set(codes.map((code) => code.toUpperCase())).size === codes.length, "coupon_twice")
  .default([]);

/** Far above any order, far below what a day's orders may add up to. */
const unitsAtMost = 10_000_000;

export const receiveOrderInput = z.strictObject({
  /** Code of the channel; an API key bound to a channel may leave it out. */
  channel: plainText(40).optional(),
  externalId: plainText(120).optional(),
  placedAt: instantInput.optional(),
  currency: z.string().refine(isCurrency, "unknown_currency").optional(),
  pricesIncludeTax: z.boolean().optional(),
  customer: contactInput.optional(),
  shipTo: addressInput.optional(),
  billTo: addressInput.optional(),
  lines: z
    .array(orderLineInput)
    .min(1, "no_lines")
    .max(linesAtMost, "too_many_lines")
    .refine((lines) => lines.reduce((units, line) => units + line.quantity, 0) <= unitsAtMost, "too_large"),
  discount: amountInput.optional(),
  /** Coupons of the house: one that does not hold refuses the order. */
  coupons: couponCodesInput,
  /** Whether the house's promotions are applied; when absent, to orders that name a coupon or state no price. */
  promotions: z.enum(["apply", "none"]).optional(),
  /** What the channel took off by codes of its own; its prices stand, these are kept beside them. */
  discountCodes: z
    .array(
      z.strictObject({
        code: plainText(120).refine((text) => text !== "", "missing"),
        title: plainText(160).optional(),
        amount: amountInput.optional(),
      }),
    )
    .max(couponsAtMost, "too_many_coupons")
    .default([]),
  shipping: amountInput.optional(),
  shippingTaxRate: taxRateInput.optional(),
  /** What the buyer chose, in the channel's own words. */
  shippingService: plainText(80).default("standard"),
  /** Code of the shop's service that sends it; what the words are mapped to when absent. */
  service: plainText(60).optional(),
  buyerMessage: plainText(2000).default(""),
  sellerNote: plainText(2000).default(""),
  flag: z.enum(orderFlags).nullable().default(null),
  gift: z.boolean().default(false),
  tags: z.array(plainText(40)).max(20, "too_many_tags").default([]),
  promisedAt: instantInput.optional(),
  paymentMethod: z.enum(paymentMethods),
  paymentReference: plainText(120).default(""),
  /** Money that has already been taken, by the channel or at the counter. */
  paid: z.strictObject({ amount: amountInput, reference: plainText(120).optional() }).optional(),
  /** Kept without being placed: no stock, no sale, until it is submitted. */
  draft: z.boolean().default(false),
  /** What to do with an order whose stock is not there: refuse it, or take it and let a person look. */
  onShortage: z.enum(["refuse", "review"]).default("review"),
  /** Claims stock at once even when a person still has to approve. */
  reserve: z.boolean().default(false),
});
export type ReceiveOrderInput = z.output<typeof receiveOrderInput>;

/** An order that exists, by the number people see, and the version that was on the screen. */
export const orderRef = z.strictObject({
  number: plainText(40).refine((text) => text !== "", "missing"),
  /** Refuses with "order_changed" when somebody changed the order since this version was shown. */
  version: z.number().int().positive().optional(),
});

export const approveOrderInput = orderRef.extend({ note: plainText(500).default("") });
export const holdOrderInput = orderRef.extend({
  type: z.enum(holdTypes),
  scope: z.enum(holdScopes).default("all"),
  reason: plainText(500).default(""),
  dueAt: instantInput.nullable().default(null),
  /** What ends it; its own date only where it has one, "approved" only with the role that approves. */
  releaseWhen: z.enum(holdReleases).nullable().default(null),
  approver: z.enum(approverRoles).nullable().default(null),
});
/** The terms of a hold that is open, all of them anew. */
export const changeHoldInput = holdOrderInput;
export const releaseHoldInput = orderRef.extend({
  /** Type of the one hold to release; all open holds when absent. */
  type: z.enum(holdTypes).optional(),
  note: plainText(500).default(""),
});
export const changeCustomerInput = orderRef.extend({
  /** Number or e-mail of the customer it belongs to from now on. */
  customer: plainText(254).refine((text) => text !== "", "missing"),
});

export const rerouteOrderInput = orderRef.extend({
  /** Code of the warehouse that sends it from now on. */
  location: plainText(40).refine((text) => text !== "", "missing"),
});

export const paymentMethodInput = orderRef.extend({ method: z.enum(paymentMethods) });

export const takeStockInput = orderRef.extend({
  /** `digest` of the preview that was shown: taking other units than those is refused. */
  expected: plainText(64).optional(),
});

/** What a line says from now on, all of it. */
export const editLineInput = orderRef.extend({
  line: z.number().int().min(1).max(20_000),
  note: plainText(500).default(""),
  custom: customInput,
});
export const setPriorityInput = orderRef.extend({
  priority: z.enum(priorities),
  reason: plainText(500).default(""),
});

export const assignOrderInput = orderRef.extend({ email: plainText(254).nullable() });
export const noteOrderInput = orderRef.extend({ body: plainText(4000).refine((text) => text !== "", "missing") });
export const tagOrderInput = orderRef.extend({
  add: z
    .array(plainText(40).refine((text) => text !== "", "missing"))
    .max(20)
    .default([]),
  remove: z.array(plainText(40)).max(20).default([]),
});
export const submitDraftInput = orderRef.extend({
  onShortage: z.enum(["refuse", "review"]).default("review"),
  /** Money that was taken as the order was placed. */
  paid: receiveOrderInput.shape.paid,
});
export const editOrderInput = orderRef.extend({
  version: z.number().int().positive(),
  contactName: plainText(160).optional(),
  contactEmail: plainText(254).nullable().optional(),
  contactPhone: plainText(40).nullable().optional(),
  shipTo: addressInput.optional(),
  billTo: addressInput.nullable().optional(),
  promisedAt: instantInput.nullable().optional(),
  sellerNote: plainText(2000).optional(),
  flag: z.enum(orderFlags).nullable().optional(),
  gift: z.boolean().optional(),
});

export const changeServiceInput = orderRef.extend({
  /** Code of the service that sends it from now on; nothing where whoever packs decides. */
  service: plainText(60).nullable(),
  /** Promises it for when it then arrives. */
  movePromise: z.boolean().default(false),
});
export const mapSkuInput = z.strictObject({
  channel: plainText(40),
  externalSku: plainText(80).refine((text) => text !== "", "missing"),
  sku: plainText(80).refine((text) => text !== "", "missing"),
});
export const rejectOrderInput = orderRef.extend({ reason: plainText(500).refine((text) => text !== "", "missing") });

/** A draft written anew: the same fields as a new order, for the draft that is there. Money comes with placing it. */
export const saveDraftInput = receiveOrderInput.omit({ paid: true }).extend({
  number: plainText(40).optional(),
  version: z.number().int().positive().optional(),
  draft: z.literal(true).default(true),
});

/** A draft as the form shows it, written and placed. */
export const placeDraftInput = saveDraftInput.extend({
  number: plainText(40),
  version: z.number().int().positive(),
  paid: receiveOrderInput.shape.paid,
});

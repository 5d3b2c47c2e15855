import { z } from "zod";
import { CURRENCIES } from "@/lib/core/money";
import { plainText } from "@/lib/customers/inputs";
import { isAmountIn } from "./rules/evaluate";
import { promotionKinds, promotionStatuses } from "./rules/terms";

const filled = (most: number) => plainText(most).refine((text) => text !== "", "missing");
const words = (each: z.ZodType<string>, most = 500) =>
  z
    .array(each)
    .max(most, "too_many")
    .transform((list) => [...new Set(list)])
    .default([]);

/** More than nothing and at most all of it, with at most four decimals. */
const percentInput = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, "bad_share")
  .refine((text) => Number(text) > 0 && Number(text) <= 100, "bad_share");

/** Amounts in major units by currency, each one that can be paid. */
const amountsInput = (least: "zero" | "more") =>
  z
    .record(z.string(), z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, "not_a_price"))
    .refine((amounts) => Object.keys(amounts).every((currency) => CURRENCIES.includes(currency)), "unknown_currency")
    .refine(
      (amounts) => Object.entries(amounts).every(([currency, amount]) => isAmountIn(amount, currency)),
      "not_a_price",
    )
    .refine(
      (amounts) => least === "zero" || Object.values(amounts).every((amount) => Number(amount) > 0),
      "not_a_price",
    )
    .default({});

const unitsInput = z.number("not_a_number").int("not_whole").min(1, "not_positive").max(10_000, "too_large").nullable();
const instant = z.iso.datetime({ offset: true, error: "not_a_date" }).nullable();

/** What a promotion gives, of what, to whom and when. */
export const promotionTermsInput = z
  .strictObject({
    kind: z.enum(promotionKinds),
    percent: percentInput.nullable().default(null),
    amounts: amountsInput("zero"),
    buy: unitsInput.default(null),
    get: unitsInput.default(null),
    skus: words(filled(80).transform((sku) => sku.toUpperCase())),
    categories: words(filled(80)),
    minimumSpend: amountsInput("more"),
    minimumQuantity: unitsInput.default(null),
    channels: words(filled(40), 50),
    countries: words(z.string().regex(/^[A-Z]{2}$/, "not_a_country"), 250),
    customerTags: words(filled(40), 50),
    firstOrder: z.boolean().default(false),
    from: instant.default(null),
    until: instant.default(null),
    byCoupon: z.boolean(),
    combinable: z.boolean().default(true),
    priority: z.number("not_a_number").int("not_whole").min(0, "not_positive").max(1000, "too_large").default(0),
  })
  .superRefine((terms, context) => {
    const missing = (field: string) => context.addIssue({ code: "custom", path: [field], message: "missing" });
    const { kind } = terms;
    if ((kind === "percent" || kind === "buy_get") && terms.percent === null) missing("percent");
    if ((kind === "amount" || kind === "fixed_price") && Object.keys(terms.amounts).length === 0) missing("amounts");
    if (kind === "amount" && Object.values(terms.amounts).some((amount) => Number(amount) === 0))
      context.addIssue({ code: "custom", path: ["amounts"], message: "not_a_price" });
    if (kind === "fixed_price" && terms.skus.length + terms.categories.length === 0) missing("skus");
    if (kind === "buy_get" && terms.buy === null) missing("buy");
    if (kind === "buy_get" && terms.get === null) missing("get");
    if (terms.from !== null && terms.until !== null && Date.parse(terms.from) >= Date.parse(terms.until))
      context.addIssue({ code: "custom", path: ["until"], message: "ends_before" });
  })
  // What its kind does not use is not kept: two of the same terms read the same.
  .transform((terms) => {
    const amounts = terms.kind === "amount" || terms.kind === "fixed_price" ? terms.amounts : {};
    const percent = terms.kind === "percent" || terms.kind === "buy_get" ? terms.percent : null;
    const bundle = terms.kind === "buy_get" ? { buy: terms.buy, get: terms.get } : { buy: null, get: null };
    return { ...terms, amounts, percent, ...bundle };
  });

export const codesAtMost = 5_000;

const limitInput = z
  .number("not_a_number")
  .int("not_whole")
  .min(1, "not_positive")
  .max(1_000_000, "too_large")
  .nullable();
const limits = { limitTotal: limitInput.default(null), limitPerCustomer: limitInput.default(null) };

export const couponCodeInput = z
  .string()
  .trim()
  .regex(/^[^\s\p{Cc},]{2,40}$/u, "bad_coupon")
  .transform((code) => code.toUpperCase());

/** A new promotion, or another version of one that is there. */
export const savePromotionInput = z.strictObject({
  number: z.number().int().positive().nullable().default(null),
  /** The version that was on the screen. */
  version: z.number().int().positive().nullable().default(null),
  name: filled(120),
  terms: promotionTermsInput,
  /** The first coupon of a new one. */
  coupon: z
    .strictObject({ code: couponCodeInput, ...limits })
    .nullable()
    .default(null),
});

export const setPromotionStatusInput = z.strictObject({
  number: z.number().int().positive(),
  status: z.enum(promotionStatuses),
});

/** One code, or so many that nobody guesses, each with these limits. */
export const addCouponsInput = z
  .strictObject({
    number: z.number().int().positive(),
    code: couponCodeInput.nullable().default(null),
    count: z
      .number("not_a_number")
      .int("not_whole")
      .min(1, "not_positive")
      .max(codesAtMost, "too_large")
      .nullable()
      .default(null),
    prefix: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{0,20}$/, "bad_coupon")
      .default(""),
    ...limits,
  })
  .refine(({ code, count }) => (code === null) !== (count === null), { path: ["code"], message: "missing" });

export const changeCouponInput = z.strictObject({ code: couponCodeInput, active: z.boolean(), ...limits });

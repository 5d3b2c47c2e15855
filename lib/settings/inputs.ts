import { z } from "zod";
import { isCurrency, MoneyError, parseMoney } from "@/lib/core/money";
import { cleanLines, cleanText, normaliseEmail, textProblem } from "@/lib/core/text";
import { isTimeZone } from "@/lib/core/zone";
import { locales } from "@/lib/i18n/locales";
import { channelKinds } from "./rules/channel-kinds";
import { isCountry } from "./rules/countries";
import { reviewChecks, severities, UNLIMITED } from "./rules/default-policy";
import { mailSecurities } from "./rules/mail-security";
import { percentToRate } from "./rules/percent";
import { refundRoles } from "./rules/refund-roles";

const id = z.uuid("gone");
const text = z
  .string("required")
  .refine((typed) => textProblem(typed) === null, { error: "forbidden_character", abort: true });

/** One line of text of at most `most` characters; may be blank. */
const line = (most: number) => text.transform(cleanText).pipe(z.string().max(most, "too_long"));
const namedLine = (most: number) => text.transform(cleanText).pipe(z.string().min(1, "required").max(most, "too_long"));
const addressLines = text
  .transform((typed) => cleanLines(typed).split("\n").map(cleanText).filter(Boolean))
  .pipe(z.array(z.string().max(200, "too_long")).max(6, "too_long"));
const optionalEmail = line(254).refine((typed) => typed === "" || normaliseEmail(typed) !== null, "not_an_email");
const currency = z.string("required").refine(isCurrency, "unknown_currency");
const optionalCountry = z.string().refine((code) => code === "" || isCountry(code), "not_a_country");
const wholeNumber = (least: number, most: number) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .trim()
          .regex(/^\d{1,9}$/, "not_whole")
          .transform(Number),
      ],
      "not_whole",
    )
    .pipe(z.int("not_whole").min(least, "too_small").max(most, "too_large"));
const code = (pattern: RegExp) =>
  text
    .transform((typed) => cleanText(typed))
    .pipe(z.string().min(1, { error: "required", abort: true }).regex(pattern, "bad_code"));

/** An amount as typed → minor units as decimal text. */
function amountMinor(typed: string, currencyCode: string): { minor: string } | { problem: string } {
  try {
    const minor = parseMoney(typed, currencyCode);
    return minor < 0n ? { problem: "negative" } : { minor: minor.toString() };
  } catch (error) {
    if (error instanceof MoneyError) return { problem: error.reason };
    throw error;
  }
}

const shopFields = {
  name: namedLine(100),
  currency,
  timeZone: z.string("required").refine(isTimeZone, "unknown_zone"),
  locale: z.enum(locales, "required"),
};

export const setUpShopInput = z.strictObject({ ...shopFields, country: optionalCountry });

export const updateShopInput = z.strictObject({
  ...shopFields,
  legalName: line(150),
  email: optionalEmail,
  phone: line(40),
  addressLines,
  country: optionalCountry,
  taxNumber: line(40),
  pricesIncludeTax: z.boolean(),
  orderPrefix: line(10).refine((typed) => /^(?:[A-Z0-9][A-Z0-9-]*)?$/.test(typed), "bad_prefix"),
  promiseDays: wholeNumber(0, 90),
});

const amountLimit = z.strictObject({ currency, amount: z.string() });

/** Rows of currency and amount → minor units by currency; a row left blank sets no limit. */
const limitsByCurrency = z
  .array(amountLimit)
  .max(40)
  .transform((rows, context) => {
    const limits: Record<string, string> = {};
    for (const [index, row] of rows.entries()) {
      if (row.amount.trim() === "") continue;
      const amount = amountMinor(row.amount, row.currency);
      if ("problem" in amount) context.addIssue({ code: "custom", message: amount.problem, path: [index, "amount"] });
      else if (row.currency in limits)
        context.addIssue({ code: "custom", message: "twice", path: [index, "currency"] });
      else limits[row.currency] = amount.minor;
    }
    return limits;
  });

/** Every check has its severity: one that is left out is an error, not "off". */
const severityOfCheck = z.record(z.enum(reviewChecks), z.enum(severities, "required"));

export const updateReviewPolicyInput = z.strictObject({
  autoApprove: z.boolean(),
  amountLimits: limitsByCurrency,
  duplicateHours: wholeNumber(1, 720),
  severities: severityOfCheck,
});

const OTHER_CURRENCIES = "*";
const refundLimit = z.strictObject({
  role: z.enum(refundRoles),
  /** Any amount: the limits below do not matter. */
  unlimited: z.boolean(),
  limits: z
    .array(z.strictObject({ currency: z.union([z.literal(OTHER_CURRENCIES), currency]), amount: z.string() }))
    .max(40),
});

/** What each role may refund alone, as rows → role → currency → minor units. "*" is typed with two decimals. */
export const updateRefundLimitsInput = z.strictObject({
  roles: z
    .array(refundLimit)
    .length(refundRoles.length)
    .transform((rows, context) => {
      const byRole: Record<string, Record<string, string>> = {};
      for (const [index, row] of rows.entries()) {
        const limits: Record<string, string> = row.unlimited ? { [OTHER_CURRENCIES]: UNLIMITED } : {};
        for (const [position, limit] of (row.unlimited ? [] : row.limits).entries()) {
          if (limit.amount.trim() === "") continue;
          const amount = amountMinor(limit.amount, limit.currency === OTHER_CURRENCIES ? "EUR" : limit.currency);
          if ("problem" in amount) {
            context.addIssue({ code: "custom", message: amount.problem, path: [index, "limits", position, "amount"] });
          } else limits[limit.currency] = amount.minor;
        }
        byRole[row.role] = limits;
      }
      return byRole;
    }),
});

const taxRateKey = {
  country: z.string("required").refine((typed) => typed === "*" || isCountry(typed), "not_a_country"),
  taxClass: code(/^[a-z0-9][a-z0-9_-]{0,29}$/),
};

export const saveTaxRateInput = z.strictObject({
  ...taxRateKey,
  label: line(60),
  percent: z.string("required").transform((typed, context) => {
    try {
      const rate = percentToRate(typed);
      if (!rate.startsWith("-") && Number(rate) < 1) return rate;
      context.addIssue({ code: "custom", message: "bad_percent" });
    } catch (error) {
      if (!(error instanceof MoneyError)) throw error;
      context.addIssue({ code: "custom", message: error.reason });
    }
    return z.NEVER;
  }),
});
export const removeTaxRateInput = z.strictObject(taxRateKey);

export const saveLocationInput = z.strictObject({
  /** Null makes a new one. */
  id: id.nullable(),
  code: code(/^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/),
  name: namedLine(80),
  nameZh: line(80),
  addressLines,
  city: line(80),
  country: optionalCountry,
  phone: line(40),
  priority: wholeNumber(1, 1000),
  active: z.boolean(),
});

export const saveChannelInput = z.strictObject({
  /** Null makes a new one. */
  id: id.nullable(),
  code: code(/^[a-z0-9][a-z0-9_-]{0,29}$/),
  name: namedLine(80),
  nameZh: line(80),
  kind: z.enum(channelKinds, "required"),
  currency,
  pricesIncludeTax: z.boolean(),
  defaultLocationId: id.nullable(),
  active: z.boolean(),
});

export const setChannelSecretInput = z.strictObject({
  id,
  secret: text.transform((typed) => typed.trim()).pipe(z.string().min(16, "secret_short").max(200, "too_long")),
});

export const saveMailSettingsInput = z.strictObject({
  host: text
    .transform((typed) => typed.trim().toLowerCase())
    .pipe(
      z
        .string()
        .min(1, { error: "required", abort: true })
        .max(253, "too_long")
        .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$|^[0-9a-f:]+$/, "not_a_host"),
    ),
  port: wholeNumber(1, 65_535),
  security: z.enum(mailSecurities, "required"),
  username: line(254),
  /** As it is: a password may begin with a blank. Empty keeps the one before. */
  password: text.pipe(z.string().max(500, "too_long")),
  fromAddress: namedLine(254).refine((typed) => normaliseEmail(typed) !== null, "not_an_email"),
});

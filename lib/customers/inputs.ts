import { z } from "zod";
import { normaliseEmail, normalisePhone, textProblem } from "@/lib/core/text";
import { defaultLocale, locales } from "@/lib/i18n/locales";

/** Text of a person's name, an address or a note: trimmed, without control characters or direction overrides. */
export const plainText = (longest: number) =>
  z
    .string()
    .max(longest, "too_long")
    .refine((text) => textProblem(text) === null, "forbidden_character")
    .transform((text) => text.trim());

export const addressInput = z.strictObject({
  name: plainText(120),
  company: plainText(160).optional(),
  phone: plainText(40).optional(),
  line1: plainText(300),
  line2: plainText(300).optional(),
  district: plainText(120).optional(),
  city: plainText(120),
  region: plainText(120).optional(),
  postcode: plainText(24).optional(),
  country: z.union([z.literal(""), z.string().regex(/^[A-Z]{2}$/, "not_a_country")]),
});

export const contactInput = z.strictObject({
  /** Number of a customer that exists; the other fields then only fill the order's contact. */
  number: plainText(40).optional(),
  /** Number the customer has in the source system. */
  externalKey: plainText(120).optional(),
  name: plainText(160).optional(),
  company: plainText(160).optional(),
  email: plainText(254).optional(),
  phone: plainText(40).optional(),
  locale: z.enum(locales).optional(),
});
export type ContactInput = z.output<typeof contactInput>;

/** A customer that exists, by the number people see. */
const customerNumber = plainText(40).refine((text) => text !== "", "missing");
const version = z.number().int().positive();
const tag = plainText(40).refine((text) => text !== "", "missing");
const emailInput = plainText(254).refine((text) => text === "" || normaliseEmail(text) !== null, "not_an_email");
const phoneInput = plainText(40).refine((text) => text === "" || normalisePhone(text) !== null, "not_a_phone");

const customerFields = {
  name: plainText(160).default(""),
  company: plainText(160).default(""),
  email: emailInput.default(""),
  phone: phoneInput.default(""),
  locale: z.enum(locales).default(defaultLocale),
  tags: z.array(tag).max(20, "too_many_tags").default([]),
};

export const createCustomerInput = z.strictObject({
  ...customerFields,
  address: addressInput.optional(),
  /** Makes another customer although one with this e-mail or phone is there. */
  anyway: z.boolean().default(false),
});
export const editCustomerInput = z.strictObject({ number: customerNumber, version, ...customerFields });
export const customerNoteInput = z.strictObject({
  number: customerNumber,
  body: plainText(4000).refine((text) => text !== "", "missing"),
});
export const customerAddressInput = z.strictObject({
  number: customerNumber,
  version,
  /** Which of the customer's addresses, as the profile lists them from 1; a new one when absent. */
  place: z.number().int().min(1).max(1000).optional(),
  address: addressInput,
  isDefault: z.boolean().default(false),
});
export const mergeCustomersInput = z.strictObject({
  /** The customer that goes away. */
  from: customerNumber,
  /** The customer that stays. */
  into: customerNumber,
});

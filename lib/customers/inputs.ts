import { z } from "zod";
import { textProblem } from "@/lib/core/text";

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
  locale: z.enum(["en", "zh-CN"]).optional(),
});
export type ContactInput = z.output<typeof contactInput>;

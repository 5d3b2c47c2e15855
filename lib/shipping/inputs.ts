import { z } from "zod";
import { cleanText } from "@/lib/core/text";
import { plainText } from "@/lib/customers/inputs";
import { isCountry } from "@/lib/settings/rules/countries";
import { readArea } from "./rules/fits";
import { isTrackingUrl, readTrackingFormat } from "./rules/tracking";

const line = (most: number) => plainText(most).transform(cleanText);
const named = (most: number) => line(most).refine((text) => text !== "", "required");
const code = (most: number) => plainText(most).refine((text) => /^[a-z0-9][a-z0-9-]*$/.test(text), "bad_shipping_code");
/** The version that was on the screen; none for what is new. */
const version = z.number().int().positive().nullable();

/** Names or areas with commas or line ends between them. */
const several = (most: number) =>
  plainText(most).transform((text) => [
    ...new Set(
      text
        .split(/[,，、;；\n]/)
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    ),
  ]);

const areas = several(4000).transform((typed, context) =>
  typed.map((each) => {
    const area = readArea(each);
    if (area === null || !isCountry(area.slice(0, 2))) {
      context.addIssue({ code: "custom", message: "not_an_area" });
      return z.NEVER;
    }
    return area;
  }),
);

/** A whole number as typed, or nothing. */
const wholeOrNone = (least: number, most: number) =>
  plainText(12)
    .refine((text) => text === "" || /^\d{1,9}$/.test(text), { error: "not_whole", abort: true })
    .transform((text) => (text === "" ? null : Number(text)))
    .pipe(z.number().min(least, "too_small").max(most, "too_large").nullable());

/** Kilograms with up to three decimals as typed → grams. */
const kilograms = plainText(12)
  .refine((text) => text === "" || /^\d{1,5}(?:\.\d{1,3})?$/.test(text), { error: "not_a_weight", abort: true })
  .transform((text) => (text === "" ? null : Math.round(Number(text) * 1000)))
  .pipe(z.number().int().min(1, "too_small").nullable());

export const saveCarrierInput = z.strictObject({
  code: code(40),
  version,
  name: named(60),
  nameZh: line(60).default(""),
  aliases: several(1000).pipe(z.array(z.string().max(60, "too_long")).max(20, "too_long")),
  trackingUrl: plainText(300)
    .default("")
    .refine((text) => text === "" || isTrackingUrl(text), "not_a_tracking_url"),
  trackingFormat: plainText(120)
    .default("")
    .refine((text) => text === "" || readTrackingFormat(text) !== null, "not_a_tracking_format"),
  phone: line(40).default(""),
  active: z.boolean(),
});

export const saveServiceInput = z
  .strictObject({
    /** Code of its carrier, which stays. */
    carrier: code(40),
    code: code(60),
    version,
    name: named(60),
    nameZh: line(60).default(""),
    transitDaysMin: wholeOrNone(0, 365),
    transitDaysMax: wholeOrNone(0, 365),
    maxKilograms: kilograms,
    serves: areas,
    refuses: areas,
    cashOnDelivery: z.boolean(),
    active: z.boolean(),
  })
  .refine(({ transitDaysMin: least, transitDaysMax: most }) => least === null || most === null || least <= most, {
    error: "ends_before_it_begins",
    path: ["transitDaysMax"],
  });

export const moveCarrierInput = z.strictObject({ code: code(40), by: z.union([z.literal(-1), z.literal(1)]) });

export const addCarriersInput = z.strictObject({ codes: z.array(code(40)).min(1, "required").max(50) });

export const mapWordsInput = z.strictObject({
  /** Code of the channel; every channel that has no mapping of its own when absent. */
  channel: plainText(40).nullable(),
  words: named(80),
  /** Code of the service; nothing forgets the mapping. */
  service: named(60).nullable(),
});

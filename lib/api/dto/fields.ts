import { z } from "zod";
import { currencyDecimals, toDecimalString } from "@/lib/core/money";
import { textProblem } from "@/lib/core/text";
import { instantInput } from "@/lib/orders/inputs";
import { toDate } from "@/lib/rows";

/** An amount of the currency that stands beside it. */
export const amount = z.string().meta({
  id: "Amount",
  description: 'Exact decimal in major units of the currency beside it, such as "64.50"; never a float.',
  example: "64.50",
});
export const currency = z.string().meta({ id: "Currency", description: "ISO 4217 code.", example: "CNY" });
export const instant = z.iso
  .datetime()
  .meta({ id: "Instant", description: "Point in time, UTC.", example: "2026-03-14T08:12:33.000Z" });

export const address = z
  .object({
    name: z.string(),
    company: z.string().optional(),
    phone: z.string().optional(),
    line1: z.string(),
    line2: z.string().optional(),
    district: z.string().optional(),
    city: z.string(),
    region: z.string().optional(),
    postcode: z.string().optional(),
    country: z.string().meta({ description: "ISO 3166-1 alpha-2, or empty when the source did not say." }),
  })
  .meta({ id: "Address" });

/** Text in an address: what the database cannot hold is refused there, too. */
export const textParam = (longest: number) =>
  z
    .string()
    .max(longest, "too_long")
    .refine((text) => textProblem(text) === null, "forbidden_character");

/** A time in an address, as the database reads it: whatever its offset, in UTC. */
export const instantParam = instantInput.transform((text) => new Date(text).toISOString());

/** Cursor pages: the query and the answer of every list. */
export const page = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "not_a_number")
    .transform(Number)
    .pipe(z.number().min(1, "not_positive").max(100, "too_large"))
    .default(50)
    .meta({
      description: "Rows a page, 1 to 100; 50 when absent.",
      override: { type: "integer", minimum: 1, maximum: 100 },
    }),
  cursor: textParam(300).optional().meta({ description: "`next` of the page before; absent for the first." }),
};

export const next = z.string().nullable().meta({ description: "Cursor of the next page; null on the last one." });

/** Minor units as the raw driver gives them, as decimal text. */
export function amountOf(minor: string | bigint, code: string): string {
  return toDecimalString(BigInt(minor), code);
}

/** A unit price with at least the currency's decimals and no zeros beyond them. */
export function priceOf(price: string, code: string): string {
  const [whole = "0", fraction = ""] = price.split(".");
  const digits = fraction.replace(/0+$/, "").padEnd(currencyDecimals(code), "0");
  return digits === "" ? whole : `${whole}.${digits}`;
}

export function instantOf(text: string): string {
  return toDate(text).toISOString();
}

export function instantOrNull(text: string | null): string | null {
  return text === null ? null : instantOf(text);
}

/** A place in a list, opaque to the caller. */
export function cursorOf(...parts: string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The parts of a cursor, or null for one that this list did not give out. */
export function readCursor(text: string, kinds: readonly ((part: string) => boolean)[]): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parts) || parts.length !== kinds.length) return null;
    return parts.every((part, index) => typeof part === "string" && kinds[index]?.(part)) ? parts : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

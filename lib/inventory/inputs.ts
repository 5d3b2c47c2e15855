import { z } from "zod";
import { binInput, reorderPointInput, reorderQuantityInput, skuInput } from "@/lib/catalog/inputs";
import { cleanText, textProblem } from "@/lib/core/text";
import { quantityInput } from "@/lib/orders/inputs";
import { adjustmentReasons } from "./rules/adjustment";

const line = (longest: number) =>
  z
    .string("missing")
    .max(longest, "too_long")
    .refine((text) => textProblem(text) === null, { error: "forbidden_character", abort: true })
    .transform(cleanText);

/** A warehouse by its code. */
const locationInput = line(40).pipe(z.string().min(1, "missing"));
const noteInput = line(500).default("");

/** Whole units of either sign; zero only where a count found an empty shelf. */
const anyUnits = z.int("not_whole").min(-1_000_000, "too_large").max(1_000_000, "too_large");

export const adjustStockInput = z
  .strictObject({
    sku: skuInput,
    location: locationInput,
    reason: z.enum(adjustmentReasons, "missing"),
    /** Units: what a count found on the shelf, how many the reason moves, or for "other" the change with its sign. */
    quantity: anyUnits,
    note: noteInput,
  })
  .superRefine(({ reason, quantity, note }, context) => {
    const problem = (message: string) => context.addIssue({ code: "custom", path: ["quantity"], message });
    if (reason === "other" && note === "") context.addIssue({ code: "custom", path: ["note"], message: "missing" });
    if (reason === "other") return quantity === 0 ? problem("not_positive") : undefined;
    if (quantity < 0) return problem("negative");
    if (quantity === 0 && reason !== "count") problem("not_positive");
  });

const stockLines = z
  .array(z.strictObject({ sku: skuInput, quantity: quantityInput }))
  .min(1, "no_lines")
  .max(10_000, "too_many");

export const receiveStockInput = z.strictObject({
  location: locationInput,
  lines: stockLines,
  /** The supplier's delivery note. */
  reference: line(120).default(""),
  note: noteInput,
  /** First stock of a shop that begins with Countinghouse; no goods came in today. */
  opening: z.boolean().default(false),
});

export const transferStockInput = z
  .strictObject({ from: locationInput, to: locationInput, lines: stockLines, note: noteInput })
  .refine(({ from, to }) => from !== to, { path: ["to"], error: "same_location" });

export const setBinInput = z.strictObject({ sku: skuInput, location: locationInput, bin: binInput });

export const setReorderPointInput = z.strictObject({
  sku: skuInput,
  reorderPoint: reorderPointInput,
  reorderQuantity: reorderQuantityInput,
});

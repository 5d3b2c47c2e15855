import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { amountInput, couponCodesInput, orderRef, priceInput, quantityInput } from "@/lib/orders/inputs";
import { changeReasons } from "@/lib/orders/rules/change-reasons";

/** Whole units a line is to have; none takes it off. */
const unitsInput = z.number("not_a_number").int("not_whole").min(0, "not_positive").max(1_000_000, "too_large");

/** What is to be different of an order's items and its shipping; whatever is not named stays. */
export const changeOrderInput = orderRef.extend({
  /** Lines by their position: the units that shall be left of each, and the price of one. */
  lines: z
    .array(
      z.strictObject({
        line: z.number().int().min(1).max(20_000),
        quantity: unitsInput.optional(),
        unitPrice: priceInput.optional(),
      }),
    )
    .max(10_000, "too_many_lines")
    .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, "line_twice")
    .default([]),
  add: z
    .array(
      z.strictObject({
        sku: plainText(80).refine((text) => text !== "", "missing"),
        quantity: quantityInput,
        /** Per unit in major units; the price list's when absent. */
        unitPrice: priceInput.optional(),
      }),
    )
    .max(1_000, "too_many_lines")
    .default([]),
  /** What the order pays for shipping, in its currency. */
  shipping: amountInput.optional(),
  /** Coupons that the order is to have, which must hold now, and those that it gives back. */
  addCoupons: couponCodesInput,
  removeCoupons: couponCodesInput,
  reason: z.enum(changeReasons).default("customer_request"),
  note: plainText(500).default(""),
  /** Number of the event whose change it takes back: what else is asked then makes it a change like any other. */
  undoes: z.number().int().positive().optional(),
  /** `digest` of the preview that was shown: another effect than that one is refused. */
  expected: plainText(64).optional(),
});
export type ChangeOrderInput = z.output<typeof changeOrderInput>;

import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { orderRef, quantityInput } from "@/lib/orders/inputs";
import { resendReasons } from "@/lib/orders/rules/resend-reasons";

/** What goes out again, and why. */
export const resendOrderInput = orderRef.extend({
  /** Lines by their position, and how many units of each. */
  lines: z
    .array(z.strictObject({ line: z.number().int().min(1).max(20_000), quantity: quantityInput }))
    .min(1, "no_lines")
    .max(10_000, "too_many_lines"),
  reason: z.enum(resendReasons),
  note: plainText(500).default(""),
});
export type ResendOrderInput = z.output<typeof resendOrderInput>;

import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { instantInput, orderRef, quantityInput } from "@/lib/orders/inputs";
import { mergedAtMost } from "@/lib/orders/rules/merge";

/** `digest` of the preview that was shown: another effect than that one is refused. */
const expected = plainText(64).optional();

/** Which units are split off an order. */
export const splitOrderInput = orderRef.extend({
  /** Lines by their position, and how many units of each. */
  lines: z
    .array(
      z.strictObject({
        line: z.number().int().min(1).max(20_000),
        quantity: quantityInput,
        /** Code of the warehouse whose units go first. */
        from: plainText(40).optional(),
      }),
    )
    .min(1, "no_lines")
    .max(10_000, "too_many_lines"),
  /** When the part is promised; as the first when absent. */
  promisedAt: instantInput.optional(),
  note: plainText(500).default(""),
  expected,
});
export type SplitOrderInput = z.output<typeof splitOrderInput>;

/** Which orders go into the one that is named. */
export const mergeOrdersInput = orderRef.extend({
  from: z
    .array(plainText(40).refine((text) => text !== "", "missing"))
    .min(1, "missing")
    .max(mergedAtMost, "too_many")
    .refine((numbers) => new Set(numbers).size === numbers.length, "line_twice"),
  note: plainText(500).default(""),
  expected,
});
export type MergeOrdersInput = z.output<typeof mergeOrdersInput>;

/** A split that is put together again, or a merge that is taken apart: the order, and the other one. */
export const rejoinOrdersInput = orderRef.extend({ other: plainText(40).refine((text) => text !== "", "missing") });
export type RejoinOrdersInput = z.output<typeof rejoinOrdersInput>;

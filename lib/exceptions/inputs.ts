import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { instantInput } from "@/lib/orders/inputs";
import { exceptionSeverities, exceptionTypes } from "./rules/types";

/** Rows that a page can hold, several times over. */
const atMost = 500;
const longestHours = 2160;

const said = (longest: number) => plainText(longest).refine((text) => text !== "", "missing");
const number = z.int("not_a_number").min(1, "not_positive").max(2_147_483_647, "too_large");
const numbers = z
  .array(number)
  .min(1, "missing")
  .max(atMost, "too_many")
  .transform((all) => [...new Set(all)]);
const email = plainText(254).nullable();

export const assignExceptionsInput = z.strictObject({ numbers, email });
/** Until when they are put away; null brings them back. */
export const snoozeExceptionsInput = z.strictObject({ numbers, until: instantInput.nullable() });
export const commentExceptionInput = z.strictObject({ number, text: said(2000) });
export const closeExceptionsInput = z.strictObject({ numbers, reason: said(500) });
export const fixExceptionInput = z.strictObject({ number });
/** Fixes are run one after the other while the person waits: a page of them. */
export const fixExceptionsInput = z.strictObject({ numbers: z.array(number).min(1, "missing").max(50, "too_many") });

/** How each was before and the version that it had since: one that somebody touched meanwhile is left as it is. */
export const restoreExceptionsInput = z.strictObject({
  items: z
    .array(
      z.strictObject({
        number,
        version: z.int().positive(),
        owner: email,
        snoozedUntil: instantInput.nullable(),
      }),
    )
    .min(1, "missing")
    .max(atMost, "too_many"),
});
export type Before = z.input<typeof restoreExceptionsInput>["items"][number];

export const raiseExceptionInput = z.strictObject({
  title: said(120),
  note: plainText(1000).default(""),
  severity: z.enum(exceptionSeverities).optional(),
  /** Number of the order it is about. */
  order: plainText(40).optional(),
  /** What raises it: while one of this key is open for the order, no second is opened. */
  key: plainText(120).optional(),
  owner: email.default(null),
  dueHours: z.int("not_whole").min(1, "too_small").max(longestHours, "too_large").optional(),
});

const hours = z
  .string()
  .trim()
  .regex(/^\d{1,4}$/, "not_whole")
  .transform(Number)
  .pipe(z.int().min(1, "too_small").max(longestHours, "too_large"));

export const updateExceptionPoliciesInput = z.strictObject({
  policies: z.record(
    z.enum(exceptionTypes),
    z.strictObject({
      active: z.boolean(),
      severity: z.enum(exceptionSeverities),
      dueHours: hours,
      /** Only types whose cause may last a while have one. */
      waitHours: hours.nullable(),
    }),
  ),
});

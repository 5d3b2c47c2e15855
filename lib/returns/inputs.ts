import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { amountInput, instantInput, orderRef, quantityInput } from "@/lib/orders/inputs";
import { buyerMailKinds } from "./rules/buyer-mail";
import { returnPolicy } from "./rules/policy";
import { conditions, dispositions, returnReasons } from "./rules/state";

/** Position of the order's line, as people see it. */
const lineNumber = z.number("not_a_number").int("not_whole").min(1, "not_positive").max(20_000, "too_large");
const units = z.strictObject({ line: lineNumber, quantity: quantityInput });
const note = plainText(500).default("");
const linesAtMost = 1000;

/** A return by its number; a version refuses when somebody changed it since it was shown. */
export const returnRef = z.strictObject({
  rma: plainText(40).refine((text) => text !== "", "missing"),
  version: z.number().int().positive().optional(),
});

export const returnAskLines = z
  .array(
    units.extend({
      reason: z.enum(returnReasons),
      outcome: z.enum(["refund", "exchange", "repair"]).default("refund"),
      note,
    }),
  )
  .min(1, "no_lines")
  .max(linesAtMost, "too_many_lines");

export const requestReturnInput = orderRef.extend({
  lines: returnAskLines,
  note,
  /** Takes it although the policy says no. */
  override: z.boolean().default(false),
  /** Approves it in the same step. */
  approve: z.boolean().default(false),
});

export const approveReturnInput = returnRef.extend({
  /** Fewer units than were asked for; all of them when absent. */
  lines: z
    .array(
      z.strictObject({ line: lineNumber, quantity: z.number("not_a_number").int("not_whole").min(0).max(1_000_000) }),
    )
    .max(linesAtMost, "too_many_lines")
    .optional(),
  note,
});

export const decideReturnInput = returnRef.extend({ note });

export const shipReturnInput = returnRef.extend({
  carrier: plainText(80).default(""),
  trackingNumber: plainText(80).default(""),
});

export const receiveReturnInput = returnRef.extend({
  lines: z.array(units).max(linesAtMost, "too_many_lines").default([]),
  /** Code of the warehouse it came to. */
  location: plainText(40),
  /** Nothing more comes. */
  finish: z.boolean().default(false),
  note,
});

export const uncountReturnInput = returnRef.extend({
  lines: z.array(units).min(1, "no_lines").max(linesAtMost, "too_many_lines"),
});

export const inspectReturnInput = returnRef.extend({
  findings: z
    .array(
      units.extend({
        condition: z.enum(conditions),
        disposition: z.enum(dispositions),
        /** The warehouse it came to when absent. */
        location: plainText(40).optional(),
        note,
      }),
    )
    .min(1, "no_lines")
    .max(linesAtMost, "too_many_lines"),
});

export const extendReturnInput = returnRef.extend({ dueAt: instantInput });

export const noteReturnInput = returnRef.extend({ note: plainText(500).refine((text) => text !== "", "missing") });

export const refundReturnInput = returnRef.extend({
  /** What is due, less the policy's fee, when absent. */
  lines: z
    .array(units.extend({ keep: amountInput.optional() }))
    .min(1, "no_lines")
    .max(linesAtMost, "too_many_lines")
    .optional(),
  /** Part of the order's shipping to give back. */
  shipping: amountInput.optional(),
  note,
});

export const exchangeReturnInput = returnRef.extend({
  lines: z
    .array(units.extend({ sku: plainText(80).optional() }))
    .min(1, "no_lines")
    .max(linesAtMost, "too_many_lines"),
  note,
});

export const saveReturnPolicyInput = z.strictObject({
  /** The version that was on the screen. */
  version: z.number().int().min(0),
  policy: returnPolicy,
});

/** What buyers are written of by themselves, and where the shop is reached. */
export const saveBuyerMailInput = z.strictObject({
  kinds: z.array(z.enum(buyerMailKinds)).max(buyerMailKinds.length),
  address: z.url({ protocol: /^https?$/ }).max(300),
});

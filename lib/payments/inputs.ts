import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { amountInput, instantInput, orderRef, quantityInput } from "@/lib/orders/inputs";
import { refundReasons } from "./rules/refund";

/** Position of a line, as people see it. */
const lineNumber = z.number("not_a_number").int("not_whole").min(1, "not_positive").max(10_000, "too_large");

/** Ways in which a person takes money; "online" goes through a provider. */
export const manualMethods = ["bank_transfer", "cash", "card"] as const;

export const recordPaymentInput = orderRef.extend({
  method: z.enum(manualMethods),
  /** What is due when absent. */
  amount: amountInput.optional(),
  reference: plainText(120).default(""),
  receivedAt: instantInput.optional(),
});

export const collectCodInput = orderRef.extend({
  amount: amountInput.optional(),
  reference: plainText(120).default(""),
});

export const authorisePaymentInput = orderRef.extend({
  amount: amountInput.optional(),
  /** What the buyer's checkout gave us to charge: a card token, an agreement. */
  token: plainText(200).default(""),
});

export const refundRef = z.strictObject({ refund: plainText(40).refine((text) => text !== "", "missing") });

const restockInput = z.strictObject({ line: lineNumber, quantity: quantityInput, location: plainText(40) });

export const requestRefundInput = orderRef.extend({
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("whole") }),
    z.strictObject({
      kind: z.literal("lines"),
      lines: z
        .array(
          z.strictObject({
            ...{ line: lineNumber, quantity: quantityInput },
            /** Part of the units' price that the shop keeps: a restocking fee. */
            keep: amountInput.optional(),
          }),
        )
        .max(10_000, "too_many_lines")
        .default([]),
      /** Part of the shipping to give back. */
      shipping: amountInput.optional(),
    }),
    z.strictObject({ kind: z.literal("amount"), amount: amountInput }),
    z.strictObject({ kind: z.literal("overpaid") }),
  ]),
  /** Units that go back on a shelf, whatever is refunded. */
  restock: z.array(restockInput).max(10_000, "too_many_lines").default([]),
  reason: z.enum(refundReasons),
  note: plainText(500).default(""),
});

export const declineRefundInput = refundRef.extend({ note: plainText(500).default("") });

/** A payment of an order: the first, the second … as the money card lists them. */
export const paymentRef = z.strictObject({ number: orderRef.shape.number, payment: z.number().int().min(1).max(1000) });

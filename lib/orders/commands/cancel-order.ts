import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { plainText } from "@/lib/customers/inputs";
import { settleShrunk } from "@/lib/fulfilment/close-wave";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { orderRef, quantityInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { type CancelAsk, planCancel } from "@/lib/orders/rules/cancel";
import { cancelReasons } from "@/lib/orders/rules/cancel-reasons";
import type { OrderState } from "@/lib/orders/rules/state";
import { refundFactsOf, refundsOf } from "@/lib/payments/commands/request-refund";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import { post } from "@/lib/post";

export const cancelOrderInput = orderRef.extend({
  /** Lines by their position, and how many units of each; the whole order when absent. */
  lines: z
    .array(z.strictObject({ line: z.number().int().min(1).max(10_000), quantity: quantityInput }))
    .max(10_000, "too_many_lines")
    .optional(),
  reason: z.enum(cancelReasons).default("customer_request"),
  note: plainText(500).default(""),
});
export type CancelOrderInput = z.output<typeof cancelOrderInput>;

export const cancelRefusals = [
  "order_closed",
  "already_shipped",
  "nothing_to_cancel",
  "more_than_open",
  "unknown_line",
  "not_placed",
] as const;

/**
 * Cancels an order, or units of its lines, before they leave: releases stock, shrinks open shipments, takes the sale
 * back and refunds what was paid above the new total, above the person's limit by a second one's word.
 */
export const cancelOrder = defineCommand({
  name: "orders.cancel",
  permission: "orders.cancel",
  input: cancelOrderInput,
  refusals: [...changeRefusals, ...cancelRefusals],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const ask = cancelAskOf(order, input);
    if (isRefusal(ask)) return ask;
    const numbers = await nextRefundNumbers(context.tx, order.payments.length);
    const plan = planCancel(order, ask, await refundFactsOf(context, order, numbers));
    if (isRefusal(plan)) return plan;
    await lockLevels(
      context.tx,
      (plan.stock ?? []).map((posting) => posting.variantId),
    );
    const changed = changedOf(await post(context, [plan]));
    await offerFreed(context.tx, plan.stock);
    await settleShrunk(context, order, plan);
    return { ...changed, refunds: refundsOf(plan) };
  },
});

/** Lines by their position, as the rules name them. */
export function cancelAskOf(order: OrderState, input: CancelOrderInput): CancelAsk | Refusal<"unknown_line"> {
  const lines: { lineId: string; quantity: number }[] = [];
  for (const { line, quantity } of input.lines ?? []) {
    const lineId = order.lines.find((candidate) => candidate.position === line)?.id;
    if (!lineId) return refuse("unknown_line", { line });
    lines.push({ lineId, quantity });
  }
  return { ...(input.lines ? { lines } : {}), reason: input.reason, note: input.note };
}

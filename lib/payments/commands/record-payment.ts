import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { planCompletion } from "@/lib/fulfilment/rules/complete";
import { finishFactsOf } from "@/lib/orders/finish-facts";
import { changedOf, changeRefusals, loadForChange, type OrderChanged } from "@/lib/orders/load-for-change";
import { holdsAgainst, releasePaid } from "@/lib/orders/rules/hold";
import { finishIntake } from "@/lib/orders/rules/intake";
import type { Plan } from "@/lib/orders/rules/plan";
import { amountDue } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import { post } from "@/lib/post";
import { recordPaymentInput } from "../inputs";
import { amountOf } from "../rules/amount";
import { planPaymentReceived } from "../rules/take-payment";

export const takeRefusals = [
  "bad_amount",
  "not_placed",
  "order_closed",
  "nothing_due",
  "more_than_due",
  "duplicate_reference",
] as const;

/** Writes down money that arrived by bank transfer, in cash, or by card with its slip's reference. */
export const recordPayment = defineCommand({
  name: "payments.record",
  permission: "payments.record",
  input: recordPaymentInput,
  refusals: [...changeRefusals, ...takeRefusals],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const amountMinor = amountTaken(order, input.amount);
    if (isRefusal(amountMinor)) return amountMinor;
    const occurredAt = input.receivedAt ? new Date(input.receivedAt) : undefined;
    const plan = planPaymentReceived(order, {
      amountMinor,
      method: input.method,
      reference: input.reference,
      ...(occurredAt ? { occurredAt } : {}),
    });
    if (isRefusal(plan)) return plan;
    return postPaid(context, order, plan);
  },
});

/** The amount typed, or what is due. */
export function amountTaken(order: OrderState, amount: string | undefined): bigint | Refusal<"bad_amount"> {
  return amount === undefined ? amountDue(order) : amountOf(amount, order.currency, "amount");
}

/**
 * Posts money that came in. An order that waited for it goes on by itself: it is checked and, when nothing stops it,
 * approved with its stock reserved. Whatever the checks say, the money is written down.
 */
export async function postPaid(context: CommandContext, order: OrderState, taken: Plan): Promise<OrderChanged> {
  const paid = releasePaid(taken);
  const waited = order.stage === "awaiting_payment" && holdsAgainst(order, "review").length === 0;
  if (!waited || !coversTotal(order, paid)) return changedOf(await post(context, [planCompletion(paid, context.now)]));
  const facts = await finishFactsOf(context, order);
  const goesOn = finishIntake(
    { ...paid, events: [...paid.events] },
    { ...facts, onShortage: "review", reserve: false },
  );
  return changedOf(await post(context, [isRefusal(goesOn) ? paid : goesOn]));
}

function coversTotal(order: OrderState, paid: Plan): boolean {
  const captured = (paid.payments ?? []).reduce(
    (sum, entry) => (entry.type === "capture" ? sum + entry.amountMinor : sum),
    0n,
  );
  return captured >= amountDue(order);
}

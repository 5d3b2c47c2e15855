import type { Plan } from "@/lib/orders/rules/plan";
import type { RefundState } from "@/lib/payments/rules/refund";
import { settleInto } from "@/lib/payments/rules/settle-refund";

type Refund = Pick<RefundState, "id" | "number" | "paymentId" | "currency" | "amountMinor" | "shippingMinor" | "lines">;

/** Extends the plan by a refund that had gone through before this house knew of it, on its own date. */
export function settledRefund(
  plan: Plan,
  refund: Refund,
  facts: {
    at: Date;
    reason: RefundState["reason"];
    businessDay: string;
    shopCurrency: string;
    creditNoteId?: string;
    note?: string;
  },
): Plan {
  const orderId = plan.create?.id ?? plan.order?.id ?? "";
  const { at, creditNoteId } = facts;
  const claimed: Plan = {
    ...plan,
    newRefunds: [
      ...(plan.newRefunds ?? []),
      {
        ...refund,
        orderId,
        reason: facts.reason,
        note: facts.note ?? "",
        status: "succeeded",
        lines: refund.lines.map(({ locationId, amountMinor, ...line }) => ({
          ...line,
          amountMinor: amountMinor.toString(),
          ...(locationId ? { locationId } : {}),
        })),
        creditNoteId,
        approvedAt: at,
      },
    ],
    payments: [
      ...(plan.payments ?? []),
      {
        paymentId: refund.paymentId,
        orderId,
        type: "refund_claim",
        amountMinor: refund.amountMinor,
        refundId: refund.id,
        occurredAt: at,
      },
    ],
  };
  const settled = settleInto(claimed, { ...refund, reason: facts.reason }, facts);
  return {
    ...settled,
    payments: settled.payments?.map((entry) => ({ occurredAt: at, ...entry })),
    stock: settled.stock?.map((posting) => ({ occurredAt: at, ...posting })),
    sales: settled.sales?.map((entry) =>
      entry.kind === "refund" && creditNoteId ? { creditNoteId, ...entry } : entry,
    ),
    events: settled.events.map((event) => ({ at, ...event })),
  };
}

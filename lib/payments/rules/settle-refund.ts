import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Plan, SalesPosting } from "@/lib/orders/rules/plan";
import { asCase, costOf, lineEntries, shippingEntries } from "@/lib/orders/rules/sales";
import type { OrderState } from "@/lib/orders/rules/state";
import { amountWithTax, moneyOfLine } from "./line-money";
import type { RefundState } from "./refund";

export type SettleFacts = {
  /** The shop's day on which the money went back. */
  businessDay: string;
  shopCurrency: string;
  /** What the provider calls it. */
  reference?: string;
};

type Settled = Pick<
  RefundState,
  "id" | "number" | "paymentId" | "currency" | "amountMinor" | "shippingMinor" | "lines" | "reason"
>;

/**
 * Extends the plan by what a refund that went through does: the payment entry, the line counters, the sales of the day,
 * and the units that go back on a shelf. Status and approval are the caller's.
 */
export function settleInto(plan: Plan, refund: Settled, facts: SettleFacts): Plan {
  const order = applyPlan(plan);
  const lines: NonNullable<Plan["lines"]> = [];
  const stock: NonNullable<Plan["stock"]> = [];
  const sales: SalesPosting[] = [];
  for (const part of refund.lines) {
    const line = order.lines.find((candidate) => candidate.id === part.lineId);
    assert(line, `refund ${refund.number} is of a line that order ${order.number} does not have`);
    lines.push({
      lineId: line.id,
      refunded: part.quantity,
      refundedMinor: part.amountMinor,
      returned: part.restock,
      restocked: part.restock,
    });
    const money = moneyOfLine(
      line,
      line.cancelled + line.refunded,
      part.quantity,
      part.amountMinor,
      order.pricesIncludeTax,
    );
    sales.push(
      ...lineEntries(order, line, money, part.quantity, {
        kind: "refund",
        sign: -1n,
        businessDay: facts.businessDay,
        // What was not put back on a shelf was sold and lost: its cost stays.
        costMinor: costOf(line, part.restock, facts.shopCurrency),
      }),
    );
    if (part.restock > 0 && line.variantId) {
      assert(part.locationId, "units go back to a location");
      stock.push({
        variantId: line.variantId,
        locationId: part.locationId,
        onHand: part.restock,
        reason: "restock",
        documentType: "refund",
        documentNumber: refund.number,
        orderLineId: line.id,
      });
    }
  }
  sales.push(...shippingRefund(order, refund.shippingMinor, facts.businessDay));
  return {
    ...plan,
    lines: [...(plan.lines ?? []), ...lines],
    stock: [...(plan.stock ?? []), ...stock],
    sales: [...(plan.sales ?? []), ...asCase(sales, refund.reason)],
    payments: [
      ...(plan.payments ?? []),
      {
        paymentId: refund.paymentId,
        orderId: order.id,
        type: "refund",
        amountMinor: refund.amountMinor,
        refundId: refund.id,
        reference: facts.reference ?? "",
      },
    ],
    events: [
      ...plan.events,
      {
        type: "refund.settled",
        data: {
          refund: refund.number,
          amountMinor: refund.amountMinor.toString(),
          currency: refund.currency,
          restocked: refund.lines.reduce((units, part) => units + part.restock, 0),
        },
      },
    ],
  };
}

function shippingRefund(order: OrderState, amountMinor: Minor, businessDay: string): SalesPosting[] {
  if (amountMinor === 0n) return [];
  const gross = order.shippingMinor + (order.pricesIncludeTax ? 0n : order.shippingTaxMinor);
  const money = amountWithTax(amountMinor, order.shippingTaxMinor, gross, order.pricesIncludeTax);
  return shippingEntries(order, money.subtotalMinor, money.taxMinor, "refund", -1n, businessDay);
}

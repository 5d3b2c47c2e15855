import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { type DocumentEffect, documentEffects } from "@/lib/documents/rules/follow";
import { applyPlan } from "./apply-plan";
import { type PromotionEffect, promotionEffects } from "./change-promotions";
import type { Plan } from "./plan";
import { costOf } from "./sales";
import { amountDue } from "./stage";
import type { LineState, OrderState } from "./state";

export type Amounts = { beforeMinor: string; afterMinor: string };
export type UnitsAt = { sku: string; locationId: string; units: number };

/** What a change does, as it is shown before it is done. Amounts are minor units of the order's currency, as text. */
export type ChangeEffect = {
  currency: string;
  lines: {
    /** Position in the order; null of an added line. */
    line: number | null;
    sku: string;
    title: string;
    quantity: { before: number; after: number };
    /** Exact decimal in major units. */
    unitPrice: { before: string | null; after: string };
    total: Amounts;
    belowCost: boolean;
  }[];
  /** What promotions give that gave something else before. */
  promotions: PromotionEffect[];
  money: Record<"items" | "discount" | "shipping" | "tax" | "total", Amounts>;
  /** What the buyer has paid. */
  paidMinor: string;
  /** What the buyer still owes. */
  due: Amounts;
  refunds: { method: string; amountMinor: string; needsApproval: boolean }[];
  stock: {
    reserved: UnitsAt[];
    released: UnitsAt[];
    backordered: { sku: string; units: number }[];
    /** Picked units that somebody carries back to their shelf. */
    putBack: number;
  };
  /** Parcels that shrink or go: their papers are to be printed anew. */
  parcels: string[];
  /** Invoices and receipts that do not say what it comes to any more. */
  documents: DocumentEffect[];
  /** It does not leave before the money came. */
  heldForPayment: boolean;
  /** Nothing is left of it: the order is cancelled. */
  cancelled: boolean;
};

/** Reads from a change's plan what it does to its order; nothing else is looked at, so this is what is posted. */
export function effectOf(plan: Plan, shopCurrency: string): ChangeEffect {
  const before = plan.order;
  assert(before, "a change is about an order");
  const after = applyPlan(plan);
  const amounts = (of: (order: OrderState) => Minor): Amounts => ({
    beforeMinor: `${of(before)}`,
    afterMinor: `${of(after)}`,
  });
  const skuOf = new Map(after.lines.map((line) => [line.id, line.sku || line.title]));
  const units = (sign: 1 | -1): UnitsAt[] => {
    const sums = new Map<string, UnitsAt>();
    for (const { orderLineId, locationId, reserved = 0 } of plan.stock ?? []) {
      if (reserved * sign <= 0) continue;
      const sku = skuOf.get(orderLineId ?? "") ?? "";
      const key = `${sku} ${locationId}`;
      sums.set(key, { sku, locationId, units: (sums.get(key)?.units ?? 0) + reserved * sign });
    }
    return [...sums.values()];
  };
  const putBack = plan.events.reduce(
    (sum, { data }) => sum + (typeof data?.putBack === "number" ? data.putBack : 0),
    0,
  );
  return {
    currency: before.currency,
    lines: after.lines.flatMap((line) => lineEffect(before, line, shopCurrency) ?? []),
    promotions: promotionEffects(plan.promotions, before.lines, after.lines),
    money: {
      items: amounts((order) => order.itemsMinor),
      discount: amounts((order) => order.discountMinor),
      shipping: amounts((order) => order.shippingMinor),
      tax: amounts((order) => order.taxMinor),
      total: amounts((order) => order.totalMinor),
    },
    paidMinor: `${before.paidMinor - before.refundedMinor}`,
    due: amounts(amountDue),
    refunds: (plan.newRefunds ?? []).map((refund) => ({
      method: before.payments.find((payment) => payment.id === refund.paymentId)?.method ?? "",
      amountMinor: `${refund.amountMinor}`,
      needsApproval: refund.status === "requested",
    })),
    stock: {
      reserved: units(1),
      released: units(-1),
      backordered: after.lines.flatMap((line) => {
        const more = line.backordered - (before.lines.find(({ id }) => id === line.id)?.backordered ?? 0);
        return more > 0 ? [{ sku: line.sku || line.title, units: more }] : [];
      }),
      putBack,
    },
    parcels: (plan.shipments ?? []).map(({ id }) => before.shipments.find((of) => of.id === id)?.number ?? ""),
    documents: documentEffects(plan, after),
    heldForPayment: (plan.openHolds ?? []).some((hold) => hold.type === "payment"),
    cancelled: plan.patch?.cancelledAt !== undefined,
  };
}

function lineEffect(
  before: OrderState,
  line: LineState,
  shopCurrency: string,
): ChangeEffect["lines"][number] | undefined {
  const was = before.lines.find(({ id }) => id === line.id);
  const left = (of: LineState | undefined) => (of ? of.ordered - of.cancelled : 0);
  const worth = (of: LineState | undefined) => (of ? of.totalMinor - of.cancelledMinor : 0n);
  const same = was && left(was) === left(line) && was.unitPrice === line.unitPrice && worth(was) === worth(line);
  if (same) return undefined;
  const net = line.subtotalMinor - line.discountMinor - (before.pricesIncludeTax ? line.taxMinor : 0n);
  return {
    line: was ? line.position : null,
    sku: line.sku,
    title: line.title,
    quantity: { before: left(was), after: left(line) },
    unitPrice: { before: was?.unitPrice ?? null, after: line.unitPrice },
    total: { beforeMinor: `${worth(was)}`, afterMinor: `${worth(line)}` },
    // Costs are kept in the shop's currency alone.
    belowCost: before.currency === shopCurrency && net < costOf(line, line.ordered, shopCurrency),
  };
}

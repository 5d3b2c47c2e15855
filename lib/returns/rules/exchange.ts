import { type Refusal, refuse } from "@/lib/core/result";
import type { NewOrder, Plan } from "@/lib/orders/rules/plan";
import { planFreeOrder, type ResendFacts } from "@/lib/orders/rules/resend";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { changed, codeOf, orderLineOf, type ReturnPlan } from "./change";
import { givable, type ReturnState } from "./state";

export type ExchangeUnit = { line: LineState; quantity: number; variantId: string; sku: string };

/** What takes another item's place, and what it costs by the price list. */
export type Replacement = { variantId: string; sku: string; price: string | null };

export type ExchangeRefusal = "unknown_line" | "more_than_returned" | "unmapped_lines" | "exchange_price_differs";

/**
 * The units that go out for those that come back: the same item, or another of the very same price. Where the price
 * differs money would be owed or given back, which is a refund and an order of its own.
 */
export function unitsToExchange(
  order: OrderState,
  ret: ReturnState,
  asked: readonly { line: number; quantity: number; replacement: Replacement | null }[],
): ExchangeUnit[] | Refusal<ExchangeRefusal> {
  const units: ExchangeUnit[] = [];
  for (const { line: position, quantity, replacement } of asked) {
    const line = ret.lines.find((each) => each.line === position);
    if (!line) return refuse("unknown_line", { line: position });
    const before = units.reduce((sum, unit) => sum + (unit.line.position === position ? unit.quantity : 0), 0);
    const left = givable(line, ret.refundWhen) - before;
    const sku = codeOf(order, line.orderLineId);
    if (quantity > left) return refuse("more_than_returned", { sku, asked: quantity, left, rma: ret.number });
    const of = orderLineOf(order, line.orderLineId);
    if (!of.variantId) return refuse("unmapped_lines", { skus: [sku] });
    const other = replacement && replacement.variantId !== of.variantId ? replacement : null;
    if (other && (other.price === null || Number(other.price) !== Number(of.unitPrice)))
      return refuse("exchange_price_differs", { sku: other.sku, instead: sku });
    units.push({ line: of, quantity, variantId: other?.variantId ?? of.variantId, sku: other?.sku ?? sku });
  }
  return units;
}

/** Sends something else, or the same anew, for what comes back: a linked order at no price, like one sent again. */
export function planExchange(
  order: OrderState,
  ret: ReturnState,
  units: readonly ExchangeUnit[],
  created: NewOrder,
  note: string,
  facts: Omit<ResendFacts, "resent">,
): ReturnPlan | Refusal<"insufficient_stock"> {
  const told = units.map(({ sku, quantity }) => ({ code: sku, units: quantity }));
  const plans: [Plan, Plan] | Refusal<"insufficient_stock"> = planFreeOrder(
    order,
    created,
    {
      created: { type: "order.exchanges", data: { rma: ret.number, from: order.number, note } },
      original: { type: "order.exchanged", data: { rma: ret.number, to: created.number, lines: told, note } },
    },
    facts,
  );
  if ("refused" in plans) return plans;
  const lines = ret.lines.map((line) => {
    const quantity = units.reduce((sum, unit) => sum + (unit.line.id === line.orderLineId ? unit.quantity : 0), 0);
    return { ...line, exchanged: line.exchanged + quantity };
  });
  return { ...changed(ret, { lines }, plans[1]), created: plans[0] };
}

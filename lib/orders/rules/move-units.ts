import { newId } from "@/lib/core/ids";
import type { Minor } from "@/lib/core/money";
import { heldOf, smallest } from "@/lib/payments/rules/refundable";
import { applyPlan } from "./apply-plan";
import type { LineDelta, NewLine, NewPayment, PaymentPosting, Plan, SalesPosting } from "./plan";
import { Release } from "./release";
import { costOf, lineEntries, shippingEntries } from "./sales";
import type { LineState, OrderState } from "./state";
import { summaryOf } from "./summary";
import { type LineTotals, unitsShare } from "./totals";

/** Units of a line on their way to another order, with everything that goes along. */
export type MovedUnits = {
  /** As it is in the order they leave. */
  line: LineState;
  quantity: number;
  money: LineTotals;
  costMinor: Minor;
  reserved: { locationId: string; quantity: number }[];
  backordered: number;
};

export type Taking = {
  plan: Plan;
  moved: MovedUnits[];
  /** Units that somebody picked and now has to carry back to the shelf. */
  putBack: number;
};

/** Money and units of lines, as they are added to an order's sums. */
type Sums = Pick<OrderState, "itemsMinor" | "discountMinor" | "taxMinor" | "totalMinor">;

/**
 * Takes units off an order to give them to another: their claims are let go of, open shipments shrink, their share of the
 * line's money goes with them. Nothing is cancelled: no day's sales change, and what leaves here arrives there. The line
 * counts them as taken off. `from` names the warehouse whose units go first; their sale counted on the day of `soldBy`.
 */
export function takeUnits(
  order: OrderState,
  units: readonly { line: LineState; quantity: number; from?: string | undefined }[],
  { now, shopCurrency, soldBy }: { now: Date; shopCurrency: string; soldBy: SoldBy },
): Taking {
  const release = new Release(order);
  const moved: MovedUnits[] = [];
  const deltas: LineDelta[] = [];
  for (const { line, quantity, from } of units) {
    const freed = release.stock.length;
    const delta = release.take(line, quantity, from);
    const money = unitsShare(line, line.cancelled, quantity, order.pricesIncludeTax);
    const after = line.cancelled + quantity;
    deltas.push({ ...delta, cancelledMinor: money.totalMinor });
    moved.push({
      ...{ line, quantity, money },
      costMinor: costOf(line, after, shopCurrency) - costOf(line, line.cancelled, shopCurrency),
      reserved: claimsOf(release.stock.slice(freed)),
      backordered: -(delta.backordered ?? 0),
    });
  }
  const plan: Plan = {
    order,
    lines: deltas,
    stock: release.stock,
    shipments: release.shipments(now),
    sales: moved.flatMap(({ line, quantity, money, costMinor }) =>
      lineEntries(order, line, money, quantity, { ...changeOf(soldBy), sign: -1n, costMinor }),
    ),
    events: [],
  };
  plan.patch = sumsAfter(order, moved, -1n);
  return { plan: summed(plan), moved, putBack: release.putBack };
}

/** The plan with what the list shows of the lines that are left; an order with none left keeps what it showed. */
export function summed(plan: Plan): Plan {
  const left = applyPlan(plan).lines.filter((line) => line.cancelled < line.ordered);
  if (left.length === 0) return plan;
  const open = left.map((line) => ({ ...line, ordered: line.ordered - line.cancelled }));
  return { ...plan, patch: { ...plan.patch, ...summaryOf(open) } };
}

function claimsOf(released: readonly { locationId: string; reserved?: number }[]): MovedUnits["reserved"] {
  const claims = new Map<string, number>();
  for (const { locationId, reserved = 0 } of released) claims.set(locationId, (claims.get(locationId) ?? 0) - reserved);
  return [...claims].map(([locationId, quantity]) => ({ locationId, quantity }));
}

type SoldBy = Pick<OrderState, "businessDay">;

// On the day on which they were sold: what a day sold stays what it was.
function changeOf({ businessDay }: SoldBy) {
  return { kind: "change", businessDay } as const;
}

/** An order's sums with units added to it or taken off it. */
export function sumsAfter(order: Sums, moved: readonly { money: LineTotals }[], sign: 1n | -1n): Sums {
  const sum = (of: (money: LineTotals) => Minor) => moved.reduce((total, { money }) => total + of(money), 0n) * sign;
  return {
    itemsMinor: order.itemsMinor + sum((money) => money.subtotalMinor),
    discountMinor: order.discountMinor + sum((money) => money.discountMinor),
    taxMinor: order.taxMinor + sum((money) => money.taxMinor),
    totalMinor: order.totalMinor + sum((money) => money.totalMinor),
  };
}

/** A new line for units that come from another order; `details` are what the rules do not look at. */
export function lineFor(
  { line, quantity, money }: Pick<MovedUnits, "line" | "quantity" | "money">,
  position: number,
  details: Pick<NewLine, "spec" | "taxRate" | "note" | "custom" | "externalId">,
): NewLine {
  const { kind, variantId, sku, title, unitPrice, unitCost, ships, stocked, madeToOrder, gift } = line;
  return {
    ...{ id: newId(), position, kind, variantId, sku, title, unitPrice, unitCost, ...details },
    ...{ ships, stocked, madeToOrder, gift, ordered: quantity, ...money },
  };
}

/**
 * What units bring along to the order they come to: claims on the stock that they had, and their sale, on the day of
 * `soldBy`. `line` is theirs from now on.
 */
export function placeUnits(
  target: Pick<OrderState, "id" | "number" | "channelId" | "country" | "currency" | "pricesIncludeTax">,
  soldBy: SoldBy,
  placed: readonly { line: NewLine | LineState; moved: MovedUnits }[],
): Required<Pick<Plan, "lines" | "stock" | "sales">> {
  return {
    lines: placed
      .filter(({ moved }) => moved.backordered > 0)
      .map(({ line, moved }) => ({ lineId: line.id, backordered: moved.backordered })),
    stock: placed.flatMap(({ line, moved }) =>
      moved.reserved.map(({ locationId, quantity }) => ({
        ...{ variantId: moved.line.variantId as string, locationId, reserved: quantity, reason: "reserve" as const },
        ...{ documentType: "order" as const, documentNumber: target.number, orderLineId: line.id },
      })),
    ),
    sales: placed.flatMap(({ line, moved }) =>
      lineEntries(target, line, moved.money, moved.quantity, {
        ...changeOf(soldBy),
        sign: 1n,
        costMinor: moved.costMinor,
      }),
    ),
  };
}

/** A shipping charge with the tax on it. */
export type Charge = Pick<OrderState, "shippingMinor" | "shippingTaxMinor">;

type Charged = Pick<
  OrderState,
  "itemsMinor" | "discountMinor" | "taxMinor" | "totalMinor" | "shippingMinor" | "shippingTaxMinor" | "pricesIncludeTax"
>;

/** An order's sums with a shipping charge added or taken off. */
export function withCharge(order: Charged, { shippingMinor, shippingTaxMinor }: Charge, sign: 1n | -1n) {
  const { itemsMinor, discountMinor } = order;
  return {
    ...{ itemsMinor, discountMinor },
    shippingMinor: order.shippingMinor + sign * shippingMinor,
    shippingTaxMinor: order.shippingTaxMinor + sign * shippingTaxMinor,
    taxMinor: order.taxMinor + sign * shippingTaxMinor,
    totalMinor: order.totalMinor + sign * (shippingMinor + (order.pricesIncludeTax ? 0n : shippingTaxMinor)),
  };
}

/** The sales of a shipping charge that comes to an order or leaves it. */
export function chargeEntries(order: OrderState, charge: Charge, sign: 1n | -1n, soldBy: SoldBy): SalesPosting[] {
  const { kind, businessDay } = changeOf(soldBy);
  return shippingEntries(order, charge.shippingMinor, charge.shippingTaxMinor, kind, sign, businessDay);
}

/** Two orders that become one count once, and are two again when that is taken back: on the day the one that goes was sold. */
export function counting(order: OrderState, sales: SalesPosting[], orderDelta: 1 | -1): SalesPosting[] {
  const [first, ...rest] = sales;
  return first && order.counted ? [{ ...first, orderDelta }, ...rest] : sales;
}

export type MovedMoney = { out: PaymentPosting[]; in: PaymentPosting[]; newPayments: NewPayment[]; amountMinor: Minor };

/**
 * Moves money that customers paid for one order to another: what is held on its payments, oldest first, at most
 * `mostMinor`. It arrives on the payment it once came from where that one is the other order's, else on a payment that
 * names its source, so that it still goes back to whoever paid it.
 */
export function moveMoney(from: OrderState, to: Pick<OrderState, "id" | "payments">, mostMinor: Minor): MovedMoney {
  const moved: MovedMoney = { out: [], in: [], newPayments: [], amountMinor: 0n };
  for (const payment of from.payments) {
    const amountMinor = smallest(heldOf(payment), mostMinor - moved.amountMinor);
    if (amountMinor <= 0n) continue;
    const moveId = newId();
    const sourceId = payment.sourceId ?? payment.id;
    const home = to.payments.find((of) => of.id === payment.sourceId || of.sourceId === sourceId);
    const paymentId = home?.id ?? newId();
    if (!home) {
      const { method, provider, providerRef } = payment;
      const { currency } = from;
      moved.newPayments.push({ id: paymentId, orderId: to.id, method, provider, providerRef, currency, sourceId });
    }
    moved.out.push({ paymentId: payment.id, orderId: from.id, type: "move_out", amountMinor, moveId });
    moved.in.push({ paymentId, orderId: to.id, type: "move_in", amountMinor, moveId });
    moved.amountMinor += amountMinor;
  }
  return moved;
}

import {
  currencyDecimals,
  divideHalfEven,
  type Minor,
  PRICE_DECIMALS,
  parseDecimal,
  toDecimalString,
} from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import { simplified } from "@/lib/core/simplified";
import { normaliseEmail } from "@/lib/core/text";
import type { Cells, FileRow } from "./cells";
import { fitTotals } from "./fit-totals";
import type { OrderHistory, OrderToReceive, Reading, RowGroup } from "./reading";

/** Where an order stands in its channel. */
export type ChannelState =
  | { kind: "live"; paid: boolean }
  | { kind: "sent" }
  | { kind: "finished" }
  /** Nothing is left to do and nothing was sold: passed over, with the reason. */
  | { kind: "closed"; code: string }
  | { kind: "refused"; code: string };

export type ChannelLine = {
  row: number;
  kind: "product" | "fee";
  sku: string;
  title: string;
  spec: string;
  quantity: number;
  unitPrice: string;
  discountMinor: Minor;
  taxable: boolean;
  externalId: string;
};

export type ChannelOrder = {
  state: ChannelState;
  /** The cell that told the state, for those who look it up. */
  stateText: string;
  currency: string;
  placedAt: Date | null;
  paidAt: Date | null;
  shippedAt: Date | null;
  deliveredAt: Date | null;
  lines: ChannelLine[];
  discountMinor: Minor;
  shippingMinor: Minor;
  subtotalMinor: Minor | null;
  taxMinor: Minor | null;
  /** Part of the tax that is on shipping, where the file tells it apart. */
  shippingTaxMinor: Minor | null;
  totalMinor: Minor | null;
  refundedMinor: Minor | "all";
  pricesIncludeTax: boolean | null;
  customer: NonNullable<OrderToReceive["customer"]>;
  shipTo: NonNullable<OrderToReceive["shipTo"]> | undefined;
  billTo?: OrderToReceive["billTo"];
  paymentMethod: OrderToReceive["paymentMethod"];
  paymentReference: string;
  shippingService: string;
  buyerMessage: string;
  sellerNote: string;
  tags: string[];
  carrier: string;
  trackingNumber: string;
};

/** Turns what a channel says of an order into what the house receives, or says which cell stands in the way. */
export function readingOf(cells: Cells, group: RowGroup, order: ChannelOrder): Reading {
  const [first] = group.rows as [FileRow];
  const { state } = order;
  if (group.key === "") cells.refuse(first, "number", "missing");
  if (state.kind === "refused") cells.refuse(first, "status", state.code, order.stateText);
  if (order.lines.length === 0 && cells.problems.length === 0) cells.refuse(first, "title", "no_lines");
  if (cells.problems.length > 0) return { kind: "refused", problems: cells.problems };
  if (state.kind === "closed") {
    return {
      kind: "skipped",
      problem: { row: first.number, field: "status", code: state.code, value: order.stateText },
    };
  }

  const fitted = fitTotals(order);
  if (isRefusal(fitted)) {
    cells.refuse(first, "discount", "discount_exceeds_items", toDecimalString(order.discountMinor, order.currency));
    return { kind: "refused", problems: cells.problems };
  }
  const decimal = (amount: Minor) => toDecimalString(amount, order.currency);
  const lines: OrderToReceive["lines"] = order.lines.map((line, index) => ({
    kind: line.kind,
    sku: line.sku || undefined,
    title: line.title || line.sku,
    spec: line.spec || undefined,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discount: line.discountMinor === 0n ? undefined : decimal(line.discountMinor),
    taxRate: fitted.lineRates[index],
    externalId: line.externalId || undefined,
  }));
  if (fitted.surchargeMinor > 0n) {
    lines.push({
      kind: "fee",
      title: "Surcharge",
      quantity: 1,
      unitPrice: decimal(fitted.surchargeMinor),
      taxRate: "0",
    });
  }
  const received: OrderToReceive & { externalId: string } = {
    externalId: group.key,
    placedAt: order.placedAt?.toISOString(),
    currency: order.currency,
    pricesIncludeTax: fitted.pricesIncludeTax,
    customer: order.customer,
    shipTo: order.shipTo,
    billTo: order.billTo,
    lines,
    discount: fitted.discountMinor === 0n ? undefined : decimal(fitted.discountMinor),
    shipping: order.shippingMinor === 0n ? undefined : decimal(order.shippingMinor),
    shippingTaxRate: fitted.shippingRate,
    shippingService: order.shippingService || undefined,
    buyerMessage: order.buyerMessage,
    sellerNote: order.sellerNote,
    tags: order.tags,
    paymentMethod: order.paymentMethod,
    paymentReference: order.paymentReference,
    paid:
      state.kind === "live" && state.paid && fitted.totalMinor > 0n
        ? { amount: decimal(fitted.totalMinor) }
        : undefined,
    onShortage: "review",
  };
  return {
    kind: "order",
    order: received,
    history: historyOf(order),
    warnings:
      fitted.differenceMinor === 0n
        ? []
        : [
            {
              row: first.number,
              field: "total",
              code: fitted.differenceMinor < 0n ? "difference_as_discount" : "difference_as_fee",
              value: decimal(fitted.totalMinor),
              facts: {
                difference: decimal(fitted.differenceMinor < 0n ? -fitted.differenceMinor : fitted.differenceMinor),
                currency: order.currency,
              },
            },
          ],
  };
}

function historyOf(order: ChannelOrder): OrderHistory | null {
  const { state } = order;
  if (state.kind !== "finished" && state.kind !== "sent") return null;
  const placedAt = order.placedAt ?? order.paidAt ?? new Date(0);
  const paidAt = order.paidAt ?? placedAt;
  const shippedAt = order.shippedAt ?? paidAt;
  return {
    paidAt,
    shippedAt,
    deliveredAt: state.kind === "finished" ? (order.deliveredAt ?? shippedAt) : null,
    refundedMinor: order.refundedMinor,
    carrier: order.carrier,
    trackingNumber: order.trackingNumber,
  };
}

/** When the order was placed; an order without a date is refused, because it would count on the day of the import. */
export function placedAtOf(cells: Cells, row: FileRow, zone: string): Date | null {
  const before = cells.problems.length;
  const at = cells.date(row, "placedAt", zone);
  if (at === null && cells.problems.length === before) cells.refuse(row, "placedAt", "missing");
  return at;
}

/** An e-mail address as far as it is one; a file's oddities there are no reason to refuse an order. */
export function emailOf(text: string): string | undefined {
  return normaliseEmail(text) ?? undefined;
}

/** Words of a payment method → ours; what nobody knows was taken online. */
export function paymentMethodOf(text: string): OrderToReceive["paymentMethod"] {
  const words = simplified(text).toLowerCase();
  if (/bank|bacs|transfer|wire|deposit|转账|汇款/.test(words)) return "bank_transfer";
  if (/\bcod\b|cash on delivery|货到付款/.test(words)) return "cod";
  if (/cash|现金/.test(words)) return "cash";
  if (/card|visa|master|刷卡|信用卡/.test(words)) return "card";
  return "online";
}

/** A price per unit whose line comes to the amount: exact to six decimals, so that rounding the line gives it back. */
export function unitPriceOf(amount: Minor, quantity: number, currency: string): string {
  const scale = 10n ** BigInt(PRICE_DECIMALS - currencyDecimals(currency));
  const digits = divideHalfEven(amount * scale, BigInt(quantity))
    .toString()
    .padStart(PRICE_DECIMALS + 1, "0");
  return parseDecimal(`${digits.slice(0, -PRICE_DECIMALS)}.${digits.slice(-PRICE_DECIMALS)}`);
}

import { newId } from "@/lib/core/ids";
import { currencyDecimals, lineAmount, type Minor, taxOf } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { counts, isMoneyOnly } from "@/lib/payments/rules/refund";
import { type LineLeft, leftToRefund } from "@/lib/payments/rules/refundable";
import { type RefundFacts, refundOverpaid } from "@/lib/payments/rules/request-refund";
import { applyPlan } from "./apply-plan";
import { planReservation, type ReservationFacts } from "./approve";
import { largestOrderMinor } from "./build-order";
import { type CancelRefusal, planCancel } from "./cancel";
import type { CancelReason } from "./cancel-reasons";
import { promotedOn, type Standing } from "./change-promotions";
import type { ChangeReason } from "./change-reasons";
import { holdUntilPaid, releasePaid, releaseStocked } from "./hold";
import type { VariantFacts } from "./intake";
import type { LineRevision, NewLine, Plan, PlannedEvent, SalesPosting } from "./plan";
import { promotedParts } from "./promoted-parts";
import { costOf, lineEntries, shippingEntries } from "./sales";
import { isPrepaid, toShip } from "./stage";
import type { LineState, OrderState } from "./state";
import { summaryOf } from "./summary";
import { type LineTotals, unitsShare } from "./totals";
import { withRevert } from "./undo-change";

export type ChangeAsk = {
  /** Units that shall be left of a line, and the price of one; what is absent stays. */
  lines: readonly { lineId: string; quantity?: number | undefined; unitPrice?: string | undefined }[];
  add: readonly { variant: VariantFacts; quantity: number; unitPrice: string; taxRate: string }[];
  shippingMinor?: Minor | undefined;
  /** Whether coupons are added or taken off, as the facts say which. */
  coupons?: boolean;
  reason: ChangeReason;
  note: string;
};

export type ChangeFacts = RefundFacts & {
  /** How each line is taxed and what it is called further, by its id. */
  details: ReadonlyMap<string, Pick<NewLine, "taxRate" | "spec" | "custom">>;
  shippingTaxRate: string;
  reservation: Omit<ReservationFacts, "only">;
  /** What promotions the order has; absent where its discounts stay the amounts they are. */
  standing?: Standing | undefined;
};

export type ChangePlanRefusal =
  | CancelRefusal
  | "line_settled"
  | "shipping_refunded"
  | "bad_amount"
  | "discount_exceeds_items"
  | "amount_too_large"
  | "too_many_lines"
  | "nothing_to_change"
  | "raised_after_refund"
  | "insufficient_stock"
  | "coupon_refused";

/** As many as an order may come in with. */
const linesAtMost = 10_000;

/**
 * Changes what is ordered before it leaves: items added, more or fewer units, another price, another shipping charge.
 * The difference is a sale of the day of the change; units taken off are cancelled as a cancellation does it. An approved
 * order claims the stock of what was added; what is paid above the new total is refunded by the usual way, and where it
 * was paid and no longer is, it does not leave before the rest has come. Its promotions are looked at again over what
 * there is of it then; other discounts stay the amounts they are.
 */
export function planChange(order: OrderState, ask: ChangeAsk, facts: ChangeFacts): Plan | Refusal<ChangePlanRefusal> {
  if (["cancelled", "completed", "delivered", "shipped"].includes(order.stage))
    return refuse("order_closed", { stage: order.stage });
  if (!order.submittedAt) return refuse("not_placed");
  const parts = partsOf(order, ask, facts);
  if (isRefusal(parts)) return parts;
  if (isUntouched(order, ask, parts)) return refuse("nothing_to_change");
  const priced = promotedParts(order, ask, parts, facts);
  if (isRefusal(priced)) return priced;
  const raised = raisePlan(order, { ...ask, shippingMinor: priced.shippingMinor }, priced.parts, facts);
  if (isRefusal(raised)) return raised;
  const less = lower({ ...raised, ...priced.plan }, parts.fewer, ask, facts);
  if (isRefusal(less)) return less;
  const lowered = { ...less, events: [...less.events, ...priced.events] };

  const after = applyPlan(lowered);
  if (after.itemsMinor > largestOrderMinor || after.totalMinor > largestOrderMinor)
    return refuse("amount_too_large", { currency: order.currency });
  if (isUnaskedFor(order, after, facts)) return refuse("raised_after_refund", { currency: order.currency });
  const cancelled = after.lines.every((line) => line.cancelled === line.ordered);
  if (cancelled) return lowered;
  // A line that only costs something else claims nothing new.
  const only = new Set([...parts.added.map((line) => line.id), ...parts.revised.map(({ lineId }) => lineId)]);
  const claimed =
    order.approvedAt && only.size > 0 ? planReservation(lowered, { ...facts.reservation, only }) : lowered;
  return isRefusal(claimed) ? claimed : withRevert(releaseStocked(releasePaid(heldForPayment(order, claimed))));
}

// What was paid too much and went back still counts as paid once: nobody would be asked for what is added now.
function isUnaskedFor(before: OrderState, after: OrderState, { refunds }: ChangeFacts): boolean {
  const back = refunds
    .filter((refund) => counts(refund) && isMoneyOnly(refund))
    .reduce((sum, refund) => sum + refund.amountMinor, 0n);
  return back > 0n && after.totalMinor > before.totalMinor && after.totalMinor > before.paidMinor - back;
}

function isUntouched({ shippingMinor }: OrderState, ask: ChangeAsk, { added, revised, fewer }: Parts): boolean {
  const fee = ask.shippingMinor !== undefined && ask.shippingMinor !== shippingMinor;
  return added.length + revised.length + fewer.length === 0 && !fee && !ask.coupons;
}

export type Parts = {
  added: NewLine[];
  revised: (LineRevision & { before: LineState })[];
  fewer: { lineId: string; quantity: number }[];
  /** Categories of the lines that are added, by their ids. */
  categories: Map<string, string>;
};

function partsOf(order: OrderState, ask: ChangeAsk, facts: ChangeFacts): Parts | Refusal<ChangePlanRefusal> {
  const left = leftToRefund(order, facts.refunds);
  const parts: Parts = { added: [], revised: [], fewer: [], categories: new Map() };
  const given = facts.standing?.given ?? [];
  let position = order.lines.reduce((last, line) => Math.max(last, line.position), 0);
  for (const { lineId, quantity, unitPrice } of ask.lines) {
    const index = order.lines.findIndex((line) => line.id === lineId);
    const line = order.lines[index];
    if (!line) return refuse("unknown_line");
    const more = quantity === undefined ? 0 : quantity - (line.ordered - line.cancelled);
    const repriced = unitPrice !== undefined && Number(unitPrice) !== Number(line.unitPrice);
    if (more === 0 && !repriced) continue;
    const settled = isSettled(line, left.lines[index] as LineLeft);
    if (line.kind === "discount" || (repriced && settled)) return refuse("line_settled", settledFacts(line));
    const price = repriced ? unitPrice : line.unitPrice;
    const { taxRate, spec, custom } = facts.details.get(lineId) ?? { taxRate: "0", spec: "", custom: [] };
    if (more > 0 && settled) {
      // What happened to the line stays told by it: further units are a line of their own, at its price.
      position += 1;
      const money = moneyOf(order, { sku: line.sku, unitPrice: price, quantity: more, discountMinor: 0n, taxRate });
      if (isRefusal(money)) return money;
      const { kind, variantId, sku, title, unitCost, ships, stocked, madeToOrder, gift } = line;
      const id = newId();
      parts.categories.set(id, facts.standing?.categories.get(lineId) ?? "");
      parts.added.push({
        ...{ id, position, kind, variantId, sku, title, spec, unitPrice: price, unitCost, taxRate },
        ...{ ships, stocked, madeToOrder, gift, externalId: null, note: "", custom, ordered: more },
        ...money,
      });
    } else if (more > 0 || repriced) {
      const ordered = line.ordered + Math.max(more, 0);
      // What promotions took off is found anew.
      const discountMinor = line.discountMinor - promotedOn(given, lineId);
      const money = moneyOf(order, { sku: line.sku, unitPrice: price, quantity: ordered, discountMinor, taxRate });
      if (isRefusal(money)) return money;
      parts.revised.push({ lineId, ordered, unitPrice: price, ...money, cancelledMinor: 0n, before: line });
    }
    if (more < 0) parts.fewer.push({ lineId, quantity: -more });
  }
  for (const { variant, quantity, unitPrice, taxRate } of ask.add) {
    position += 1;
    const money = moneyOf(order, { sku: variant.sku, unitPrice, quantity, discountMinor: 0n, taxRate });
    if (isRefusal(money)) return money;
    const { id: variantId, sku, title, spec, unitCost, madeToOrder } = variant;
    const id = newId();
    parts.categories.set(id, variant.category);
    parts.added.push({
      ...{ id, position, kind: "product", variantId, sku, title, spec, unitPrice, unitCost, taxRate },
      ...{ ships: true, stocked: !madeToOrder, madeToOrder, gift: false, externalId: null, note: "", custom: [] },
      ordered: quantity,
      ...money,
    });
  }
  if (order.lines.length + parts.added.length > linesAtMost) return refuse("too_many_lines", { most: linesAtMost });
  return parts;
}

// Its price and its units were used already: for what left, was cancelled, or is given back.
function isSettled(line: LineState, left: LineLeft): boolean {
  return line.cancelled > 0 || line.shipped > 0 || left.unitsBefore > 0 || left.amountMinor !== line.totalMinor;
}

function settledFacts(line: LineState): Record<string, unknown> {
  const { shipped, cancelled, refunded } = line;
  return { sku: line.sku || line.title, shipped, cancelled, refunded };
}

function moneyOf(
  { currency, pricesIncludeTax }: OrderState,
  line: { sku: string; unitPrice: string; quantity: number; discountMinor: Minor; taxRate: string },
): LineTotals | Refusal<"bad_amount" | "discount_exceeds_items"> {
  const decimals = currencyDecimals(currency);
  // Nobody sells for half a yen: such a price was meant in another currency.
  if (decimals === 0 && /\.\d*[1-9]/.test(line.unitPrice)) {
    const facts = { sku: line.sku, value: line.unitPrice, currency, decimals };
    return refuse("bad_amount", { ...facts, reason: "too_many_decimals" });
  }
  const subtotalMinor = lineAmount(line.unitPrice, line.quantity, currency);
  const net = subtotalMinor - line.discountMinor;
  if (net < 0n) return refuse("discount_exceeds_items", { sku: line.sku });
  const taxMinor = taxOf(net, line.taxRate, pricesIncludeTax);
  const { discountMinor } = line;
  return { subtotalMinor, discountMinor, taxMinor, totalMinor: pricesIncludeTax ? net : net + taxMinor };
}

/** All that makes the order larger or dearer, with what it adds to the sales of the day. */
function raisePlan(
  order: OrderState,
  ask: ChangeAsk,
  { added, revised }: Parts,
  facts: ChangeFacts,
): Plan | Refusal<ChangePlanRefusal> {
  const how = { kind: "change", sign: 1n, businessDay: facts.businessDay } as const;
  const sales: SalesPosting[] = [];
  const sums = { items: 0n, discount: 0n, tax: 0n, total: 0n };
  const count = (line: NewLine | LineState, money: LineTotals, units: number, costMinor: Minor) => {
    sales.push(...lineEntries(order, line, money, units, { ...how, costMinor }));
    sums.items += money.subtotalMinor;
    sums.discount += money.discountMinor;
    sums.tax += money.taxMinor;
    sums.total += money.totalMinor;
  };
  for (const line of added) count(line, line, line.ordered, costOf(line, line.ordered, facts.shopCurrency));
  for (const { before, ...line } of revised) {
    const costMinor =
      costOf(before, line.ordered, facts.shopCurrency) - costOf(before, before.ordered, facts.shopCurrency);
    const [was, is] = [leftMoney(before, before.cancelled, order), leftMoney(line, before.cancelled, order)];
    const difference = {
      subtotalMinor: is.subtotalMinor - was.subtotalMinor,
      discountMinor: is.discountMinor - was.discountMinor,
      taxMinor: is.taxMinor - was.taxMinor,
      totalMinor: is.totalMinor - was.totalMinor,
    };
    count(before, difference, line.ordered - before.ordered, costMinor);
  }
  const shipping = shippingChange(order, ask, facts);
  if (isRefusal(shipping)) return shipping;
  if (shipping) {
    const { feeMinor, taxMinor } = shipping;
    sales.push(...shippingEntries(order, feeMinor, taxMinor, "change", 1n, facts.businessDay));
    sums.tax += taxMinor;
    sums.total += feeMinor + (order.pricesIncludeTax ? 0n : taxMinor);
  }
  const plan: Plan = {
    order,
    events: eventsOf(order, ask, { added, revised }, shipping?.feeMinor),
    newLines: added,
    reviseLines: revised.map(({ before: _, ...revision }) => revision),
    sales,
    searchKeys: added.map((line) => line.sku).filter((sku) => sku !== ""),
  };
  if (sales.length + added.length + revised.length === 0 && !shipping) return plan;
  return {
    ...plan,
    patch: {
      itemsMinor: order.itemsMinor + sums.items,
      discountMinor: order.discountMinor + sums.discount,
      shippingMinor: order.shippingMinor + (shipping?.feeMinor ?? 0n),
      shippingTaxMinor: order.shippingTaxMinor + (shipping?.taxMinor ?? 0n),
      taxMinor: order.taxMinor + sums.tax,
      totalMinor: order.totalMinor + sums.total,
      ...summaryOf(applyPlan(plan).lines),
    },
  };
}

/** What is left of a line's money, of whose units some were cancelled before. */
function leftMoney(line: LineTotals & { ordered: number }, cancelled: number, order: OrderState): LineTotals {
  return unitsShare(line, cancelled, line.ordered - cancelled, order.pricesIncludeTax);
}

function shippingChange(
  order: OrderState,
  { shippingMinor }: ChangeAsk,
  facts: ChangeFacts,
): { feeMinor: Minor; taxMinor: Minor } | Refusal<"shipping_refunded"> | undefined {
  if (shippingMinor === undefined || shippingMinor === order.shippingMinor) return undefined;
  const gross = order.shippingMinor + (order.pricesIncludeTax ? 0n : order.shippingTaxMinor);
  if (leftToRefund(order, facts.refunds).shippingMinor !== gross) return refuse("shipping_refunded");
  const taxMinor = taxOf(shippingMinor, facts.shippingTaxRate, order.pricesIncludeTax) - order.shippingTaxMinor;
  return { feeMinor: shippingMinor - order.shippingMinor, taxMinor };
}

function eventsOf(
  order: OrderState,
  ask: ChangeAsk,
  { added, revised }: Pick<Parts, "added" | "revised">,
  feeMinor: Minor | undefined,
): PlannedEvent[] {
  const { currency } = order;
  const why = { reason: ask.reason, note: ask.note, currency };
  const code = (line: { sku: string; title: string }) => line.sku || line.title;
  const raised = revised.filter((line) => line.ordered !== line.before.ordered);
  const repriced = revised.filter((line) => line.unitPrice !== line.before.unitPrice);
  const events: PlannedEvent[] = [];
  const more = [
    ...added.map((line) => ({ code: code(line), units: line.ordered })),
    ...raised.map((line) => ({ code: code(line.before), units: line.ordered - line.before.ordered })),
  ];
  if (more.length > 0) events.push({ type: "lines.added", data: { ...why, lines: more } });
  if (repriced.length > 0) {
    const lines = repriced.map((line) => ({
      code: code(line.before),
      from: line.before.unitPrice,
      to: line.unitPrice,
    }));
    events.push({ type: "lines.repriced", data: { ...why, lines } });
  }
  if (feeMinor !== undefined) {
    const data = { ...why, fromMinor: `${order.shippingMinor}`, toMinor: `${order.shippingMinor + feeMinor}` };
    events.push({ type: "shipping.changed", data });
  }
  return events;
}

const cancelReasonOf: Record<ChangeReason, CancelReason> = {
  customer_request: "customer_request",
  out_of_stock: "out_of_stock",
  price_agreed: "other",
  correction: "other",
  other: "other",
};

// Units are taken off what the order is after the rest of the change, so that a line may be repriced and shortened in one.
function lower(
  raised: Plan,
  fewer: Parts["fewer"],
  ask: ChangeAsk,
  facts: ChangeFacts,
): Plan | Refusal<ChangePlanRefusal> {
  if (fewer.length === 0) return refundOverpaid(raised, facts);
  const reason = cancelReasonOf[ask.reason];
  const less = planCancel(applyPlan(raised), { lines: fewer, reason, note: ask.note }, facts);
  return isRefusal(less) ? less : joined(raised, less);
}

/** Two plans about one order as one; the second was made of the order as the first leaves it. */
function joined(first: Plan, second: Plan): Plan {
  const both: Plan = { ...first, ...second, patch: { ...first.patch, ...second.patch }, events: [] };
  if (first.order) both.order = first.order;
  for (const [name, value] of Object.entries(first)) {
    if (!Array.isArray(value)) continue;
    const further = second[name as "events"] ?? [];
    (both as Record<string, unknown>)[name] = [...value, ...further];
  }
  return both;
}

// It was paid and no longer is: what prepaid orders wait for before they are approved, this one waits for before it leaves.
function heldForPayment(order: OrderState, plan: Plan): Plan {
  const after = applyPlan(plan);
  const owes = isPrepaid(order.paymentMethod) && order.approvedAt && after.paidMinor < after.totalMinor;
  if (!owes || order.paidMinor < order.totalMinor) return plan;
  if (order.holds.some((hold) => hold.type === "payment") || !after.lines.some((line) => toShip(line) > 0)) return plan;
  return holdUntilPaid(plan);
}

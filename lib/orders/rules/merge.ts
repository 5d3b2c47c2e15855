import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { Address } from "@/lib/customers/rules/address";
import { counts, type RefundState } from "@/lib/payments/rules/refund";
import { openAuthorisations } from "@/lib/payments/rules/take-payment";
import {
  chargeEntries,
  counting,
  lineFor,
  moveMoney,
  placeUnits,
  summed,
  sumsAfter,
  takeUnits,
  withCharge,
} from "./move-units";
import type { NewLine, OrderPatch, Plan } from "./plan";
import { joinPlans, standsAfter } from "./plans-in-a-row";
import { detailsOf, type LineDetails } from "./split";
import type { OrderState } from "./state";

/** Of an order what is compared before it is merged with another. */
export type MergeSide = Pick<
  OrderState,
  | "stage"
  | "held"
  | "customerId"
  | "currency"
  | "pricesIncludeTax"
  | "channelId"
  | "country"
  | "paymentMethod"
  | "counted"
> & {
  placed: boolean;
  approved: boolean;
  /** Something of it is on a shipment. */
  picked: boolean;
  /** Money of it was given back, or may yet be. */
  givenBack: boolean;
  /** A provider promised money that was not taken yet. */
  promised: boolean;
  shipTo: Address | null;
  gift: boolean;
};

/** Orders that go into one at once, at most. */
export const mergedAtMost = 20;

/** Why two orders are not one, in the order in which a person would ask. */
export const mergeObstacles = [
  "merge_closed",
  "merge_picked",
  "merge_held",
  "merge_customer",
  "merge_currency",
  "merge_channel",
  "merge_address",
  "merge_payment",
  "merge_approval",
  "merge_given_back",
  "merge_open_payment",
  "merge_gift",
  "merge_part",
] as const;
export type MergeObstacle = (typeof mergeObstacles)[number];

export type Mergeable = {
  order: OrderState;
  head: { shipTo: Address | null; gift: boolean; buyerMessage: string; sellerNote: string };
  refunds: readonly RefundState[];
};

/** What is compared of an order that was read as a whole. */
export function sideOf({ order, head, refunds }: Mergeable): MergeSide {
  return {
    ...order,
    placed: order.submittedAt !== null,
    approved: order.approvedAt !== null,
    picked: order.lines.some((line) => line.allocated > 0),
    givenBack: refunds.some(counts),
    promised: openAuthorisations(order) > 0n,
    ...{ shipTo: head.shipTo, gift: head.gift },
  };
}

/**
 * Why one order cannot go into another; undefined when it can. Both must be the same customer's, to the same address, paid
 * the same way, equally far on, and nothing of them may be on a shipment.
 */
export function obstacleToMerge(into: MergeSide, from: MergeSide): MergeObstacle | undefined {
  const either = (of: (side: MergeSide) => boolean) => of(into) || of(from);
  if (either((side) => !side.placed || closed.has(side.stage))) return "merge_closed";
  if (either((side) => side.picked)) return "merge_picked";
  if (either((side) => side.held)) return "merge_held";
  if (into.customerId === null || into.customerId !== from.customerId) return "merge_customer";
  if (into.currency !== from.currency || into.pricesIncludeTax !== from.pricesIncludeTax) return "merge_currency";
  if (into.channelId !== from.channelId) return "merge_channel";
  if (into.country !== from.country || addressKey(into.shipTo) !== addressKey(from.shipTo)) return "merge_address";
  if (into.paymentMethod !== from.paymentMethod) return "merge_payment";
  if (into.approved !== from.approved) return "merge_approval";
  if (either((side) => side.givenBack)) return "merge_given_back";
  if (either((side) => side.promised)) return "merge_open_payment";
  if (into.gift !== from.gift) return "merge_gift";
  // A part counts as none: what counts goes on being counted.
  if (from.counted && !into.counted) return "merge_part";
  return undefined;
}

const closed: ReadonlySet<string> = new Set(["cancelled", "completed", "delivered", "shipped", "partly_shipped"]);

/** What two addresses have in common when a parcel to one reaches the other: case and spaces do not count. */
export function addressKey(address: Address | null): string {
  if (!address) return "";
  const { name, line1, line2 = "", district = "", city, region = "", postcode = "", country } = address;
  return [name, line1, line2, district, city, region, postcode, country]
    .map((part) => part.toLowerCase().replaceAll(/[\s,，.。]/g, ""))
    .join("|");
}

export type MergeFacts = {
  now: Date;
  shopCurrency: string;
  details: LineDetails;
  note: string;
};

/** What a merge has to remember to be taken back: the charge and the money that went along, and the fields it wrote. */
export type KeptByMerge = {
  paidMinor: string;
  shippingMinor: string;
  shippingTaxMinor: string;
  fields: { field: "buyerMessage" | "sellerNote" | "promisedAt"; before: string | null; after: string }[];
};

export type PlannedMerge = {
  into: Plan;
  from: Plan;
  lines: { line: number; quantity: number; to: number; before: number }[];
  kept: KeptByMerge;
};

/** What merging a group writes: one plan for the order that has it all, and one for each that went in. */
export type PlannedGroup = { into: Plan; from: Omit<PlannedMerge, "into">[] };

/** Merges orders into another, in their sequence, each into what the others before it made of that one: all, or none. */
export function planMerges(
  into: Mergeable,
  sources: readonly Mergeable[],
  facts: MergeFacts,
): PlannedGroup | Refusal<MergeObstacle> {
  const plans: Plan[] = [];
  const from: PlannedGroup["from"] = [];
  let target = into;
  for (const source of sources) {
    const planned = planMerge(target, source, facts);
    if (isRefusal(planned)) return planned;
    const { into: plan, ...gone } = planned;
    plans.push(plan);
    from.push(gone);
    const { buyerMessage = target.head.buyerMessage, sellerNote = target.head.sellerNote } = plan.patch ?? {};
    target = { ...target, order: standsAfter(plan), head: { ...target.head, buyerMessage, sellerNote } };
  }
  return { into: joinPlans(plans), from };
}

/**
 * Merges one order into another: its lines, claims, shipping charge and money go there, and it stands as merged, with
 * nothing left. Together they count as one order; what each day sold stays what it was. The earlier promise holds. What
 * one of them was issued, the one that has it all gets.
 */
export function planMerge(into: Mergeable, from: Mergeable, facts: MergeFacts): PlannedMerge | Refusal<MergeObstacle> {
  const obstacle = obstacleToMerge(sideOf(into), sideOf(from));
  if (obstacle) return refuse(obstacle, { number: from.order.number, into: into.order.number });
  const [target, source] = [into.order, from.order];
  const units = source.lines
    .filter((line) => line.cancelled < line.ordered)
    .map((line) => ({ line, quantity: line.ordered - line.cancelled }));
  const { plan: emptied, moved } = takeUnits(source, units, { ...facts, soldBy: source });
  const first = target.lines.reduce((last, line) => Math.max(last, line.position), 0) + 1;
  const lines = moved.map((one, index) => lineFor(one, first + index, detailsOf(facts.details, one.line)));
  const along = placeUnits(
    target,
    source,
    moved.map((one, index) => ({ line: lines[index] as NewLine, moved: one })),
  );
  const money = moveMoney(source, target, source.paidMinor);
  const shown = moved.map(({ line, quantity }) => ({ code: line.sku || line.title, units: quantity }));
  const data = { note: facts.note, lines: shown, currency: target.currency, amountMinor: `${source.totalMinor}` };
  const { patch, fields } = headOf(into, from);
  return {
    into: summed({
      ...along,
      documents: source.documents.map(({ kind }) => kind),
      order: target,
      newLines: lines,
      newPayments: money.newPayments,
      payments: money.in,
      sales: [...along.sales, ...chargeEntries(target, source, 1n, source)],
      searchKeys: [source.number, source.externalId ?? "", ...lines.map(({ sku }) => sku)].filter((key) => key !== ""),
      patch: { ...patch, ...withCharge({ ...target, ...sumsAfter(target, moved, 1n) }, source, 1n) },
      events: [{ type: "orders.merged", data: { ...data, from: source.number } }],
    }),
    from: {
      ...emptied,
      payments: money.out,
      sales: counting(source, [...(emptied.sales ?? []), ...chargeEntries(source, source, -1n, source)], -1),
      patch: { ...withCharge({ ...source, ...sumsAfter(source, moved, -1n) }, source, -1n), cancelledAt: facts.now },
      searchKeys: [target.number],
      events: [{ type: "order.merged_into", data: { ...data, into: target.number } }],
    },
    lines: moved.map(({ line, quantity }, index) => {
      return { line: line.position, quantity, to: first + index, before: line.cancelled };
    }),
    kept: {
      paidMinor: `${money.amountMinor}`,
      shippingMinor: `${source.shippingMinor}`,
      shippingTaxMinor: `${source.shippingTaxMinor}`,
      fields,
    },
  };
}

// Both buyers' words and both notes stay, and the earlier promise.
function headOf(into: Mergeable, from: Mergeable): { patch: OrderPatch; fields: KeptByMerge["fields"] } {
  const patch: OrderPatch = {};
  const fields: KeptByMerge["fields"] = [];
  for (const field of ["buyerMessage", "sellerNote"] as const) {
    const before = into.head[field];
    const further = from.head[field];
    if (further === "" || before === further) continue;
    const after = [before, further].filter((text) => text !== "").join("\n");
    patch[field] = after;
    fields.push({ field, before, after });
  }
  const [mine, theirs] = [into.order.promisedAt, from.order.promisedAt];
  if (theirs && (!mine || theirs < mine)) {
    patch.promisedAt = theirs;
    fields.push({ field: "promisedAt", before: mine?.toISOString() ?? null, after: theirs.toISOString() });
  }
  return { patch, fields };
}

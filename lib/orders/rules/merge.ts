import { type Refusal, refuse } from "@/lib/core/result";
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
import { detailsOf, type LineDetails } from "./split";
import type { OrderState } from "./state";

/** Of an order what must agree before another is merged with it, besides its state. */
export type MergeHead = { shipTo: Address | null; buyerMessage: string; sellerNote: string; gift: boolean };

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

export type Mergeable = { order: OrderState; head: MergeHead; refunds: readonly RefundState[] };

/**
 * Why one order cannot go into another; undefined when it can. Both must be the same customer's, to the same address, paid
 * the same way, equally far on, and nothing of them may be on a shipment.
 */
export function obstacleToMerge(into: Mergeable, from: Mergeable): MergeObstacle | undefined {
  const both = [into, from];
  const [a, b] = [into.order, from.order];
  if (both.some(({ order }) => !order.submittedAt || closed.has(order.stage))) return "merge_closed";
  if (both.some(({ order }) => order.lines.some((line) => line.allocated > 0))) return "merge_picked";
  if (both.some(({ order }) => order.held)) return "merge_held";
  if (a.customerId === null || a.customerId !== b.customerId) return "merge_customer";
  if (a.currency !== b.currency || a.pricesIncludeTax !== b.pricesIncludeTax) return "merge_currency";
  if (a.channelId !== b.channelId) return "merge_channel";
  if (a.country !== b.country || addressKey(into.head.shipTo) !== addressKey(from.head.shipTo)) return "merge_address";
  if (a.paymentMethod !== b.paymentMethod) return "merge_payment";
  if ((a.approvedAt === null) !== (b.approvedAt === null)) return "merge_approval";
  if (both.some(({ refunds }) => refunds.some(counts))) return "merge_given_back";
  if (both.some(({ order }) => openAuthorisations(order) > 0n)) return "merge_open_payment";
  if (into.head.gift !== from.head.gift) return "merge_gift";
  // A part counts as none: what counts goes on being counted.
  if (b.counted && !a.counted) return "merge_part";
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

/** What a merge has to remember to be taken back: the charge that went along, and the fields it wrote. */
export type KeptByMerge = {
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

/**
 * Merges one order into another: its lines, claims, shipping charge and money go there, and it stands as merged, with
 * nothing left. Together they count as one order; what each day sold stays what it was. The earlier promise holds.
 */
export function planMerge(into: Mergeable, from: Mergeable, facts: MergeFacts): PlannedMerge | Refusal<MergeObstacle> {
  const obstacle = obstacleToMerge(into, from);
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
    kept: { shippingMinor: `${source.shippingMinor}`, shippingTaxMinor: `${source.shippingTaxMinor}`, fields },
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

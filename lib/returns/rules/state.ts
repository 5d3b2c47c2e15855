import type { RefundReason } from "@/lib/payments/rules/refund";

/** Where the goods of a return are, as its units and dates say; "inspected" is what all that came was looked at. */
export const returnStatuses = [
  "requested",
  "approved",
  "in_transit",
  "received",
  "inspected",
  "rejected",
  "cancelled",
] as const;
export type ReturnStatus = (typeof returnStatuses)[number];

/** Goods are still to come, or to be looked at. */
export const openStatuses = ["requested", "approved", "in_transit", "received"] as const satisfies ReturnStatus[];

/** Why a buyer sends goods back. */
export const returnReasons = [
  "damaged",
  "defective",
  "wrong_item",
  "not_as_described",
  "late",
  "not_wanted",
  "other",
] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** Reasons that are the shop's fault or its carrier's. */
export const faults: ReadonlySet<ReturnReason> = new Set([
  "damaged",
  "defective",
  "wrong_item",
  "not_as_described",
  "late",
]);

/** The reason of a return as refunds and their report count it. */
export const refundReasonOf: Readonly<Record<ReturnReason, Exclude<RefundReason, "cancelled">>> = {
  damaged: "damaged",
  defective: "damaged",
  wrong_item: "wrong_item",
  not_as_described: "other",
  late: "late",
  not_wanted: "not_wanted",
  other: "other",
};

/** What the buyer gets for a line; "reject" where it gets nothing. */
export const returnOutcomes = ["refund", "exchange", "repair", "reject"] as const;
export type ReturnOutcome = (typeof returnOutcomes)[number];

/** How a unit looked when it was opened. */
export const conditions = ["unopened", "opened", "used", "damaged", "wrong"] as const;
export type Condition = (typeof conditions)[number];

/** What becomes of a unit that was looked at. */
export const dispositions = ["restock", "quality_control", "damaged", "scrap", "send_back"] as const;
export type Disposition = (typeof dispositions)[number];

/** The counter of a line that a disposition moves. */
export const counterOf = {
  restock: "restocked",
  quality_control: "qualityControl",
  damaged: "damaged",
  scrap: "scrapped",
  send_back: "sentBack",
} as const satisfies Record<Disposition, string>;

/** When the money of a return becomes due. */
export const refundMoments = ["on_request", "on_receipt", "after_inspection"] as const;
export type RefundMoment = (typeof refundMoments)[number];

export const returnSources = ["staff", "customer", "api"] as const;
export type ReturnSource = (typeof returnSources)[number];

/** What was found of some units of a line. */
export type Finding = {
  condition: Condition;
  disposition: Disposition;
  quantity: number;
  location: string;
  note: string;
  by: string;
  at: string;
};

/** Whole units of a return's line. The first eleven are kept, the last three follow from them in the database. */
export type ReturnCounters = {
  requested: number;
  approved: number;
  declined: number;
  /** Taken back by the buyer, or no longer waited for. */
  withdrawn: number;
  /** Came without having been announced. */
  extra: number;
  received: number;
  restocked: number;
  qualityControl: number;
  damaged: number;
  scrapped: number;
  sentBack: number;
  exchanged: number;
  /** Units whose price is given back, or asked for. */
  refunded: number;
  awaited: number;
  inspected: number;
  refundDue: number;
};

export type ReturnLineState = ReturnCounters & {
  id: string;
  orderLineId: string;
  /** Position of the order's line. */
  line: number;
  position: number;
  reason: ReturnReason;
  outcome: ReturnOutcome;
  note: string;
  findings: Finding[];
};

/** A return as the rules see it, read under its order's lock. */
export type ReturnState = {
  id: string;
  number: string;
  orderId: string;
  version: number;
  status: ReturnStatus;
  source: ReturnSource;
  refundWhen: RefundMoment;
  approvedAt: Date | null;
  rejectedAt: Date | null;
  cancelledAt: Date | null;
  shippedAt: Date | null;
  receivedAt: Date | null;
  dueAt: Date | null;
  locationId: string | null;
  lines: ReturnLineState[];
};

type StatusFacts = Pick<ReturnState, "approvedAt" | "rejectedAt" | "cancelledAt" | "shippedAt"> & {
  lines: readonly Pick<ReturnCounters, "received" | "inspected" | "awaited">[];
};

/** Where a return stands: a function of its units and of what was decided. The column is an index of it. */
export function deriveStatus(of: StatusFacts): ReturnStatus {
  if (of.rejectedAt) return "rejected";
  if (of.cancelledAt) return "cancelled";
  if (!of.approvedAt) return "requested";
  const sum = (counter: "received" | "inspected" | "awaited") =>
    of.lines.reduce((units, line) => units + line[counter], 0);
  if (sum("received") === 0) return of.shippedAt ? "in_transit" : "approved";
  return sum("awaited") > 0 || sum("inspected") < sum("received") ? "received" : "inspected";
}

/** Units that the buyer may have money or goods for: what was approved and not given up, and what came besides. */
export function accepted(line: Pick<ReturnCounters, "approved" | "withdrawn" | "extra">): number {
  return Math.max(line.approved - line.withdrawn + line.extra, 0);
}

/** Units whose price or replacement the buyer may have by now, those that have it included. */
export function ripe(
  line: Pick<ReturnLineState, "approved" | "withdrawn" | "extra" | "received" | "inspected" | "sentBack">,
  refundWhen: RefundMoment,
): number {
  switch (refundWhen) {
    case "on_request":
      return accepted(line);
    case "on_receipt":
      return line.received;
    case "after_inspection":
      return line.inspected - line.sentBack;
  }
}

/** Units that can be refunded or exchanged now. */
export function givable(line: ReturnLineState, refundWhen: RefundMoment): number {
  if (line.outcome === "reject") return 0;
  return Math.max(ripe(line, refundWhen) - line.exchanged - line.refunded, 0);
}

/** A line with the counters that the database works out by itself. */
export function withDerived(line: ReturnLineState, refundWhen: RefundMoment): ReturnLineState {
  const next = {
    ...line,
    awaited: line.requested + line.extra - line.declined - line.withdrawn - line.received,
    inspected: line.restocked + line.qualityControl + line.damaged + line.scrapped + line.sentBack,
  };
  return { ...next, refundDue: next.outcome === "refund" ? givable(next, refundWhen) : 0 };
}

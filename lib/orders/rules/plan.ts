import type { NewFiring } from "@/lib/automation/rules/at-intake";
import type { Minor } from "@/lib/core/money";
import type { Address } from "@/lib/customers/rules/address";
import type { DocumentKind } from "@/lib/documents/rules/kinds";
import type { OrderPromotion } from "@/lib/promotions/rules/order-promotion";
import type { CustomField, LineTexts } from "./line-details";
import type { HoldState, LineCounters, LineKind, OrderState, PaymentMethod, ShipmentStatus } from "./state";

/** What an open hold says from now on. */
export type HoldChange = Omit<HoldState, "type">;

/** Counters a plan may move itself; `reserved` follows the stock ledger and `awaited` the returns: both are moved by the database. */
export type MovableCounter = Exclude<keyof LineCounters, "ordered" | "reserved" | "awaited">;

export type LineDelta = { lineId: string } & Partial<Record<MovableCounter, number>> & {
    refundedMinor?: Minor;
    cancelledMinor?: Minor;
  };

export type StockReason =
  | "opening"
  | "receive"
  | "adjust"
  | "count"
  | "transfer_out"
  | "transfer_in"
  | "reserve"
  | "release"
  | "ship"
  | "sale"
  | "restock"
  | "write_off"
  | "damage"
  | "repair";

export type LineLink = {
  lineId: string;
  variantId: string;
  sku: string;
  unitCost: string | null;
  stocked: boolean;
  madeToOrder: boolean;
};

/** What a line is ordered in and what it costs from now on; money in minor units of the order's currency. */
export type LineRevision = {
  lineId: string;
  ordered: number;
  unitPrice: string;
  subtotalMinor: Minor;
  discountMinor: Minor;
  taxMinor: Minor;
  totalMinor: Minor;
  /** What its cancelled units were worth at that. */
  cancelledMinor: Minor;
};

/** One entry of the stock ledger: whole units, what each state of the level changes by. */
export type StockPosting = {
  variantId: string;
  locationId: string;
  onHand?: number;
  reserved?: number;
  damaged?: number;
  qualityControl?: number;
  incoming?: number;
  reason: StockReason;
  documentType:
    | "order"
    | "shipment"
    | "refund"
    | "adjustment"
    | "transfer"
    | "receipt"
    | "import"
    | "credit_note"
    | "return";
  documentNumber: string;
  orderLineId?: string;
  note?: string;
  occurredAt?: Date;
};

export type PaymentPosting = {
  paymentId: string;
  orderId: string;
  type: "authorise" | "void" | "capture" | "refund_claim" | "refund_release" | "refund" | "move_out" | "move_in";
  amountMinor: Minor;
  refundId?: string;
  /** Shared by the two entries of money that moves from one payment to another. */
  moveId?: string;
  reference?: string;
  /** Of a new order, whose row is written with what it counts. */
  initial?: boolean;
  occurredAt?: Date;
};

export type SalesComponent = "merchandise" | "discount" | "shipping" | "fee" | "tax";

/** One entry of the sales ledger; amounts signed, minor units of the order's currency. */
export type SalesPosting = {
  orderId?: string;
  creditNoteId?: string;
  lineId?: string;
  kind: "sale" | "cancellation" | "change" | "refund";
  component: SalesComponent;
  variantId?: string | null;
  channelId: string;
  country: string;
  currency: string;
  quantity?: number;
  amountMinor: Minor;
  costMinor?: Minor;
  /** Of an item whose cost is unknown. */
  uncosted?: boolean;
  orderDelta?: number;
  /** Why it was cancelled or given back. */
  reason?: string;
  /** +1 with the first entry of each cancellation and refund. */
  caseDelta?: number;
  businessDay: string;
};

export type NewLine = {
  id: string;
  position: number;
  kind: LineKind;
  variantId: string | null;
  sku: string;
  title: string;
  spec: string;
  externalId: string | null;
  unitPrice: string;
  unitCost: string | null;
  taxRate: string;
  subtotalMinor: Minor;
  discountMinor: Minor;
  taxMinor: Minor;
  totalMinor: Minor;
  ships: boolean;
  stocked: boolean;
  madeToOrder: boolean;
  gift: boolean;
  note: string;
  custom: readonly CustomField[];
  ordered: number;
};

/** An order that is not in the house yet. */
export type NewOrder = {
  id: string;
  number: string;
  channelId: string;
  externalId: string | null;
  customerId: string | null;
  currency: string;
  placedAt: Date;
  businessDay: string;
  submittedAt: Date | null;
  promisedAt: Date | null;
  paymentMethod: PaymentMethod;
  paymentReference: string;
  pricesIncludeTax: boolean;
  contactName: string;
  contactEmail: string | null;
  contactPhone: string | null;
  shipTo: Address | null;
  billTo: Address | null;
  country: string;
  buyerMessage: string;
  sellerNote: string;
  flag: string | null;
  gift: boolean;
  tags: string[];
  shippingService: string;
  shippingServiceId: string | null;
  itemsMinor: Minor;
  discountMinor: Minor;
  shippingMinor: Minor;
  shippingTaxMinor: Minor;
  shippingTaxRate: string;
  taxMinor: Minor;
  totalMinor: Minor;
  /** Counts as an order of its own in the figures. */
  counted: boolean;
  importId: string | null;
  sourceHash: string | null;
  createdBy: string;
  lines: NewLine[];
  /** What promotions did for it, and those that did nothing. */
  promotions?: readonly OrderPromotion[];
};

/** Columns of an order that a plan may set outright. Counters, money balances, stage, held and version are not among them. */
export type OrderPatch = Partial<{
  channelId: string;
  externalId: string | null;
  currency: string;
  pricesIncludeTax: boolean;
  buyerMessage: string;
  shippingTaxRate: string;
  unitCount: number;
  lineCount: number;
  itemsSummary: string;
  placedAt: Date;
  businessDay: string;
  submittedAt: Date | null;
  approvedAt: Date | null;
  completedAt: Date | null;
  rejectedAt: Date | null;
  promisedAt: Date | null;
  firstShippedAt: Date | null;
  deliveredAt: Date | null;
  cancelledAt: Date | null;
  locationId: string | null;
  assigneeId: string | null;
  priority: number;
  customerId: string | null;
  contactName: string;
  contactEmail: string | null;
  contactPhone: string | null;
  shipTo: Address | null;
  billTo: Address | null;
  country: string;
  sellerNote: string;
  flag: string | null;
  gift: boolean;
  tags: string[];
  shippingService: string;
  shippingServiceId: string | null;
  paymentMethod: PaymentMethod;
  paymentReference: string;
  itemsMinor: Minor;
  discountMinor: Minor;
  shippingMinor: Minor;
  shippingTaxMinor: Minor;
  taxMinor: Minor;
  totalMinor: Minor;
  review: unknown;
  routing: unknown;
}>;

export type NewPayment = {
  id: string;
  orderId: string;
  method: PaymentMethod;
  provider: string;
  providerRef: string | null;
  currency: string;
  /** The payment of another order whose money this is. */
  sourceId?: string | null;
};

export type NewRefund = {
  id: string;
  number: string;
  orderId: string;
  paymentId: string;
  currency: string;
  amountMinor: Minor;
  reason: string;
  note: string;
  status: "requested" | "approved" | "succeeded";
  shippingMinor: Minor;
  lines: { lineId: string; quantity: number; amountMinor: string; restock: number; locationId?: string }[];
  creditNoteId?: string;
  approvedAt: Date | null;
};

export type RefundPatch = {
  id: string;
  /** Status it must still have; somebody else may have decided meanwhile. */
  from: readonly string[];
  set: Partial<{
    status: string;
    attempts: number;
    lastError: string;
    approvedBy: string;
    approvedAt: Date;
    settledAt: Date;
  }>;
};

export type NewHold = HoldState;

export type NewShipment = {
  id: string;
  number: string;
  orderId: string;
  locationId: string;
  waveId: string | null;
  status: ShipmentStatus;
  carrier?: string;
  carrierId?: string | null;
  service?: string;
  trackingNumber?: string;
  packages?: number;
  weightGrams?: number | null;
  createdAt: Date;
  shippedAt?: Date | null;
  deliveredAt?: Date | null;
  lines: { orderLineId: string; quantity: number; picked?: number; packed?: number }[];
};

export type ShipmentPatch = {
  id: string;
  set: Partial<{
    status: ShipmentStatus;
    carrier: string;
    carrierId: string | null;
    service: string;
    trackingNumber: string;
    packages: number;
    weightGrams: number | null;
    pickedBy: string;
    packedBy: string;
    pickedAt: Date | null;
    packedAt: Date | null;
    shippedAt: Date | null;
    deliveredAt: Date | null;
    cancelledAt: Date | null;
  }>;
  /** Change of the shipment's own lines. */
  lines?: { orderLineId: string; quantity?: number; picked?: number; packed?: number }[];
};

/** What happened, as the timeline tells it. `data` holds values, never wording. */
export type PlannedEvent = { type: string; data?: Record<string, unknown>; at?: Date };

export type PlannedJob = {
  queue: string;
  data: Record<string, unknown>;
  singletonKey?: string;
  startAfterSeconds?: number;
};

/**
 * All that one decision does to one order. Rules make it, `preview` shows it, `post` writes it: what was previewed is
 * what happens. Exactly one of `create` and `order` is set.
 */
export type Plan = {
  create?: NewOrder;
  /** The order as it was locked; its version guards the write. */
  order?: OrderState;
  patch?: OrderPatch;
  /** All lines of a draft, written anew; nothing has happened to a draft's lines. */
  rewriteLines?: NewLine[];
  /** Lines of a draft taxed anew; the order's sums are in `patch`. */
  retaxLines?: { lineId: string; taxRate: string; taxMinor: Minor; totalMinor: Minor }[];
  /** Further lines of an order that was placed. */
  newLines?: NewLine[];
  /** Lines of an order that was placed, with other units or another price; nothing of them has left or was given back. */
  reviseLines?: LineRevision[];
  /** Lines of unmapped items that now are one of ours. */
  linkLines?: LineLink[];
  lines?: LineDelta[];
  stock?: StockPosting[];
  newPayments?: NewPayment[];
  payments?: PaymentPosting[];
  newRefunds?: NewRefund[];
  refunds?: RefundPatch[];
  sales?: SalesPosting[];
  openHolds?: NewHold[];
  clearHolds?: { id: string; note: string }[];
  changeHolds?: HoldChange[];
  /** What lines say from now on. */
  lineTexts?: ({ lineId: string } & LineTexts)[];
  newShipments?: NewShipment[];
  shipments?: ShipmentPatch[];
  trackingEvents?: { id: string; shipmentId: string; status: string; description: string; place: string; at: Date }[];
  /** Further exact search keys of the order, such as a tracking number. */
  searchKeys?: string[];
  /** What promotions do for an order that was there: all of it as it was, and as it is from now on. */
  promotions?: { before: readonly OrderPromotion[]; after: readonly OrderPromotion[] };
  /** Coupons that it uses from now on, and those that it gives back. */
  claimCoupons?: readonly string[];
  releaseCoupons?: readonly string[];
  /** Units are cancelled: a coupon of which these were the last is given back, by whatever order it was claimed. */
  cancelsUnits?: boolean;
  /** Rules of the merchant that fired as it came in. */
  firings?: NewFiring[];
  /**
   * Documents that the order gets, or gets anew: because somebody asks, or because units were invoiced where they came
   * from. What it has follows by itself.
   */
  documents?: readonly DocumentKind[];
  /** The change of many orders that it is part of. */
  bulk?: string;
  events: PlannedEvent[];
  jobs?: PlannedJob[];
};

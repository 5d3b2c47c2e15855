import type { Minor } from "@/lib/core/money";
import type { Address } from "@/lib/customers/rules/address";
import type { LiveDocument } from "@/lib/documents/rules/kinds";
import type { approverRoles, holdReleases } from "./hold-types";

/** An order line's counters, all whole units. `reserved` is what it holds now; from `allocated` on they only grow but for undo. */
export type LineCounters = {
  ordered: number;
  cancelled: number;
  reserved: number;
  backordered: number;
  allocated: number;
  picked: number;
  packed: number;
  shipped: number;
  delivered: number;
  /** Units that open returns wait for. */
  awaited: number;
  returned: number;
  restocked: number;
  refunded: number;
};

export type LineKind = "product" | "shipping" | "fee" | "discount" | "manual" | "sample";

/** A line as the rules see it. Money in minor units of the order's currency. */
export type LineState = LineCounters & {
  id: string;
  position: number;
  kind: LineKind;
  variantId: string | null;
  sku: string;
  title: string;
  unitPrice: string;
  unitCost: string | null;
  subtotalMinor: Minor;
  discountMinor: Minor;
  taxMinor: Minor;
  totalMinor: Minor;
  refundedMinor: Minor;
  cancelledMinor: Minor;
  ships: boolean;
  stocked: boolean;
  madeToOrder: boolean;
  gift: boolean;
  reservations: { locationId: string; quantity: number }[];
};

export type HoldScope = "all" | "review" | "pick" | "ship" | "refund";
/** What ends a hold: payment in full, its stock, its date by themselves, or somebody's approval. */
export type HoldRelease = (typeof holdReleases)[number];
export type HoldApprover = (typeof approverRoles)[number];
export type HoldState = {
  id: string;
  type: string;
  scope: HoldScope;
  reason: string;
  dueAt: Date | null;
  releaseWhen: HoldRelease | null;
  /** Role whose approval it waits for. */
  approver: HoldApprover | null;
};

export type PaymentMethod = "bank_transfer" | "cash" | "card" | "cod" | "online";

export type PaymentState = {
  id: string;
  method: PaymentMethod;
  provider: string;
  providerRef: string | null;
  authorisedMinor: Minor;
  capturedMinor: Minor;
  refundPendingMinor: Minor;
  refundedMinor: Minor;
  /** Came from payments of other orders less what went there. */
  movedMinor: Minor;
  /** The payment of another order whose money this is. */
  sourceId: string | null;
};

export type ShipmentStatus =
  | "planned"
  | "picking"
  | "picked"
  | "packed"
  | "shipped"
  | "in_transit"
  | "out_for_delivery"
  | "delivered"
  | "failed"
  | "returned_to_sender"
  | "cancelled";

export type ShipmentState = {
  id: string;
  number: string;
  locationId: string;
  waveId: string | null;
  status: ShipmentStatus;
  carrier: string;
  carrierId: string | null;
  trackingNumber: string;
  version: number;
  lines: { orderLineId: string; quantity: number; picked: number; packed: number }[];
};

export type Stage =
  | "draft"
  | "awaiting_payment"
  | "review"
  | "backordered"
  | "ready"
  | "picking"
  | "packing"
  | "partly_shipped"
  | "shipped"
  | "delivered"
  | "completed"
  | "cancelled";

/** Everything a rule may want to know of one order, as it was read and locked. */
export type OrderState = {
  id: string;
  number: string;
  version: number;
  channelId: string;
  customerId: string | null;
  externalId: string | null;
  currency: string;
  country: string;
  stage: Stage;
  held: boolean;
  placedAt: Date;
  businessDay: string;
  submittedAt: Date | null;
  approvedAt: Date | null;
  completedAt: Date | null;
  rejectedAt: Date | null;
  promisedAt: Date | null;
  priority: number;
  /** When it counts as due in every queue, as the database keeps it. */
  dueAt: Date | null;
  paymentMethod: PaymentMethod;
  pricesIncludeTax: boolean;
  /** Counts as an order of its own in the figures. */
  counted: boolean;
  locationId: string | null;
  /** The service that sends what is left of it. */
  shippingServiceId: string | null;
  assigneeId: string | null;
  tags: string[];
  contactName: string;
  contactPhone: string | null;
  shipTo: Address | null;
  billTo: Address | null;
  itemsMinor: Minor;
  discountMinor: Minor;
  shippingMinor: Minor;
  shippingTaxMinor: Minor;
  taxMinor: Minor;
  totalMinor: Minor;
  authorisedMinor: Minor;
  paidMinor: Minor;
  refundedMinor: Minor;
  lines: LineState[];
  holds: HoldState[];
  payments: PaymentState[];
  shipments: ShipmentState[];
  /** Its invoice and its receipt, where they stand. */
  documents: LiveDocument[];
};

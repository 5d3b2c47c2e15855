import { newId } from "@/lib/core/ids";
import { assert, isRefusal } from "@/lib/core/result";
import { deriveStage } from "@/lib/orders/rules/stage";
import type { LineState, OrderState, PaymentState, ShipmentState } from "@/lib/orders/rules/state";
import { totalsOf } from "@/lib/orders/rules/totals";

type LineSettings = Partial<LineState> & {
  unitPrice: string;
  ordered: number;
  taxRate?: string;
  ownDiscountMinor?: bigint;
};

type StateSettings = {
  currency?: string;
  inclusive?: boolean;
  lines: readonly LineSettings[];
  discountMinor?: bigint;
  shippingMinor?: bigint;
  shippingTaxRate?: string;
  /** Captured by one payment each. */
  paid?: readonly bigint[];
  provider?: string;
  shipments?: readonly Partial<ShipmentState>[];
  order?: Partial<OrderState>;
};

/** An order as the rules see it, with its money worked out as intake does; for tests without a database. */
export function orderState(settings: StateSettings): OrderState {
  const {
    currency = "CNY",
    inclusive = true,
    discountMinor = 0n,
    shippingMinor = 0n,
    shippingTaxRate = "0",
  } = settings;
  const totals = totalsOf({
    currency,
    pricesIncludeTax: inclusive,
    lines: settings.lines.map((line) => ({
      unitPrice: line.unitPrice,
      quantity: line.ordered,
      discountMinor: line.ownDiscountMinor ?? 0n,
      taxRate: line.taxRate ?? "0",
    })),
    discountMinor,
    shippingMinor,
    shippingTaxRate,
  });
  assert(!isRefusal(totals), "the order's discount is larger than its goods");
  const at = new Date("2026-11-21T02:00:00Z");
  const paidMinor = (settings.paid ?? []).reduce((sum, amount) => sum + amount, 0n);
  const order: OrderState = {
    id: newId(),
    number: "CH-100001",
    version: 3,
    channelId: newId(),
    customerId: null,
    externalId: null,
    currency,
    country: "CN",
    stage: "ready",
    held: false,
    placedAt: at,
    businessDay: "2026-11-21",
    submittedAt: at,
    approvedAt: at,
    completedAt: null,
    rejectedAt: null,
    promisedAt: null,
    paymentMethod: "bank_transfer",
    pricesIncludeTax: inclusive,
    counted: true,
    locationId: null,
    shippingServiceId: null,
    assigneeId: null,
    priority: 0,
    dueAt: null,
    tags: [],
    contactName: "",
    contactPhone: null,
    shipTo: null,
    billTo: null,
    itemsMinor: totals.itemsMinor,
    discountMinor: totals.discountMinor,
    shippingMinor: totals.shippingMinor,
    shippingTaxMinor: totals.shippingTaxMinor,
    taxMinor: totals.taxMinor,
    totalMinor: totals.totalMinor,
    authorisedMinor: paidMinor,
    paidMinor,
    refundedMinor: 0n,
    lines: settings.lines.map((line, index) =>
      lineState(line, index, totals.lines[index] as (typeof totals.lines)[number]),
    ),
    holds: [],
    payments: (settings.paid ?? []).map((amount) => payment(amount, settings.provider ?? "manual")),
    shipments: (settings.shipments ?? []).map(shipment),
    documents: [],
    ...settings.order,
  };
  return { ...order, stage: deriveStage(order) };
}

function lineState(
  settings: LineSettings,
  index: number,
  money: Pick<LineState, "subtotalMinor" | "totalMinor" | "taxMinor" | "discountMinor">,
): LineState {
  const { taxRate: _rate, ownDiscountMinor: _discount, ...line } = settings;
  return {
    id: newId(),
    position: index + 1,
    kind: "product",
    variantId: newId(),
    sku: `SKU-${index + 1}`,
    title: `Item ${index + 1}`,
    unitCost: null,
    ...money,
    refundedMinor: 0n,
    cancelledMinor: 0n,
    ships: true,
    stocked: true,
    madeToOrder: false,
    gift: false,
    reservations: [],
    cancelled: 0,
    reserved: 0,
    backordered: 0,
    allocated: 0,
    picked: 0,
    packed: 0,
    shipped: 0,
    delivered: 0,
    awaited: 0,
    returned: 0,
    restocked: 0,
    refunded: 0,
    ...line,
  };
}

function payment(amount: bigint, provider: string): PaymentState {
  return {
    id: newId(),
    method: provider === "manual" ? "bank_transfer" : "online",
    provider,
    providerRef: null,
    authorisedMinor: amount,
    capturedMinor: amount,
    refundPendingMinor: 0n,
    refundedMinor: 0n,
    movedMinor: 0n,
    sourceId: null,
  };
}

function shipment(settings: Partial<ShipmentState>): ShipmentState {
  return {
    id: newId(),
    number: "S-100001",
    locationId: newId(),
    waveId: null,
    status: "planned",
    carrier: "",
    carrierId: null,
    trackingNumber: "",
    version: 1,
    lines: [],
    ...settings,
  };
}

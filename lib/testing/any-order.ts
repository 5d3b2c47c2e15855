import fc from "fast-check";
import { expect } from "vitest";
import { newId } from "@/lib/core/ids";
import type { Plan } from "@/lib/orders/rules/plan";
import { standsAfter } from "@/lib/orders/rules/plans-in-a-row";
import type { OrderState, ShipmentState } from "@/lib/orders/rules/state";
import { orderState } from "./order-state";

/** Settings of an order in whatever state before it leaves: some of it reserved, picked, packed, or given back in money. */
export const anyOrder = fc.record({
  inclusive: fc.boolean(),
  lines: fc.array(
    fc.record({
      cents: fc.integer({ min: 1, max: 9999 }),
      ordered: fc.integer({ min: 1, max: 8 }),
      taxRate: fc.constantFrom("0", "0.06", "0.13"),
      shares: fc.tuple(fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(8)),
      refunded: fc.nat(100),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  shippingMinor: fc.bigInt({ min: 0n, max: 2000n }),
  discountShare: fc.integer({ min: 0, max: 60 }),
  paidShare: fc.integer({ min: 0, max: 100 }),
});

export type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer T> ? T : never;

/** The order of those settings, its units as far on as they say, with one shipment that is being picked. */
export function orderOf(made: AnyOrder): OrderState {
  const base = {
    inclusive: made.inclusive,
    shippingMinor: made.shippingMinor,
    shippingTaxRate: "0.06",
    lines: made.lines.map(({ cents, ordered, taxRate, shares }) => {
      const [first, second, third, fourth] = shares;
      const reserved = Math.min(first, ordered);
      const allocated = Math.min(second, reserved);
      const picked = Math.min(third, allocated);
      return {
        unitPrice: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`,
        ordered,
        taxRate,
        reserved,
        backordered: Math.min(fourth, ordered - reserved),
        allocated,
        picked,
        packed: Math.min(fourth, picked),
        reservations: [
          { locationId: "a", quantity: allocated },
          { locationId: "b", quantity: reserved - allocated },
        ].filter((held) => held.quantity > 0),
      };
    }),
  };
  const items = orderState(base).itemsMinor;
  const order = orderState({ ...base, discountMinor: (items * BigInt(made.discountShare)) / 100n });
  const lines = order.lines.map((line, index) => ({
    ...line,
    refundedMinor: (line.totalMinor * BigInt(made.lines[index]?.refunded ?? 0)) / 100n,
  }));
  const parts = lines.map((line) => ({
    orderLineId: line.id,
    quantity: line.allocated,
    picked: line.picked,
    packed: line.packed,
  }));
  return {
    ...order,
    lines,
    shipments: [
      {
        id: newId(),
        number: "S-1",
        locationId: "a",
        waveId: null,
        status: "picking",
        carrier: "",
        carrierId: null,
        trackingNumber: "",
        version: 1,
        lines: parts,
      },
    ],
  };
}

/** The order's shipments after a plan. */
export function shipmentsAfter(order: OrderState, plan: Plan): ShipmentState[] {
  return order.shipments.map((shipment) => {
    const change = plan.shipments?.find((candidate) => candidate.id === shipment.id);
    if (!change) return shipment;
    return {
      ...shipment,
      status: change.set.status ?? shipment.status,
      lines: shipment.lines.map((part) => {
        const by = change.lines?.find((candidate) => candidate.orderLineId === part.orderLineId);
        return {
          ...part,
          quantity: part.quantity + (by?.quantity ?? 0),
          picked: part.picked + (by?.picked ?? 0),
          packed: part.packed + (by?.packed ?? 0),
        };
      }),
    };
  });
}

/** The order with its parcels after a plan as well: what it is read as once the plan was posted. */
export function stateAfter(plan: Plan): OrderState {
  return { ...standsAfter(plan), shipments: plan.order ? shipmentsAfter(plan.order, plan) : [] };
}

/** Money adds up to the total and to what was sold, counters keep their chain, claims their limits. */
export function expectConsistent(order: OrderState, sold: bigint): void {
  expect(order.totalMinor).toBe(sold);
  const tax = order.pricesIncludeTax ? 0n : order.taxMinor;
  expect(order.itemsMinor - order.discountMinor + order.shippingMinor + tax).toBe(order.totalMinor);
  for (const line of order.lines) {
    const open = line.ordered - line.cancelled;
    expect(
      line.shipped <= line.packed &&
        line.packed <= line.picked &&
        line.picked <= line.allocated &&
        line.allocated <= open,
    ).toBe(true);
    expect(line.reserved + line.backordered + line.shipped <= open).toBe(true);
    expect(line.reserved).toBe(line.reservations.reduce((sum, held) => sum + held.quantity, 0));
    expect(line.reservations.every((held) => held.quantity > 0)).toBe(true);
    const onShipments = order.shipments
      .filter((shipment) => shipment.status !== "cancelled")
      .flatMap((shipment) => shipment.lines.filter((part) => part.orderLineId === line.id));
    expect(onShipments.reduce((sum, part) => sum + part.quantity, 0)).toBe(line.allocated);
    expect(onShipments.reduce((sum, part) => sum + part.picked, 0)).toBe(line.picked);
    expect(line.refundedMinor + line.cancelledMinor <= line.totalMinor).toBe(true);
  }
}

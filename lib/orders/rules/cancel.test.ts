import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { isRefusal } from "@/lib/core/result";
import type { RefundFacts } from "@/lib/payments/rules/request-refund";
import { anyOrder, expectConsistent, orderOf, shipmentsAfter } from "@/lib/testing/any-order";
import { orderState } from "@/lib/testing/order-state";
import { applyPlan } from "./apply-plan";
import { type CancelAsk, planCancel } from "./cancel";
import type { Plan } from "./plan";
import { deriveStage, toShip } from "./stage";
import type { OrderState, ShipmentState } from "./state";

const facts: RefundFacts = {
  now: new Date("2026-11-27T02:00:00Z"),
  businessDay: "2026-11-27",
  shopCurrency: "CNY",
  refunds: [],
  kinRefunds: [],
  actor: { id: "ann", name: "Ann", refundLimits: { "*": "99999999999" } },
  numbers: ["R-1", "R-2"],
};
const all: CancelAsk = { reason: "customer_request", note: "" };

function must(plan: Plan | { refused: true }): Plan {
  expect(plan).not.toHaveProperty("refused");
  return plan as Plan;
}

const salesOf = (plan: Plan) => (plan.sales ?? []).reduce((sum, entry) => sum + entry.amountMinor, 0n);
const releasedOf = (plan: Plan) => (plan.stock ?? []).map((posting) => [posting.locationId, posting.reserved]);

describe("cancelling an order", () => {
  it("releases its stock, takes the sale back with shipping, and refunds what was paid", () => {
    const order = orderState({
      lines: [
        {
          unitPrice: "118.00",
          ordered: 2,
          taxRate: "0.13",
          reserved: 2,
          reservations: [{ locationId: "sh", quantity: 2 }],
        },
      ],
      discountMinor: 2000n,
      shippingMinor: 800n,
      paid: [22_400n],
    });
    const plan = must(planCancel(order, all, facts));
    expect(releasedOf(plan)).toEqual([["sh", -2]]);
    expect(salesOf(plan)).toBe(-order.totalMinor);
    expect(plan.sales?.reduce((sum, entry) => sum + (entry.orderDelta ?? 0), 0)).toBe(-1);
    expect(plan.patch).toMatchObject({
      itemsMinor: 0n,
      discountMinor: 0n,
      shippingMinor: 0n,
      taxMinor: 0n,
      totalMinor: 0n,
      cancelledAt: facts.now,
    });
    expect(plan.newRefunds).toMatchObject([
      { amountMinor: 22_400n, reason: "cancelled", lines: [], status: "succeeded" },
    ]);
    expect(deriveStage(applyPlan(plan))).toBe("cancelled");
  });

  it("asks a second person for a refund above the limit, and is cancelled all the same", () => {
    const order = orderState({ lines: [{ unitPrice: "300.00", ordered: 1 }], paid: [30_000n] });
    const plan = must(planCancel(order, all, { ...facts, actor: { ...facts.actor, refundLimits: { "*": "20000" } } }));
    expect(plan.newRefunds).toMatchObject([{ status: "requested" }]);
    expect(deriveStage(applyPlan(plan))).toBe("cancelled");
  });

  it("refunds only what was paid above the new total", () => {
    const order = orderState({ lines: [{ unitPrice: "10.00", ordered: 10 }], paid: [8000n] });
    const lineId = order.lines[0]?.id ?? "";
    expect(must(planCancel(order, { ...all, lines: [{ lineId, quantity: 2 }] }, facts)).newRefunds).toBeUndefined();
    expect(must(planCancel(order, { ...all, lines: [{ lineId, quantity: 5 }] }, facts)).newRefunds).toMatchObject([
      { amountMinor: 3000n },
    ]);
  });

  it("clears its holds", () => {
    const held = orderState({
      lines: [{ unitPrice: "1.00", ordered: 1 }],
      order: {
        held: true,
        holds: [{ id: "h", type: "address", scope: "all", reason: "", dueAt: null, releaseWhen: null, approver: null }],
      },
    });
    expect(must(planCancel(held, { ...all, note: "duplicate" }, facts)).clearHolds).toEqual([
      { id: "h", note: "duplicate" },
    ]);
  });

  it("throws a draft away without a trace in the sales", () => {
    const draft = orderState({
      lines: [{ unitPrice: "1.00", ordered: 1 }],
      order: { submittedAt: null, approvedAt: null },
    });
    const plan = must(planCancel(draft, all, facts));
    expect(plan.sales).toBeUndefined();
    expect(deriveStage(applyPlan(plan))).toBe("cancelled");
  });

  it("lets go of what a provider only promised", () => {
    const order = orderState({ lines: [{ unitPrice: "5.00", ordered: 1 }] });
    const payment = {
      id: "p",
      method: "online" as const,
      provider: "simulator",
      providerRef: "r",
      authorisedMinor: 500n,
      capturedMinor: 0n,
      refundPendingMinor: 0n,
      refundedMinor: 0n,
      movedMinor: 0n,
      sourceId: null,
    };
    expect(must(planCancel({ ...order, payments: [payment] }, all, facts)).jobs).toEqual([
      { queue: "payments.void", data: { paymentId: "p" } },
    ]);
  });

  it.each([
    [
      "the whole of an order that has left in part",
      { shipped: 1, allocated: 1, picked: 1, packed: 1 },
      undefined,
      "already_shipped",
    ],
    ["units that have left", { shipped: 1, allocated: 1, picked: 1, packed: 1 }, 2, "already_shipped"],
    ["more than was ordered", {}, 3, "more_than_open"],
    ["nothing", {}, 0, "nothing_to_cancel"],
  ])("refuses %s", (_, counters, quantity, code) => {
    const order = orderState({ lines: [{ unitPrice: "1.00", ordered: 2, ...counters }] });
    const lines = quantity === undefined ? undefined : [{ lineId: order.lines[0]?.id ?? "", quantity }];
    expect(planCancel(order, { ...all, ...(lines ? { lines } : {}) }, facts)).toMatchObject({ refused: true, code });
  });

  it("refuses what is over", () => {
    const order = orderState({ lines: [{ unitPrice: "1.00", ordered: 1, cancelled: 1 }] });
    expect(planCancel(order, all, facts)).toMatchObject({ code: "order_closed", facts: { stage: "cancelled" } });
  });
});

describe("cancelling units of a line", () => {
  it("takes fees and shipping along with the last unit", () => {
    const order = orderState({
      lines: [
        { unitPrice: "10.00", ordered: 1 },
        { unitPrice: "3.00", ordered: 1, kind: "fee", ships: false, stocked: false, variantId: null },
      ],
      shippingMinor: 500n,
    });
    const plan = must(planCancel(order, { ...all, lines: [{ lineId: order.lines[0]?.id ?? "", quantity: 1 }] }, facts));
    expect(plan.patch?.totalMinor).toBe(0n);
    expect(deriveStage(applyPlan(plan))).toBe("cancelled");
    expect(plan.events.map((event) => event.type)).toEqual(["order.cancelled"]);
  });

  it("keeps shipping while something is still to go", () => {
    const order = orderState({ lines: [{ unitPrice: "10.00", ordered: 2 }], shippingMinor: 500n });
    const plan = must(planCancel(order, { ...all, lines: [{ lineId: order.lines[0]?.id ?? "", quantity: 1 }] }, facts));
    expect(plan.patch).toMatchObject({ totalMinor: 1500n, shippingMinor: 500n });
    expect(plan.events.map((event) => event.type)).toEqual(["lines.cancelled"]);
  });

  const line = {
    unitPrice: "10.00",
    ordered: 6,
    reserved: 5,
    backordered: 1,
    reservations: [
      { locationId: "a", quantity: 3 },
      { locationId: "b", quantity: 2 },
    ],
  };
  const shipmentOf = (
    order: OrderState,
    part: Partial<ShipmentState["lines"][number]> & { quantity: number },
    status: ShipmentState["status"],
  ) => ({
    ...order,
    shipments: [
      {
        id: newId(),
        number: "S-1",
        locationId: "a",
        waveId: null,
        status,
        carrier: "",
        carrierId: null,
        trackingNumber: "",
        version: 1,
        lines: [{ orderLineId: order.lines[0]?.id ?? "", picked: 0, packed: 0, ...part }],
      },
    ],
  });

  it("gives up the backorder first, then stock on no shipment, then the shipment's", () => {
    const order = shipmentOf(orderState({ lines: [{ ...line, allocated: 3 }] }), { quantity: 3 }, "planned");
    const lineId = order.lines[0]?.id ?? "";
    const one = must(planCancel(order, { ...all, lines: [{ lineId, quantity: 1 }] }, facts));
    expect(one.stock).toEqual([]);
    expect(one.lines).toMatchObject([{ cancelled: 1, backordered: -1 }]);
    const three = must(planCancel(order, { ...all, lines: [{ lineId, quantity: 3 }] }, facts));
    expect(releasedOf(three)).toEqual([["b", -2]]);
    expect(three.shipments).toEqual([]);
    const four = must(planCancel(order, { ...all, lines: [{ lineId, quantity: 4 }] }, facts));
    expect(releasedOf(four)).toEqual([
      ["b", -2],
      ["a", -1],
    ]);
    expect(four.lines).toMatchObject([{ allocated: -1 }]);
    expect(four.shipments).toMatchObject([{ set: { status: "planned" }, lines: [{ quantity: -1 }] }]);
  });

  it("cancels a shipment that is left empty and says what goes back to the shelf", () => {
    const order = shipmentOf(
      orderState({ lines: [{ ...line, allocated: 3, picked: 2, packed: 1 }] }),
      { quantity: 3, picked: 2, packed: 1 },
      "picking",
    );
    const plan = must(planCancel(order, all, facts));
    expect(plan.shipments).toMatchObject([
      { set: { status: "cancelled" }, lines: [{ quantity: -3, picked: -2, packed: -1 }] },
    ]);
    expect(plan.events[0]?.data).toMatchObject({ putBack: 2, released: 5 });
    expect(applyPlan(plan).lines[0]).toMatchObject({ reserved: 0, allocated: 0, picked: 0, packed: 0, cancelled: 6 });
  });

  it("calls a shipment picked when only what was missing is cancelled", () => {
    const order = shipmentOf(
      orderState({
        lines: [
          {
            ...line,
            ordered: 3,
            backordered: 0,
            reserved: 3,
            reservations: [{ locationId: "a", quantity: 3 }],
            allocated: 3,
            picked: 2,
          },
        ],
      }),
      { quantity: 3, picked: 2 },
      "picking",
    );
    const plan = must(planCancel(order, { ...all, lines: [{ lineId: order.lines[0]?.id ?? "", quantity: 1 }] }, facts));
    expect(plan.shipments).toMatchObject([{ set: { status: "picked" } }]);
  });
});

describe("however an order is cancelled", () => {
  it("counters keep their chain, claims their limits, and sales add up to the total", () => {
    fc.assert(
      fc.property(
        anyOrder,
        fc.array(fc.record({ line: fc.nat(2), quantity: fc.integer({ min: 1, max: 8 }) }), { maxLength: 5 }),
        (made, steps) => {
          let order = orderOf(made);
          let sold = order.totalMinor;
          for (const step of [...steps, undefined]) {
            const lineId = step ? (order.lines[step.line % order.lines.length]?.id ?? "") : "";
            const plan = planCancel(
              order,
              { ...all, ...(step ? { lines: [{ lineId, quantity: step.quantity }] } : {}) },
              facts,
            );
            if (isRefusal(plan)) continue;
            sold += salesOf(plan);
            const after = applyPlan(plan);
            order = {
              ...after,
              stage: deriveStage(after),
              payments: order.payments,
              shipments: shipmentsAfter(order, plan),
            };
            expectConsistent(order, sold);
          }
          if (order.stage === "cancelled")
            expect(order.lines.every((line) => line.reserved === 0 && toShip(line) === 0)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

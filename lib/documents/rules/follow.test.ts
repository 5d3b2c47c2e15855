import { describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Plan } from "@/lib/orders/rules/plan";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { orderState } from "@/lib/testing/order-state";
import { documentEffects, documentSteps } from "./follow";
import type { LiveDocument } from "./kinds";

const address = { name: "李雯", line1: "文三路 478 号", city: "杭州市", country: "CN" };

function invoiced(documents: readonly Partial<LiveDocument>[] = [{}]): OrderState {
  const order = orderState({ lines: [{ unitPrice: "10.000000", ordered: 3 }], order: { shipTo: address } });
  const { totalMinor } = order;
  const live = documents.map((settings): LiveDocument => {
    const own = { id: newId(), kind: "invoice", number: "INV-1", totalMinor, creditedMinor: 0n } as const;
    return { ...own, givenBackMinor: 0n, kept: true, ...settings };
  });
  return { ...order, documents: live };
}

const stepsOf = (plan: Plan) => documentSteps(plan, applyPlan(plan));
const cancelled = (order: OrderState, units: number): Plan => ({
  order,
  lines: [{ lineId: order.lines[0]?.id ?? "", cancelled: units, cancelledMinor: 1000n * BigInt(units) }],
  patch: { totalMinor: order.totalMinor - 1000n * BigInt(units) },
  events: [],
});
const refunded = (order: OrderState, amountMinor: bigint): Plan => ({
  order,
  sales: [
    {
      ...{ orderId: order.id, kind: "refund", component: "merchandise", channelId: order.channelId, country: "CN" },
      ...{ currency: order.currency, amountMinor: -amountMinor, businessDay: "2026-11-23" },
    },
  ],
  events: [],
});

describe("the documents of an order", () => {
  it("stay where nothing that they say changes, and where there are none", () => {
    expect(stepsOf(cancelled(invoiced([]), 1))).toEqual([]);
    const order = invoiced();
    expect(stepsOf({ order, patch: { sellerNote: "careful", contactPhone: "139" }, events: [] })).toEqual([]);
    // The same price, written as a person does.
    const { id, ordered, subtotalMinor, discountMinor, taxMinor, totalMinor } = order.lines[0] as LineState;
    const revision = {
      lineId: id,
      ordered,
      unitPrice: "10",
      subtotalMinor,
      discountMinor,
      taxMinor,
      totalMinor,
      cancelledMinor: 0n,
    };
    expect(stepsOf({ order, reviseLines: [revision], events: [] })).toEqual([]);
  });

  it("follow: reversed over what is left of them, and issued anew over what is left of the order", () => {
    expect(stepsOf(cancelled(invoiced(), 1))).toMatchObject([
      { do: "reverse", amountMinor: 3000n },
      { do: "issue", kind: "invoice", totalMinor: 2000n },
    ]);
    const partly = invoiced([{ creditedMinor: 500n, givenBackMinor: 500n }]);
    expect(stepsOf(cancelled(partly, 1))).toMatchObject([
      { do: "reverse", amountMinor: 2500n },
      { do: "issue", totalMinor: 1500n },
    ]);
    expect(stepsOf(cancelled(invoiced(), 3))).toMatchObject([{ do: "reverse", amountMinor: 3000n }]);
    expect(stepsOf({ order: invoiced(), patch: { shipTo: { ...address, name: "王小明" } }, events: [] })).toHaveLength(
      2,
    );
  });

  it("are credited with what was given back; a receipt is made anew, and nothing is credited twice", () => {
    expect(stepsOf(refunded(invoiced(), 500n))).toMatchObject([{ do: "credit", amountMinor: 500n }]);
    expect(stepsOf(refunded(invoiced([{ kind: "receipt", number: "REC-1" }]), 500n))).toMatchObject([
      { do: "withdraw" },
      { do: "issue", kind: "receipt", totalMinor: 2500n },
    ]);
    const shown = (plan: Plan) => documentEffects(plan, applyPlan(plan));
    expect(shown(refunded(invoiced(), 500n))).toMatchObject([
      { creditedMinor: "500", issuedMinor: null, stands: true },
    ]);
    expect(shown(refunded(invoiced(), 3000n))).toMatchObject([{ creditedMinor: "3000", stands: false }]);
    const gone = invoiced([{ creditedMinor: 3000n, givenBackMinor: 3000n }]);
    expect(stepsOf({ order: gone, patch: { contactName: "王小明", shipTo: null }, events: [] })).toMatchObject([
      { do: "withdraw" },
      { do: "issue", totalMinor: 0n },
    ]);
  });

  it("come with units that were invoiced, and are told by previews", () => {
    const order = invoiced([]);
    expect(stepsOf({ order, documents: ["invoice"], events: [] })).toMatchObject([{ do: "issue", kind: "invoice" }]);
    const both = cancelled(invoiced([{}, { kind: "receipt", number: "REC-1" }]), 1);
    expect(documentEffects(both, applyPlan(both))).toEqual([
      { kind: "invoice", number: "INV-1", creditedMinor: "3000", issuedMinor: "2000", stands: false },
      { kind: "receipt", number: "REC-1", creditedMinor: null, issuedMinor: "2000", stands: false },
    ]);
  });
});

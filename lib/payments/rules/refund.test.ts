import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { orderState } from "@/lib/testing/order-state";
import { planRefundAnswer, planRefundApproval, planRefundDecline } from "./decide-refund";
import type { RefundState } from "./refund";
import { leftToRefund } from "./refundable";
import { planRefundRequest, type RefundAsk, type RefundFacts } from "./request-refund";

const unlimited = { id: "ann", name: "Ann", refundLimits: { "*": "99999999999" } };

function facts(refunds: readonly RefundState[] = [], actor: RefundFacts["actor"] = unlimited): RefundFacts {
  return {
    now: new Date("2026-11-27T02:00:00Z"),
    businessDay: "2026-11-27",
    shopCurrency: "CNY",
    refunds,
    kinRefunds: [],
    actor,
    numbers: ["R-1", "R-2", "R-3"],
  };
}

const whole: RefundAsk = { what: { kind: "whole" }, restock: [], reason: "not_wanted", note: "" };

function must(plan: Plan | { refused: true }): Plan {
  expect(plan).not.toHaveProperty("refused");
  return plan as Plan;
}

/** The order after the plan, with its payments, and the refunds it then has: what the next plan works on. */
function stateAfter(
  plan: Plan,
  refunds: readonly RefundState[],
  actor = unlimited,
): { order: OrderState; refunds: RefundState[] } {
  const order = applyPlan(plan);
  const moved = (paymentId: string, type: string) =>
    (plan.payments ?? [])
      .filter((entry) => entry.paymentId === paymentId && entry.type === type)
      .reduce((sum, entry) => sum + entry.amountMinor, 0n);
  const payments = order.payments.map((payment) => ({
    ...payment,
    refundPendingMinor:
      payment.refundPendingMinor +
      moved(payment.id, "refund_claim") -
      moved(payment.id, "refund_release") -
      moved(payment.id, "refund"),
    refundedMinor: payment.refundedMinor + moved(payment.id, "refund"),
  }));
  const made = (plan.newRefunds ?? []).map(
    (row): RefundState => ({
      ...row,
      reason: row.reason as RefundState["reason"],
      lines: row.lines.map((line) => ({
        ...line,
        amountMinor: BigInt(line.amountMinor),
        locationId: line.locationId ?? null,
      })),
      attempts: 0,
      requestedBy: actor.name,
      requestedById: actor.id,
      approvedBy: row.approvedAt ? actor.name : null,
    }),
  );
  return { order: { ...order, payments }, refunds: [...refunds, ...made] };
}

const refundedOf = (plan: Plan) =>
  (plan.payments ?? []).filter((entry) => entry.type === "refund").reduce((sum, entry) => sum + entry.amountMinor, 0n);
const salesOf = (plan: Plan) => (plan.sales ?? []).reduce((sum, entry) => sum + entry.amountMinor, 0n);

describe("asking for money back", () => {
  const order = orderState({
    lines: [
      { unitPrice: "33.33", ordered: 3, taxRate: "0.13", shipped: 3 },
      { unitPrice: "10.00", ordered: 1, taxRate: "0.13", shipped: 1 },
    ],
    shippingMinor: 800n,
    paid: [11_799n],
  });

  it("whole: gives back goods, discount, tax and shipping to the last cent, and takes the sale back", () => {
    const plan = must(planRefundRequest(order, whole, facts()));
    expect(refundedOf(plan)).toBe(11_799n);
    expect(salesOf(plan)).toBe(-11_799n);
    expect(plan.lines?.map((line) => [line.refunded, line.refundedMinor])).toEqual([
      [3, 9999n],
      [1, 1000n],
    ]);
    expect(
      plan.sales?.filter((entry) => entry.component === "tax").reduce((sum, entry) => sum + entry.amountMinor, 0n),
    ).toBe(-1265n);
    expect(plan.newRefunds).toMatchObject([{ status: "succeeded", shippingMinor: 800n }]);
  });

  it("line by line, units of a price that does not divide add up to the line", () => {
    let state = { order, refunds: [] as RefundState[] };
    const amounts: bigint[] = [];
    for (let unit = 0; unit < 3; unit += 1) {
      const lineId = order.lines[0]?.id ?? "";
      const ask: RefundAsk = { ...whole, what: { kind: "lines", lines: [{ lineId, quantity: 1 }], shippingMinor: 0n } };
      const plan = must(planRefundRequest(state.order, ask, facts(state.refunds)));
      amounts.push(refundedOf(plan));
      state = stateAfter(plan, state.refunds);
    }
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(9999n);
    expect(leftToRefund(state.order, state.refunds).lines[0]).toMatchObject({ units: 0, amountMinor: 0n });
  });

  it("by amount: spreads it over lines and shipping by largest remainder", () => {
    const plan = must(
      planRefundRequest(order, { ...whole, what: { kind: "amount", amountMinor: 1000n }, reason: "goodwill" }, facts()),
    );
    const [refund] = plan.newRefunds ?? [];
    const lines = (refund?.lines ?? []).reduce((sum, line) => sum + BigInt(line.amountMinor), 0n);
    expect(lines + (refund?.shippingMinor ?? 0n)).toBe(1000n);
    expect(plan.lines?.every((line) => line.refunded === 0)).toBe(true);
    expect(salesOf(plan)).toBe(-1000n);
  });

  it("restocks apart from what is refunded", () => {
    const lineId = order.lines[1]?.id ?? "";
    const ask: RefundAsk = {
      what: { kind: "amount", amountMinor: 500n },
      restock: [{ lineId, quantity: 1, locationId: "loc" }],
      reason: "damaged",
      note: "",
    };
    const plan = must(planRefundRequest(order, ask, facts()));
    expect(plan.stock).toMatchObject([{ onHand: 1, locationId: "loc", reason: "restock" }]);
    expect(plan.lines).toContainEqual(expect.objectContaining({ lineId, returned: 1, restocked: 1 }));
  });

  it("takes from several payments, oldest first, and splits lines between them", () => {
    const paidTwice = orderState({ lines: [{ unitPrice: "100.00", ordered: 2, shipped: 2 }], paid: [5000n, 15_000n] });
    const plan = must(planRefundRequest(paidTwice, whole, facts()));
    expect(plan.newRefunds?.map((refund) => refund.amountMinor)).toEqual([5000n, 15_000n]);
    expect(plan.newRefunds?.map((refund) => refund.lines.map((line) => [line.quantity, line.amountMinor]))).toEqual([
      [[2, "5000"]],
      [[0, "15000"]],
    ]);
    expect(applyPlan(plan).lines[0]).toMatchObject({ refunded: 2, refundedMinor: 20_000n });
  });

  it.each([
    [
      "more units than were shipped",
      { kind: "lines", lines: [{ line: 0, quantity: 4 }], shippingMinor: 0n },
      "more_than_shipped",
    ],
    ["more money than was captured", { kind: "amount", amountMinor: 11_800n }, "more_than_captured"],
    ["more than the shipping", { kind: "lines", lines: [], shippingMinor: 801n }, "more_than_shipping"],
    ["nothing", { kind: "amount", amountMinor: 0n }, "nothing_to_refund"],
    ["what nobody overpaid", { kind: "overpaid" }, "nothing_to_refund"],
  ] as const)("refuses %s", (_, what, code) => {
    const asked: RefundAsk["what"] =
      what.kind === "lines"
        ? {
            ...what,
            lines: what.lines.map(({ line, quantity }) => ({ lineId: order.lines[line]?.id ?? "", quantity })),
          }
        : what;
    expect(planRefundRequest(order, { ...whole, what: asked }, facts())).toMatchObject({ refused: true, code });
  });

  it("refuses units that never left: they are cancelled, which frees their stock", () => {
    const unsent = orderState({ lines: [{ unitPrice: "10.00", ordered: 2 }], paid: [2000n] });
    const ask: RefundAsk = {
      ...whole,
      what: { kind: "lines", lines: [{ lineId: unsent.lines[0]?.id ?? "", quantity: 1 }], shippingMinor: 0n },
    };
    expect(planRefundRequest(unsent, ask, facts())).toMatchObject({ code: "not_shipped_cancel" });
    const amount = (amountMinor: bigint): RefundAsk => ({ ...whole, what: { kind: "amount", amountMinor } });
    for (const all of [whole, amount(2000n)]) {
      expect(planRefundRequest(unsent, all, facts())).toMatchObject({ code: "to_ship_cancel", facts: { units: 2 } });
    }
    const part = must(planRefundRequest(unsent, amount(500n), facts()));
    expect(part.lines).toMatchObject([{ refunded: 0, refundedMinor: 500n }]);
    const half = orderState({ lines: [{ unitPrice: "10.00", ordered: 2, shipped: 1 }], paid: [2000n] });
    expect(planRefundRequest(half, whole, facts())).toMatchObject({ code: "to_ship_cancel", facts: { units: 1 } });
  });

  it("refuses while the order is held against refunds", () => {
    const held = {
      ...order,
      held: true,
      holds: [
        {
          id: "h",
          type: "fraud",
          scope: "refund" as const,
          reason: "",
          dueAt: null,
          releaseWhen: null,
          approver: null,
        },
      ],
    };
    expect(planRefundRequest(held, whole, facts())).toMatchObject({ code: "held" });
  });

  it("gives back only what was paid of an order that was paid in part", () => {
    const deposit = orderState({ lines: [{ unitPrice: "100.00", ordered: 1, shipped: 1 }], paid: [3000n] });
    const plan = must(planRefundRequest(deposit, whole, facts()));
    expect(refundedOf(plan)).toBe(3000n);
    expect(plan.lines).toMatchObject([{ refunded: 0, refundedMinor: 3000n }]);
  });

  it("keeps a discount line of a file as a discount", () => {
    const discounted = orderState({
      lines: [
        { unitPrice: "50.00", ordered: 2, shipped: 2 },
        { unitPrice: "-10.00", ordered: 1, kind: "discount", ships: false, variantId: null },
      ],
      paid: [9000n],
    });
    const plan = must(planRefundRequest(discounted, whole, facts()));
    expect(refundedOf(plan)).toBe(9000n);
    expect(salesOf(plan)).toBe(-9000n);
    expect(plan.lines).toMatchObject([{ refunded: 2, refundedMinor: 9000n }]);
  });
});

describe("the limit of a role", () => {
  const order = orderState({ lines: [{ unitPrice: "300.00", ordered: 1, shipped: 1 }], paid: [30_000n] });
  const support = { id: "sue", name: "Sue", refundLimits: { "*": "20000" } };
  const byAmount = (amountMinor: bigint): RefundAsk => ({
    ...whole,
    what: { kind: "amount", amountMinor },
    reason: "goodwill",
  });

  it("lets an amount within it through at once", () => {
    expect(must(planRefundRequest(order, byAmount(20_000n), facts([], support))).newRefunds).toMatchObject([
      { status: "succeeded" },
    ]);
  });

  it("leaves an amount above it for a second person, with its claim on the payment", () => {
    const plan = must(planRefundRequest(order, byAmount(20_001n), facts([], support)));
    expect(plan.newRefunds).toMatchObject([{ status: "requested", approvedAt: null }]);
    expect(plan.payments?.map((entry) => entry.type)).toEqual(["refund_claim"]);
    expect(plan.sales).toBeUndefined();
  });

  it("is not walked around in small steps", () => {
    const first = must(planRefundRequest(order, byAmount(15_000n), facts([], support)));
    const state = stateAfter(first, [], support);
    const second = must(planRefundRequest(state.order, byAmount(6000n), facts(state.refunds, support)));
    expect(second.newRefunds).toMatchObject([{ status: "requested" }]);
  });

  it("is a currency's own where it is set, and nothing where none is", () => {
    const precise = { ...support, refundLimits: { CNY: "100", "*": "999999" } };
    expect(must(planRefundRequest(order, byAmount(101n), facts([], precise))).newRefunds).toMatchObject([
      { status: "requested" },
    ]);
    expect(
      must(planRefundRequest(order, byAmount(1n), facts([], { ...support, refundLimits: {} }))).newRefunds,
    ).toMatchObject([{ status: "requested" }]);
  });

  it("takes another person to approve, who then settles it", () => {
    const asked = stateAfter(must(planRefundRequest(order, byAmount(25_000n), facts([], support))), [], support);
    const [refund] = asked.refunds as [RefundState];
    expect(planRefundApproval(asked.order, refund, { ...facts(), actor: support })).toMatchObject({
      code: "needs_second_person",
    });
    const plan = must(planRefundApproval(asked.order, refund, { ...facts(), actor: unlimited }));
    expect(plan.refunds).toMatchObject([{ from: ["requested"], set: { status: "succeeded", approvedBy: "Ann" } }]);
    expect(salesOf(plan)).toBe(-25_000n);
    const declined = must(planRefundDecline(asked.order, refund, "no"));
    expect(declined.payments).toMatchObject([{ type: "refund_release", amountMinor: 25_000n }]);
    expect(planRefundDecline(asked.order, { ...refund, status: "approved" }, "")).toMatchObject({
      code: "refund_decided",
    });
  });
});

describe("a provider's answer", () => {
  const order = orderState({
    lines: [{ unitPrice: "50.00", ordered: 1, shipped: 1 }],
    paid: [5000n],
    provider: "simulator",
  });
  const request = must(planRefundRequest(order, whole, facts()));
  const asked = stateAfter(request, []);
  const [refund] = asked.refunds as [RefundState];

  it("is waited for: nothing but the claim is written before", () => {
    expect(request.newRefunds).toMatchObject([{ status: "approved" }]);
    expect(request.payments?.map((entry) => entry.type)).toEqual(["refund_claim"]);
    expect(request.jobs).toEqual([{ queue: "refunds.settle", data: { refundId: refund.id } }]);
  });

  it("of done settles it, a second one does nothing", () => {
    const plan = planRefundAnswer(asked.order, refund, { status: "done", reference: "r1" }, facts());
    expect(plan?.payments).toMatchObject([{ type: "refund", amountMinor: 5000n, reference: "r1" }]);
    expect(
      planRefundAnswer(asked.order, { ...refund, status: "succeeded" }, { status: "done", reference: "r1" }, facts()),
    ).toBeUndefined();
  });

  it("of declined lets the claim go", () => {
    const plan = planRefundAnswer(asked.order, refund, { status: "declined", reason: "card closed" }, facts());
    expect(plan?.payments).toMatchObject([{ type: "refund_release", amountMinor: 5000n }]);
    expect(plan?.refunds).toMatchObject([{ set: { status: "failed", lastError: "card closed" } }]);
  });

  it("that is lost leaves it in doubt, and in doubt it can still be settled", () => {
    const plan = planRefundAnswer(asked.order, refund, { status: "unknown", reason: "timeout" }, facts());
    expect(plan?.refunds).toMatchObject([{ set: { status: "in_doubt" } }]);
    expect(plan?.payments).toBeUndefined();
    const doubtful: RefundState = { ...refund, status: "in_doubt" };
    expect(planRefundAnswer(asked.order, doubtful, { status: "unknown", reason: "timeout" }, facts())).toBeUndefined();
    expect(planRefundAnswer(asked.order, doubtful, { status: "done", reference: "" }, facts())?.refunds).toMatchObject([
      { set: { status: "succeeded" } },
    ]);
  });
});

const anyOrder = fc
  .record({
    inclusive: fc.boolean(),
    lines: fc.array(
      fc.record({
        cents: fc.integer({ min: 1, max: 99_999 }),
        ordered: fc.integer({ min: 1, max: 9 }),
        taxRate: fc.constantFrom("0", "0.06", "0.13", "0.2"),
        shipped: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    discountShare: fc.integer({ min: 0, max: 100 }),
    shippingMinor: fc.bigInt({ min: 0n, max: 3000n }),
    payments: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 }),
    paidShare: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ inclusive, lines, discountShare, shippingMinor, payments, paidShare }) => {
    const settings = {
      inclusive,
      lines: lines.map((line) => ({
        unitPrice: `${Math.floor(line.cents / 100)}.${String(line.cents % 100).padStart(2, "0")}`,
        ordered: line.ordered,
        taxRate: line.taxRate,
        shipped: Math.min(line.shipped, line.ordered),
      })),
      shippingMinor,
      shippingTaxRate: "0.13",
    };
    const items = orderState(settings).itemsMinor;
    const total = orderState({ ...settings, discountMinor: (items * BigInt(discountShare)) / 100n }).totalMinor;
    const paidMinor = (total * BigInt(paidShare)) / 100n;
    const weights = payments.reduce((sum, weight) => sum + weight, 0);
    const parts = payments.map((weight) => (paidMinor * BigInt(weight)) / BigInt(weights));
    parts[0] = (parts[0] as bigint) + paidMinor - parts.reduce((sum, part) => sum + part, 0n);
    return orderState({ ...settings, discountMinor: (items * BigInt(discountShare)) / 100n, paid: parts });
  });

const anyStep = fc.record({
  kind: fc.constantFrom("whole" as const, "lines" as const, "amount" as const),
  line: fc.nat(3),
  quantity: fc.integer({ min: 1, max: 4 }),
  share: fc.integer({ min: 1, max: 120 }),
  shippingShare: fc.integer({ min: 0, max: 100 }),
});

describe("however an order is refunded", () => {
  it("no cent is lost, made or given back twice", () => {
    fc.assert(
      fc.property(anyOrder, fc.array(anyStep, { maxLength: 6 }), (order, steps) => {
        let state = { order, refunds: [] as RefundState[] };
        let given = 0n;
        let sold = 0n;
        for (const step of steps) {
          const left = leftToRefund(state.order, state.refunds);
          const line = state.order.lines[step.line % state.order.lines.length];
          const what: RefundAsk["what"] =
            step.kind === "whole"
              ? { kind: "whole" }
              : step.kind === "amount"
                ? { kind: "amount", amountMinor: (left.refundableMinor * BigInt(step.share)) / 100n }
                : {
                    kind: "lines",
                    lines: [{ lineId: line?.id ?? "", quantity: step.quantity }],
                    shippingMinor: (left.shippingMinor * BigInt(step.shippingShare)) / 100n,
                  };
          const plan = planRefundRequest(state.order, { ...whole, what }, facts(state.refunds));
          if (isRefusal(plan)) continue;
          given += refundedOf(plan);
          sold += salesOf(plan);
          state = stateAfter(plan, state.refunds);
        }
        expect(sold).toBe(-given);
        expect(given <= order.paidMinor).toBe(true);
        for (const payment of state.order.payments) expect(payment.refundedMinor <= payment.capturedMinor).toBe(true);
        for (const line of state.order.lines) {
          expect(line.refundedMinor <= line.totalMinor).toBe(true);
          expect(line.refunded + line.cancelled <= line.ordered).toBe(true);
        }
        for (const refund of state.refunds) {
          const parts = refund.lines.reduce((sum, part) => sum + part.amountMinor, refund.shippingMinor);
          expect(parts).toBe(refund.amountMinor);
        }
        const rest = leftToRefund(state.order, state.refunds);
        expect(rest.heldMinor).toBe(order.paidMinor - given);
      }),
      { numRuns: 400 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { orderState } from "@/lib/testing/order-state";
import { planInspection, planReceipt, planReceiptUndo } from "./arrive";
import type { ReturnPlan } from "./change";
import { planReopening, planReturnApproval, planReturnCancel, planReturnRejection, planReturnShipping } from "./decide";
import { decideReturn, defaultReturnPolicy, type PolicyFacts, type ReturnPolicy, restockingFee } from "./policy";
import { planRequest, type RequestFacts } from "./request";
import { dispositions, type ReturnState, returnStatuses } from "./state";
import { suggestRefund } from "./suggest-refund";

const now = new Date("2026-11-23T02:00:00Z");
const day = 86_400_000;
const policy = defaultReturnPolicy;
const facts: RequestFacts = {
  ...{ now, zone: "Asia/Shanghai", number: "RMA-1", policy, policyVersion: 0, actorName: "Ada" },
  since: { at: new Date(now.getTime() - 3 * day), delivered: true },
  notReturnable: new Set(),
  claimed: new Map(),
};

function sent(units = 4): OrderState {
  const counters = { allocated: units, picked: units, packed: units, shipped: units };
  return orderState({
    lines: [{ unitPrice: "10.01", ordered: units, ...counters }],
    paid: [BigInt(units) * 1001n],
  });
}

const asked = (order: OrderState, quantity: number, more = {}) => ({
  lines: [
    {
      lineId: order.lines[0]?.id ?? "",
      quantity,
      reason: "not_wanted" as const,
      outcome: "refund" as const,
      note: "",
      ...more,
    },
  ],
  ...{ note: "", source: "staff" as const, override: false, approve: false },
});

function must<T>(value: T): Exclude<T, { refused: true }> {
  if (isRefusal(value)) throw new Error(value.code);
  return value as Exclude<T, { refused: true }>;
}

/** The order as its line waits and counts after the plan. */
function orderAfter(plan: ReturnPlan): OrderState {
  const order = applyPlan(plan.order);
  const awaited = plan.after.lines.reduce((sum, line) => sum + line.awaited, 0);
  return { ...order, version: order.version + 1, lines: order.lines.map((line) => ({ ...line, awaited })) };
}

describe("the policy", () => {
  const line = { code: "MUG", quantity: 1, returnable: true, madeToOrder: false, worthMinor: 1000n };
  const seen: PolicyFacts = {
    ...{ now, zone: "Asia/Shanghai", currency: "CNY", tags: [], since: { at: now, delivered: true } },
    lines: [{ ...line, reason: "not_wanted" }],
  };
  const failed = (change: Partial<ReturnPolicy>, of: Partial<PolicyFacts>) =>
    decideReturn({ ...policy, ...change }, 3, { ...seen, ...of })
      .checks.filter(({ result }) => result === "stop")
      .map(({ check }) => check);
  const ago = (days: number) => ({ since: { at: new Date(now.getTime() - days * day), delivered: true } });
  const one = (change: object) => ({ lines: [{ ...line, reason: "not_wanted" as const, ...change }] });

  it.each([
    ["the last day of the window", {}, ago(14), []],
    ["a day later", {}, ago(15), ["window"]],
    ["a day later where it is the shop's fault", {}, { ...ago(15), ...one({ reason: "defective" }) }, []],
    ["long after, whoever's fault", {}, { ...ago(61), ...one({ reason: "defective" }) }, ["window"]],
    ["nobody heard that it arrived", {}, { since: null }, []],
    ["a reason the shop does not know", { reasons: ["damaged" as const] }, {}, ["reason"]],
    ["what the catalogue keeps", {}, one({ returnable: false }), ["returnable"]],
    ["the same, broken", {}, one({ returnable: false, reason: "damaged" }), []],
    ["made to order", {}, one({ madeToOrder: true }), ["made_to_order"]],
    ["made to order where that comes back", { madeToOrder: true }, one({ madeToOrder: true }), []],
    ["sold for good", {}, { tags: ["final-sale"] }, ["final_sale"]],
    ["sold for good and wrong", {}, { tags: ["final-sale"], ...one({ reason: "wrong_item" }) }, []],
  ])("%s", (_, change, of, wanted) => {
    expect(failed(change as Partial<ReturnPolicy>, of as Partial<PolicyFacts>)).toEqual(wanted);
  });

  it("leaves to a person what is worth its amount, and says what it saw", () => {
    const small = { ...policy, approveUnder: { CNY: "1001" } };
    expect(decideReturn(small, 1, seen)).toMatchObject({
      outcome: "approved",
      policyVersion: 1,
      shippingPaidBy: "customer",
    });
    const asks = decideReturn({ ...small, approveUnder: { CNY: "1000" } }, 1, seen);
    expect(asks.outcome).toBe("asks");
    expect(asks.checks.find(({ check }) => check === "amount")?.facts).toEqual({
      ...{ worthMinor: "1000", limitMinor: "1000", currency: "CNY" },
    });
    expect(decideReturn(small, 1, { ...seen, currency: "EUR" }).outcome).toBe("asks");
  });

  it("keeps a fee of what is nobody's fault, rounded once, half to even", () => {
    const fee = { ...policy, feeBasisPoints: 1250 };
    expect(restockingFee(fee, "not_wanted", 1000n)).toBe(125n);
    expect(restockingFee(fee, "not_wanted", 4n)).toBe(0n);
    expect(restockingFee(fee, "not_wanted", 12n)).toBe(2n);
    expect(restockingFee(fee, "damaged", 1000n)).toBe(0n);
  });
});

describe("the machine", () => {
  const receipt = { locationId: "main", location: "MAIN", finish: false, note: "" };
  const looked = { now, businessDay: "2026-11-23", shopCurrency: "CNY", actorName: "Ada" };

  it("reaches every status by what is done, and refuses what does not fit with where it stands", () => {
    const reached = new Set<string>();
    const order = sent();
    const requested = must(planRequest(order, asked(order, 2), facts));
    const decided = { now, actorName: "Ada", policy, claimed: new Map() };
    const approved = must(planReturnApproval(orderAfter(requested), requested.after, { note: "" }, decided));
    const parcel = { carrier: "SF", trackingNumber: "1" };
    const away = must(planReturnShipping(orderAfter(approved), approved.after, parcel, { now }));
    const lineId = order.lines[0]?.id ?? "";
    const here = must(
      planReceipt(orderAfter(away), away.after, { ...receipt, lines: [{ lineId, quantity: 2 }] }, decided),
    );
    const finding = { condition: "opened" as const, locationId: "main", location: "MAIN", note: "" };
    const done = must(
      planInspection(
        orderAfter(here),
        here.after,
        { findings: [{ ...finding, line: 1, quantity: 2, disposition: "restock" }] },
        looked,
      ),
    );
    const rejected = must(planReturnRejection(orderAfter(requested), requested.after, "", decided));
    const cancelled = must(planReturnCancel(orderAfter(approved), approved.after, "", decided));
    const plans = [requested, approved, away, here, done, rejected, cancelled];
    for (const plan of plans) reached.add(plan.after.status);
    expect([...reached].sort()).toEqual([...returnStatuses].sort());
    for (const { after } of [approved, away, here, done, rejected, cancelled])
      expect(planReturnRejection(order, after, "", decided)).toMatchObject({ code: "return_status" });
    for (const { after } of [here, done]) {
      expect(planReturnCancel(order, after, "", decided)).toMatchObject({ code: "return_status" });
      expect(planReopening(order, after, decided)).toMatchObject({ code: "return_status" });
    }
    expect(planInspection(order, away.after, { findings: [] }, looked)).toMatchObject({ code: "return_status" });
    expect(done.after.dueAt).toBeNull();
  });

  const step = fc.record({
    what: fc.nat(6),
    units: fc.integer({ min: 1, max: 4 }),
    how: fc.nat(4),
    flag: fc.boolean(),
  });

  it("keeps every unit in one place, whatever is done in whatever sequence", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 14 }), (first, steps) => {
        let order = sent();
        const lineId = order.lines[0]?.id ?? "";
        let ret: ReturnState | null = null;
        const decided = { now, actorName: "Ada", policy, claimed: new Map() };
        const opened = planRequest(order, asked(order, first), facts);
        if (isRefusal(opened)) return;
        order = orderAfter(opened);
        ret = opened.after;
        for (const { what, units, how, flag } of steps) {
          const found = { condition: "used" as const, locationId: "m", location: "M", note: "" };
          const disposition = dispositions[how] as (typeof dispositions)[number];
          const tries: (() => ReturnPlan | { refused: true })[] = [
            () =>
              planReturnApproval(
                order,
                ret as ReturnState,
                flag ? { note: "", lines: [{ line: 1, quantity: units }] } : { note: "" },
                decided,
              ),
            () => planReturnCancel(order, ret as ReturnState, "", decided),
            () => planReopening(order, ret as ReturnState, decided),
            () =>
              planReceipt(
                order,
                ret as ReturnState,
                { ...receipt, finish: flag, note: "so", lines: [{ lineId, quantity: units }] },
                decided,
              ),
            () => planReceiptUndo(order, ret as ReturnState, [{ line: 1, quantity: units }]),
            () =>
              planInspection(
                order,
                ret as ReturnState,
                { findings: [{ ...found, line: 1, quantity: units, disposition }] },
                looked,
              ),
            () => planReturnRejection(order, ret as ReturnState, "", decided),
          ];
          const plan = (tries[what] as (typeof tries)[number])();
          if ("refused" in plan) continue;
          order = orderAfter(plan);
          ret = plan.after;
          const [line] = ret.lines;
          const [of] = order.lines;
          if (!line || !of) throw new Error("lines stay");
          expect(
            Math.min(line.awaited, line.received - line.inspected, line.approved, line.withdrawn),
          ).toBeGreaterThanOrEqual(0);
          expect(line.requested + line.extra).toBe(line.declined + line.withdrawn + line.received + line.awaited);
          expect(line.received).toBeLessThanOrEqual(line.approved + line.extra);
          expect(of.returned + of.awaited).toBeLessThanOrEqual(of.shipped);
          expect(of.returned).toBe(line.received);
          expect(of.restocked).toBe(line.restocked + line.qualityControl);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe("the refund that is suggested", () => {
  it("adds up to what was paid over single units, less the fee of each", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(9999), fc.nat(3000), (units, cents, feeBasisPoints) => {
        const price = (cents / 1000).toFixed(3);
        const counters = { allocated: units, picked: units, packed: units, shipped: units };
        const order = orderState({ lines: [{ unitPrice: price, ordered: units, ...counters }], paid: [100_000n] });
        const soon = { ...policy, refundWhen: "on_request" as const, feeBasisPoints };
        const opened = must(planRequest(order, { ...asked(order, units), approve: true }, { ...facts, policy: soon }));
        const { lines, amountMinor } = suggestRefund(order, opened.after, { refunds: [], policy: soon });
        expect(lines[0]?.priceMinor).toBe(order.lines[0]?.totalMinor);
        expect(amountMinor).toBe((lines[0]?.priceMinor ?? 0n) - (lines[0]?.keepMinor ?? 0n));
        expect(lines[0]?.keepMinor).toBeLessThanOrEqual(lines[0]?.priceMinor ?? 0n);
      }),
    );
  });
});

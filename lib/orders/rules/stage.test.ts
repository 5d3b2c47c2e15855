import { describe, expect, it } from "vitest";
import { orderState } from "@/lib/testing/order-state";
import { amountDue, deriveStage, paymentStatus, type StageFacts, stages } from "./stage";
import type { LineState, OrderState } from "./state";

const at = new Date("2026-11-21T02:00:00Z");
const twoLines = (first: Partial<LineState>, second: Partial<LineState> = first): OrderState["lines"] =>
  orderState({
    lines: [
      { unitPrice: "10", ordered: 3, ...first },
      { unitPrice: "5", ordered: 1, ...second, ...(second === first ? scaled(first) : {}) },
    ],
  }).lines;

// The second line orders one unit, so each counter of the first is cut to one.
function scaled(line: Partial<LineState>): Partial<LineState> {
  return Object.fromEntries(
    Object.entries(line).map(([name, value]) => [name, typeof value === "number" ? Math.min(value, 1) : value]),
  );
}

const order = (lines: OrderState["lines"], facts: Partial<StageFacts> = {}): StageFacts => ({
  submittedAt: at,
  approvedAt: at,
  completedAt: null,
  rejectedAt: null,
  paymentMethod: "cod",
  totalMinor: 3500n,
  paidMinor: 0n,
  lines,
  ...facts,
});

const moved = (units: number, upTo: keyof LineState): Partial<LineState> => {
  const chain = ["allocated", "picked", "packed", "shipped", "delivered"] as const;
  const done = chain.slice(0, chain.indexOf(upTo as (typeof chain)[number]) + 1);
  const left = done.includes("shipped") ? 0 : units;
  return { reserved: left, ...Object.fromEntries(done.map((counter) => [counter, units])) };
};

describe("the stage of an order", () => {
  const cases: [string, StageFacts, OrderState["stage"]][] = [
    ["is draft until it is placed", order(twoLines({}), { submittedAt: null, approvedAt: null }), "draft"],
    [
      "is cancelled for a draft that was discarded",
      order(twoLines({}), { submittedAt: null, approvedAt: null, rejectedAt: at }),
      "cancelled",
    ],
    [
      "waits for payment when the method is prepaid and money is due",
      order(twoLines({}), { approvedAt: null, paymentMethod: "bank_transfer", paidMinor: 3499n }),
      "awaiting_payment",
    ],
    [
      "goes to review when it is paid",
      order(twoLines({}), { approvedAt: null, paymentMethod: "bank_transfer", paidMinor: 3500n }),
      "review",
    ],
    ["goes to review at once when it is paid on delivery", order(twoLines({}), { approvedAt: null }), "review"],
    ["is backordered while a line lacks units", order(twoLines({ reserved: 3 }, { reserved: 0 })), "backordered"],
    ["is ready when all is reserved", order(twoLines({ reserved: 3 })), "ready"],
    [
      "is ready without a reservation for what is made to order",
      order(twoLines({ stocked: false, madeToOrder: true })),
      "ready",
    ],
    ["is picking when units are on a pick list", order(twoLines(moved(3, "allocated"))), "picking"],
    ["is packing when everything on the pick list is picked", order(twoLines(moved(3, "picked"))), "packing"],
    [
      "is partly shipped when something left and something is to leave",
      order(twoLines(moved(3, "shipped"), { reserved: 1 })),
      "partly_shipped",
    ],
    ["is shipped when all left", order(twoLines(moved(3, "shipped"))), "shipped"],
    ["is delivered when all arrived", order(twoLines(moved(3, "delivered"))), "delivered"],
    [
      "is completed when it was delivered and closed",
      order(twoLines(moved(3, "delivered")), { completedAt: at }),
      "completed",
    ],
    [
      "is shipped when the rest was cancelled",
      order(twoLines({ ...moved(2, "shipped"), cancelled: 1 }, { cancelled: 1 })),
      "shipped",
    ],
    ["is cancelled when every unit is cancelled", order(twoLines({ cancelled: 3 })), "cancelled"],
    ["is cancelled when it was rejected", order(twoLines({}), { approvedAt: null, rejectedAt: at }), "cancelled"],
  ];
  it.each(cases)("%s", (_, facts, stage) => expect(deriveStage(facts)).toBe(stage));

  it("has a case for every stage there is", () => {
    expect(new Set(cases.map(([, , stage]) => stage))).toEqual(new Set(stages));
  });
});

describe("the money of an order in one word", () => {
  const money = { paymentMethod: "bank_transfer" as const, totalMinor: 1000n, paidMinor: 0n, refundedMinor: 0n };
  it.each([
    [{}, "unpaid"],
    [{ paymentMethod: "cod" as const }, "on_delivery"],
    [{ paidMinor: 999n }, "part_paid"],
    [{ paidMinor: 1000n }, "paid"],
    [{ paidMinor: 1000n, refundedMinor: 1n }, "part_refunded"],
    [{ paidMinor: 1000n, refundedMinor: 1000n }, "refunded"],
    [{ totalMinor: 0n }, "none"],
  ])("%o is %s", (facts, word) => expect(paymentStatus({ ...money, ...facts })).toBe(word));

  it("never owes less than nothing", () => {
    expect(amountDue({ totalMinor: 500n, paidMinor: 700n })).toBe(0n);
    expect(amountDue({ totalMinor: 700n, paidMinor: 500n })).toBe(200n);
  });
});

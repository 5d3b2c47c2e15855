import { describe, expect, it } from "vitest";
import { daysOfCover, stockWarning } from "./stock-warning";

const item = {
  onHand: 20,
  free: 20,
  incoming: 0,
  waiting: 0,
  soldRecently: 0,
  reorderPoint: 10,
  reorderQuantity: null,
};

describe("a stock warning", () => {
  it("is not given at the reorder point, but below it", () => {
    expect(stockWarning({ ...item, free: 10 })).toBeNull();
    expect(stockWarning({ ...item, free: 9 })).toMatchObject({ kind: "below_point", toOrder: 1, daysOfCover: null });
  });

  it("is given when orders wait for more than is free, whatever the reorder point", () => {
    expect(stockWarning({ ...item, reorderPoint: null, free: 3, waiting: 4 })).toMatchObject({
      kind: "short_of_orders",
      toOrder: 1,
    });
    expect(stockWarning({ ...item, reorderPoint: null, free: 4, waiting: 4 })).toBeNull();
  });

  it("tells an empty shelf from a low one", () => {
    expect(stockWarning({ ...item, free: 0 })).toMatchObject({ kind: "out" });
  });

  it("advises to refill to what sells in 28 days where that is more than the point, on top of what is waited for", () => {
    expect(stockWarning({ ...item, free: 4, waiting: 12, soldRecently: 40 })).toEqual({
      kind: "short_of_orders",
      daysOfCover: 2,
      toOrder: 48,
      why: { target: 40, rule: "recent_sales", free: 4, incoming: 0, waiting: 12 },
    });
  });

  it("buys at least the reorder quantity, and nothing when enough is on its way", () => {
    expect(stockWarning({ ...item, free: 9, reorderQuantity: 48 })).toMatchObject({ toOrder: 48 });
    expect(stockWarning({ ...item, free: 9, incoming: 1, reorderQuantity: 48 })).toMatchObject({ toOrder: 0 });
  });
});

describe("days of cover", () => {
  it("counts whole days at the pace of 28 days, and is unknown where nothing sells", () => {
    expect(daysOfCover(30, 28)).toBe(30);
    expect(daysOfCover(10, 7)).toBe(40);
    expect(daysOfCover(1, 90)).toBe(0);
    expect(daysOfCover(-3, 28)).toBe(0);
    expect(daysOfCover(10, 0)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { buyersOf, hasBuyers, returningShare } from "./buyers";

describe("new and returning customers", () => {
  it("has every group, and counts no customers where nobody is known", () => {
    const sums = buyersOf([
      { group: "new", customers: 3, orders: 4, net: 900n },
      { group: "unknown", customers: 1, orders: 7, net: 50n },
    ]);
    expect(sums).toEqual({
      new: { customers: 3, orders: 4, net: 900n },
      returning: { customers: 0, orders: 0, net: 0n },
      unknown: { customers: 0, orders: 7, net: 50n },
    });
    expect(hasBuyers(sums)).toBe(true);
    expect(hasBuyers(buyersOf([]))).toBe(false);
  });

  it("gives the part that came back, of those who are known", () => {
    const of = (fresh: number, returning: number) =>
      returningShare(
        buyersOf([
          { group: "new", customers: fresh, orders: fresh, net: 0n },
          { group: "returning", customers: returning, orders: returning, net: 0n },
          { group: "unknown", customers: 1, orders: 9, net: 0n },
        ]),
      );
    expect([of(3, 1), of(0, 2), of(2, 0), of(0, 0)]).toEqual([0.25, 1, 0, null]);
  });
});

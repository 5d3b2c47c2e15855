import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { adjustmentReasons, planAdjustment } from "./adjustment";

const level = (onHand: number, reserved: number, damaged: number) => ({
  onHand,
  damaged,
  available: onHand - reserved - damaged,
});

describe("an adjustment", () => {
  it.each([
    ["count", 47, { onHand: -3, damaged: 0, reason: "count" }],
    ["found", 2, { onHand: 2, damaged: 0, reason: "adjust" }],
    ["lost", 2, { onHand: -2, damaged: 0, reason: "adjust" }],
    ["damage", 2, { onHand: 0, damaged: 2, reason: "damage" }],
    ["repair", 2, { onHand: 0, damaged: -2, reason: "repair" }],
    ["scrap", 2, { onHand: -2, damaged: -2, reason: "write_off" }],
    ["expired", 2, { onHand: -2, damaged: 0, reason: "write_off" }],
    ["sample", 1, { onHand: -1, damaged: 0, reason: "adjust" }],
    ["other", -4, { onHand: -4, damaged: 0, reason: "adjust" }],
  ] as const)("for the reason %s moves what the reason says", (reason, quantity, posted) => {
    expect(planAdjustment(level(50, 10, 5), { reason, quantity })).toEqual(posted);
  });

  it("of a count that finds what the books say changes nothing, and says so", () => {
    expect(planAdjustment(level(50, 0, 0), { reason: "count", quantity: 50 })).toMatchObject({
      code: "nothing_changes",
    });
  });

  it("takes free units only: not those promised, not those damaged", () => {
    expect(planAdjustment(level(10, 6, 2), { reason: "lost", quantity: 3 })).toMatchObject({
      code: "not_enough_free",
      facts: { free: 2, requested: 3 },
    });
    expect(planAdjustment(level(10, 6, 2), { reason: "damage", quantity: 3 })).toMatchObject({
      code: "not_enough_free",
    });
    expect(planAdjustment(level(10, 6, 2), { reason: "repair", quantity: 3 })).toMatchObject({
      code: "not_enough_damaged",
    });
  });

  it("never plans a level that the database would refuse", () => {
    const units = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(
        units,
        units,
        units,
        fc.constantFrom(...adjustmentReasons),
        fc.integer({ min: -200, max: 200 }),
        (free, reserved, damaged, reason, quantity) => {
          const before = level(free + reserved + damaged, reserved, damaged);
          const change = planAdjustment(before, {
            reason,
            quantity: reason === "other" ? quantity : Math.abs(quantity),
          });
          if (isRefusal(change)) return;
          const onHand = before.onHand + (change.onHand ?? 0);
          const broken = damaged + (change.damaged ?? 0);
          expect(broken).toBeGreaterThanOrEqual(0);
          expect(onHand).toBeGreaterThanOrEqual(reserved + broken);
        },
      ),
    );
  });
});

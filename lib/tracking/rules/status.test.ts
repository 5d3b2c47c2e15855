import { describe, expect, it } from "vitest";
import { stages } from "@/lib/orders/rules/stage";
import type { ShipmentStatus, Stage } from "@/lib/orders/rules/state";
import { trackingOf } from "./status";

const now = new Date("2026-11-21T10:00:00Z");
const promisedAt = new Date("2026-11-27T10:00:00Z");
const of = (stage: Stage, parcels: ShipmentStatus[] = []) =>
  trackingOf({ stage, promisedAt, parcels, merged: false }, now);

describe("what a buyer is told", () => {
  it("is something of every stage but a draft", () => {
    for (const stage of stages) expect(of(stage) === null, stage).toBe(stage === "draft");
  });

  it.each([
    [["in_transit"], "on_the_way", 3],
    [["shipped", "out_for_delivery"], "on_the_way", 3],
    [["delivered", "out_for_delivery"], "out_for_delivery", 4],
    [["in_transit", "failed"], "not_delivered", 4],
    [["failed", "returned_to_sender"], "came_back", 3],
  ] as [ShipmentStatus[], string, number][])("of parcels %j is %s", (parcels, state, steps) => {
    expect(of("shipped", parcels)).toMatchObject({ state, steps });
  });

  it("names a day only while it lies ahead and the order is still coming", () => {
    expect(of("ready")?.expectedAt).toEqual(promisedAt);
    expect(of("delivered")?.expectedAt).toBeNull();
    expect(of("cancelled")).toMatchObject({ steps: 0, expectedAt: null });
    expect(
      trackingOf({ stage: "ready", promisedAt: new Date("2026-11-10T00:00:00Z"), parcels: [], merged: false }, now)
        ?.expectedAt,
    ).toBeNull();
  });
});

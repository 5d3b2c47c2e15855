import { describe, expect, it } from "vitest";
import { foldScans } from "./scan-runs";

const day = (at: Date) => at.toISOString().slice(0, 10);
const event = (type: string, sku = "A", quantity = 1, actorName = "Wei", at = "2026-11-20T10:00:00Z") => ({
  type: `shipment.${type}`,
  data: { sku, quantity },
  at: new Date(at),
  actorType: "staff",
  actorName,
});
const shapes = (events: ReturnType<typeof event>[]) =>
  foldScans(events, day).map((entry) =>
    "event" in entry ? entry.event.type : `${entry.phase} ${entry.units} of ${entry.skus} in ${entry.events.length}`,
  );

describe("the scans of a timeline", () => {
  it("are one entry where one person did them in one go, less what was put back", () => {
    expect(
      shapes([
        event("packed"),
        event("units_packed", "B", 2),
        event("units_unpacked", "B"),
        event("units_packed"),
        event("picked"),
        event("units_picked", "B"),
        event("units_picked"),
      ]),
    ).toEqual(["shipment.packed", "pack 2 of 2 in 3", "shipment.picked", "pick 2 of 2 in 2"]);
  });

  it("stay apart where the person, the work or the day is another, and alone where there is one", () => {
    expect(
      shapes([
        event("units_packed"),
        event("units_picked", "A", 1, "Wei"),
        event("units_picked", "A", 1, "Yu"),
        event("units_picked", "A", 1, "Yu", "2026-11-21T10:00:00Z"),
      ]),
    ).toEqual(["shipment.units_packed", "shipment.units_picked", "shipment.units_picked", "shipment.units_picked"]);
  });
});

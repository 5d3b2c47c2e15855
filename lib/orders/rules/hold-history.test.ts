import { expect, it } from "vitest";
import { type HoldEvent, holdHistory } from "./hold-history";

const event = (seq: number, type: string, data: Record<string, unknown>, actorName = "Ann"): HoldEvent => ({
  ...{ seq, type, data, actorName },
  at: new Date(Date.UTC(2026, 10, 1, seq)),
});

it("tells of each hold who set it and who ended it, the newest first", () => {
  const told = holdHistory([
    event(4, "order.held", { type: "address", reason: "again" }),
    event(2, "order.held", { type: "fraud", reason: "two names" }, "Bo"),
    event(1, "order.held", { type: "address", reason: "no city" }),
    event(3, "order.released", { types: ["address"], note: "she called" }, "Bo"),
  ]);
  expect(told.map(({ type, reason, setBy, ended }) => [type, reason, setBy, ended?.by, ended?.note])).toEqual([
    ["address", "again", "Ann", undefined, undefined],
    ["fraud", "two names", "Bo", undefined, undefined],
    ["address", "no city", "Ann", "Bo", "she called"],
  ]);
});

it("a cancelled order's holds ended with it, and releasing what nobody opened tells of nothing", () => {
  const told = holdHistory([
    event(1, "order.released", { types: ["stock"], note: "" }),
    event(2, "order.held", { type: "stock", reason: "" }),
    event(3, "order.cancelled", { note: "gone" }, "Bo"),
  ]);
  expect(told).toMatchObject([{ type: "stock", ended: { by: "Bo", note: "gone" } }]);
});

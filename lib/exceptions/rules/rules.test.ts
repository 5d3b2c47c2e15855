import { describe, expect, it } from "vitest";
import { permissions } from "@/lib/staff/rules/permissions";
import { fixes, fixOf, fixPermissions } from "./fix";
import { clockStages, hoursAhead, longestAhead } from "./promise-clock";
import { snoozedUntil } from "./snooze";
import { defaultPolicies, exceptionTypes, policiesOf } from "./types";

describe("the clock of a promise", () => {
  it("adds up the stages ahead, and waits for stock only where stock is waited for", () => {
    expect(hoursAhead("packing")).toBe(2);
    expect(hoursAhead("picking")).toBe(4);
    expect(hoursAhead("ready")).toBe(10);
    expect(hoursAhead("partly_shipped")).toBe(10);
    expect(hoursAhead("backordered")).toBe(58);
    expect(hoursAhead("review")).toBe(14);
    expect(hoursAhead("awaiting_payment")).toBe(38);
  });

  it("never looks farther than its longest way", () => {
    expect(longestAhead).toBe(Math.max(...clockStages.map(hoursAhead)));
  });
});

describe("a snooze", () => {
  it("until tomorrow morning is nine o'clock of the shop's next day, through a change of clocks too", () => {
    const at = (now: string, zone: string) => snoozedUntil("tomorrow", new Date(now), zone).toISOString();
    expect(at("2026-11-23T15:59:59Z", "Asia/Shanghai")).toBe("2026-11-24T01:00:00.000Z");
    expect(at("2026-11-23T16:00:00Z", "Asia/Shanghai")).toBe("2026-11-25T01:00:00.000Z");
    expect(at("2026-03-28T12:00:00Z", "Europe/London")).toBe("2026-03-29T08:00:00.000Z");
    expect(snoozedUntil("hour", new Date("2026-11-23T15:00:00Z"), "UTC").toISOString()).toBe(
      "2026-11-23T16:00:00.000Z",
    );
  });
});

describe("policies", () => {
  it("are the defaults where the shop set nothing, and only some types wait", () => {
    expect(policiesOf([])).toEqual(defaultPolicies);
    const set = policiesOf([
      { type: "stock_short", active: false, severity: "normal", dueHours: 3, waitHours: 9 },
      { type: "payment_late", active: true, severity: "high", dueHours: 5, waitHours: null },
      { type: "unknown_to_this_build", active: true, severity: "high", dueHours: 5, waitHours: null },
    ]);
    expect(set.stock_short).toEqual({ active: false, severity: "normal", dueHours: 3, waitHours: null });
    expect(set.payment_late).toEqual({ active: true, severity: "high", dueHours: 5, waitHours: 48 });
    expect(Object.keys(set)).toEqual([...exceptionTypes]);
  });
});

describe("fixes", () => {
  it("are each offered by a type, with a permission that exists", () => {
    const stages = [null, "review", "backordered"];
    const offered = new Set(exceptionTypes.flatMap((type) => stages.map((stage) => fixOf({ type, stage }))));
    expect(fixes.filter((fix) => !offered.has(fix))).toEqual([]);
    expect(Object.values(fixPermissions).filter((permission) => !(permission in permissions))).toEqual([]);
  });

  it("look at an address again only while the order is reviewed", () => {
    expect(fixOf({ type: "address_undeliverable", stage: "review" })).toBe("recheck");
    expect(fixOf({ type: "address_undeliverable", stage: "ready" })).toBeNull();
  });
});

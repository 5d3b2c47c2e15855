import { describe, expect, it } from "vitest";
import { rangeText } from "./period";
import { lastDue, nextDue, type Schedule } from "./schedule";

const berlin = "Europe/Berlin";
const next = (schedule: Schedule, now: string, zone = berlin) => {
  const { at, range } = nextDue(schedule, new Date(now), zone);
  return [at.toISOString(), rangeText(range)];
};

describe("when a report is due", () => {
  it("is at the hour of the shop's clock, about the day, week or month that is over", () => {
    const at = "2026-11-22T06:30:00Z";
    expect(next({ rhythm: "daily", hour: 8 }, at)).toEqual(["2026-11-22T07:00:00.000Z", "2026-11-21..2026-11-21"]);
    expect(next({ rhythm: "daily", hour: 7 }, at)).toEqual(["2026-11-23T06:00:00.000Z", "2026-11-22..2026-11-22"]);
    expect(next({ rhythm: "weekly", hour: 8 }, at)).toEqual(["2026-11-23T07:00:00.000Z", "2026-11-16..2026-11-22"]);
    expect(next({ rhythm: "monthly", hour: 0 }, at)).toEqual(["2026-11-30T23:00:00.000Z", "2026-11-01..2026-11-30"]);
    expect(next({ rhythm: "daily", hour: 8 }, at, "Asia/Shanghai")[0]).toBe("2026-11-23T00:00:00.000Z");
  });

  it("stays at its hour when clocks change, and comes once a day on days of 23 and 25 hours", () => {
    for (const [from, hours] of [
      ["2026-03-27T12:00:00Z", ["07", "06", "06"]],
      ["2026-10-23T12:00:00Z", ["06", "07", "07"]],
    ] as const) {
      let now = new Date(from);
      const found = hours.map(() => {
        now = nextDue({ rhythm: "daily", hour: 8 }, now, berlin).at;
        return now.toISOString().slice(11, 13);
      });
      expect(found).toEqual(hours);
    }
    for (const day of ["2026-03-28", "2026-10-24"]) {
      let now = new Date(`${day}T12:00:00Z`);
      const periods = [1, 2, 3].map(() => {
        const due = nextDue({ rhythm: "daily", hour: 2 }, now, berlin);
        expect(due.at > now).toBe(true);
        now = due.at;
        return due.range.from;
      });
      expect(new Set(periods).size).toBe(3);
    }
  });

  it("was last at a moment that is over, with none between it and the next", () => {
    for (const rhythm of ["daily", "weekly", "monthly"] as const) {
      for (const now of [
        "2026-11-23T06:59:59Z",
        "2026-11-23T07:00:00Z",
        "2026-12-01T07:00:00Z",
        "2026-03-29T01:30:00Z",
      ]) {
        const last = lastDue({ rhythm, hour: 8 }, new Date(now), berlin);
        expect(last.at <= new Date(now)).toBe(true);
        expect(nextDue({ rhythm, hour: 8 }, last.at, berlin).at > new Date(now)).toBe(true);
      }
    }
  });
});

import { describe, expect, test } from "vitest";
import { groupByDay } from "./day-groups";
import { durationParts, formatTime } from "./time";

const shanghai = { locale: "en", zone: "Asia/Shanghai", now: new Date("2026-11-21T02:30:00Z") };

describe("a moment as the shop's clock shows it", () => {
  test.each([
    ["first minute of today", "2026-11-20T16:00:00Z", "today 00:00", "00:00"],
    ["last minute of today", "2026-11-21T15:59:00Z", "today 23:59", "23:59"],
    ["one minute before today", "2026-11-20T15:59:00Z", "yesterday 23:59", "yesterday"],
    ["tomorrow", "2026-11-22T10:00:00Z", "tomorrow 18:00", "tomorrow"],
    ["this year", "2026-11-27T10:00:00Z", "27 Nov 18:00", "27 Nov"],
    ["another year", "2025-11-27T10:00:00Z", "27 Nov 2025", "27 Nov 2025"],
  ])("%s", (_, at, smart, list) => {
    expect(formatTime(new Date(at), "smart", shanghai)).toBe(smart);
    expect(formatTime(new Date(at), "list", shanghai)).toBe(list);
  });

  test("in Chinese", () => {
    const clock = { ...shanghai, locale: "zh-CN" };
    expect(formatTime(new Date("2026-11-21T02:10:00Z"), "smart", clock)).toBe("今天 10:10");
    expect(formatTime(new Date("2026-11-27T02:10:00Z"), "list", clock)).toBe("11月27日");
    expect(formatTime(new Date("2026-11-21T02:10:00Z"), "exact", clock)).toContain("2026年11月21日");
  });

  test("yesterday is named across the turn of the year", () => {
    const clock = { ...shanghai, now: new Date("2026-01-01T02:00:00Z") };
    expect(formatTime(new Date("2025-12-31T02:00:00Z"), "smart", clock)).toBe("yesterday 10:00");
  });
});

test("a duration has at most two units, coarsest first, and none below a minute", () => {
  const parts = (minutes: number) => durationParts(minutes * 60_000).map(({ unit, count }) => `${count} ${unit}`);
  expect(parts(38)).toEqual(["38 minutes"]);
  expect(parts(252)).toEqual(["4 hours", "12 minutes"]);
  expect(parts(3120)).toEqual(["2 days", "4 hours"]);
  expect(parts(2885)).toEqual(["2 days"]);
  expect(parts(0.5)).toEqual([]);
  expect(parts(-5)).toEqual([]);
});

test("moments are put under the shop's days in the order they come", () => {
  const items = ["2026-11-21T02:00:00Z", "2026-11-20T16:00:00Z", "2026-11-20T15:00:00Z", "2026-11-10T00:00:00Z"];
  const groups = groupByDay(
    items.map((at) => ({ at })),
    shanghai,
  );
  expect(groups.map(({ key, label, items }) => [key, label, items.length])).toEqual([
    ["2026-11-21", "Today", 2],
    ["2026-11-20", "Yesterday", 1],
    ["2026-11-10", "Tue 10 Nov", 1],
  ]);
});

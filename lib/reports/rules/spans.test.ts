import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type Day, type DayRange } from "@/lib/core/dates";
import { spansOf } from "./spans";

const monthsOf: Record<string, string[]> = {
  Q1: ["01", "02", "03"],
  Q2: ["04", "05", "06"],
  Q3: ["07", "08", "09"],
  Q4: ["10", "11", "12"],
};

function spansOfDay(day: Day): string[] {
  const quarter = Object.keys(monthsOf).find((name) => monthsOf[name]?.includes(day.slice(5, 7)));
  return [day.slice(0, 7), `${day.slice(0, 4)}-${quarter}`, day.slice(0, 4)];
}

const inside = (day: Day, ranges: readonly DayRange[]) =>
  ranges.filter(({ from, to }) => day >= from && day < to).length;

test.each([
  [
    "two years to the day",
    "2024-12-01",
    "2026-12-01",
    ["2024-12", "2025", "2026-Q1", "2026-Q2", "2026-Q3", "2026-10", "2026-11"],
    [],
    [],
  ],
  [
    "up to today, late in a month",
    "2026-10-01",
    "2026-11-23",
    ["2026-10", "2026-11"],
    [],
    [["2026-11-23", "2026-12-01"]],
  ],
  [
    "up to today, early in a month",
    "2026-09-01",
    "2026-11-03",
    ["2026-09", "2026-10"],
    [["2026-11-01", "2026-11-03"]],
    [],
  ],
  [
    "thirty days",
    "2026-10-24",
    "2026-11-23",
    ["2026-11"],
    [["2026-10-24", "2026-11-01"]],
    [["2026-11-23", "2026-12-01"]],
  ],
  ["a few days", "2026-11-20", "2026-11-23", [], [["2026-11-20", "2026-11-23"]], []],
  [
    "both ends of one month cut off",
    "2026-11-03",
    "2026-11-29",
    ["2026-11"],
    [],
    [
      ["2026-11-01", "2026-11-03"],
      ["2026-11-29", "2026-12-01"],
    ],
  ],
  ["no day", "2026-11-03", "2026-11-03", [], [], []],
])("%s", (_, from, to, spans, more, less) => {
  const ranges = (pairs: readonly (readonly string[])[]) => pairs.map(([first, last]) => ({ from: first, to: last }));
  expect(spansOf({ from, to })).toEqual({ spans, more: ranges(more), less: ranges(less) });
});

test("every day counts once if it is in the range and not at all if it is not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (start, length) => {
      const range = { from: addDays("2024-01-01", start), to: addDays("2024-01-01", start + length) };
      const { spans, more, less } = spansOf(range);
      for (let day = addDays(range.from, -70); day < addDays(range.to, 70); day = addDays(day, 1)) {
        const times =
          spansOfDay(day).filter((span) => spans.includes(span)).length + inside(day, more) - inside(day, less);
        expect(times).toBe(inside(day, [range]));
      }
    }),
    { numRuns: 60 },
  );
});

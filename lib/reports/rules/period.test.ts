import { describe, expect, it } from "vitest";
import { addDays, daysBetween, stepsOf } from "@/lib/core/dates";
import { granularities, periodNames, rangeText, readPeriod, stepWithin } from "./period";

const today = "2026-11-21";
const read = (params: Parameters<typeof readPeriod>[0], on = today) => readPeriod(params, on);

describe("the period of a report", () => {
  it.each([
    ["today", "2026-11-21", "2026-11-22", "2026-11-20..2026-11-20"],
    ["7d", "2026-11-15", "2026-11-22", "2026-11-08..2026-11-14"],
    ["30d", "2026-10-23", "2026-11-22", "2026-09-23..2026-10-22"],
    ["month", "2026-11-01", "2026-11-22", "2026-10-01..2026-10-21"],
    ["quarter", "2026-10-01", "2026-11-22", "2026-07-01..2026-08-21"],
    ["year", "2026-01-01", "2026-11-22", "2025-01-01..2025-11-21"],
    ["2026-10-01..2026-10-31", "2026-10-01", "2026-11-01", "2026-09-01..2026-09-30"],
    ["2026-10-03..2026-10-05", "2026-10-03", "2026-10-06", "2026-09-30..2026-10-02"],
  ])("%s", (period, from, to, compared) => {
    const found = read({ period });
    expect(found.range).toEqual({ from, to });
    expect(found.compared && rangeText(found.compared)).toBe(compared);
  });

  it("compares with the year before where asked, or with nothing", () => {
    expect(rangeText(read({ period: "month", compare: "year" }).compared ?? { from: "", to: "" })).toBe(
      "2025-11-01..2025-11-21",
    );
    expect(read({ compare: "none" }).compared).toBeNull();
  });

  it("compares the last day of a long month with the last of a short one", () => {
    expect(rangeText(read({ period: "month" }, "2027-03-31").compared ?? { from: "", to: "" })).toBe(
      "2027-02-01..2027-02-28",
    );
    expect(rangeText(read({ period: "month" }, "2026-11-30").compared ?? { from: "", to: "" })).toBe(
      "2026-10-01..2026-10-31",
    );
  });

  it("is the last 30 days for whatever cannot be read", () => {
    const usual = read({});
    for (const period of [
      "",
      "soon",
      "2026-13-01..2026-13-02",
      "2026-11-02..2026-11-01",
      "1900-01-01..2026-11-21",
      "2026-11-01",
    ]) {
      expect(read({ period, compare: "x", by: "x" }), period).toEqual(usual);
    }
    expect(usual).toMatchObject({ value: "30d", by: "day", comparison: "previous" });
  });

  it("offers only granularities that can be read, and keeps the one asked for where it can", () => {
    expect(read({ period: "today" }).choices).toEqual(["day"]);
    expect(read({ period: "year" })).toMatchObject({ by: "week", choices: ["week", "month", "quarter"] });
    expect(read({ period: "year", by: "month" }).by).toBe("month");
    expect(read({ period: "2017-01-01..2026-11-21" })).toMatchObject({
      by: "month",
      choices: ["month", "quarter", "year"],
    });
  });

  it("is covered by its steps without gap or overlap, whatever the granularity", () => {
    for (const period of [...periodNames, "2026-02-25..2026-04-02"]) {
      const { range } = read({ period });
      for (const by of granularities) {
        const parts = stepsOf(range, by).map((step) => stepWithin(step, by, range));
        expect(parts[0]?.from).toBe(range.from);
        expect(parts.at(-1)?.to).toBe(range.to);
        for (const [index, part] of parts.entries()) {
          expect(daysBetween(part.from, part.to)).toBeGreaterThan(0);
          if (index > 0) expect(part.from).toBe(parts[index - 1]?.to);
        }
      }
    }
    expect(addDays(today, 1)).toBe("2026-11-22");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  businessDay,
  DateError,
  dayRange,
  daysBetween,
  formatDay,
  formatInstant,
  instantRange,
  isDay,
  isTimeZone,
  parseDay,
  parseLocal,
  periodOf,
  previousPeriod,
  sameDayLastYear,
  samePeriodLastYear,
  sameWeekdayLastYear,
  stepsOf,
  weekdayOf,
} from "@/lib/core/dates";

const ZONES = [
  "Europe/London",
  "America/Los_Angeles",
  "Asia/Shanghai",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Chatham",
  "Asia/Beirut",
  "UTC",
];
const HOUR = 3_600_000;
const zone = fc.constantFrom(...ZONES);
const instant = fc.date({ min: new Date("2010-01-01"), max: new Date("2026-12-31"), noInvalidDate: true });

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DateError) return error.reason;
    throw error;
  }
  return "accepted";
}

describe("businessDay", () => {
  it("is what a clock in the zone shows", () => {
    fc.assert(
      fc.property(instant, zone, (date, timeZone) => {
        const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(date);
        expect(businessDay(date, timeZone)).toBe(shown);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["2010-12-31T23:59:59.999Z", "Europe/London", "2010-12-31"],
    ["2010-06-30T23:00:00Z", "Europe/London", "2010-07-01"],
    ["2026-11-21T16:00:00Z", "Asia/Shanghai", "2026-11-22"],
    ["2026-11-21T07:59:59Z", "America/Los_Angeles", "2026-11-20"],
    ["1900-01-01T00:00:00Z", "Asia/Shanghai", "1900-01-01"],
    ["0001-01-01T00:00:00Z", "UTC", "0001-01-01"],
  ])("%s in %s is %s", (text, timeZone, day) => {
    expect(businessDay(new Date(text), timeZone)).toBe(day);
  });

  it("refuses a date that is none", () => {
    expect(() => businessDay(new Date("nonsense"), "UTC")).toThrow("invalid date");
  });
});

describe("dayRange", () => {
  it("holds exactly the instants of its day", () => {
    fc.assert(
      fc.property(instant, zone, (date, timeZone) => {
        const day = businessDay(date, timeZone);
        const { from, to } = dayRange(day, timeZone);
        expect(from <= date && date < to).toBe(true);
        expect(businessDay(from, timeZone)).toBe(day);
        expect(businessDay(new Date(from.getTime() - 1), timeZone) < day).toBe(true);
        expect(businessDay(to, timeZone)).toBe(addDays(day, 1));
      }),
      { numRuns: 500 },
    );
  });

  const YEARS = Array.from({ length: 17 }, (_, index) => 2010 + index);

  it.each(["Europe/London", "America/Los_Angeles", "Asia/Shanghai"])(
    "in %s, the days of 2010 to 2026 join without gap, one of 23 and one of 25 hours a year where clocks change",
    (timeZone) => {
      for (const year of YEARS) {
        const lengths = stepsOf({ from: `${year}-01-01`, to: `${year + 1}-01-01` }, "day").map((day) => {
          const { from, to } = dayRange(day, timeZone);
          return (to.getTime() - from.getTime()) / HOUR;
        });
        const changes = timeZone === "Asia/Shanghai" ? 0 : 1;
        expect(lengths.filter((hours) => hours === 23)).toHaveLength(changes);
        expect(lengths.filter((hours) => hours === 25)).toHaveLength(changes);
        expect(lengths.filter((hours) => hours === 24)).toHaveLength(lengths.length - 2 * changes);
      }
    },
  );

  it.each([
    ["2024-03-31", "Europe/London", "2024-03-31T00:00:00.000Z", "2024-03-31T23:00:00.000Z"],
    ["2024-10-27", "Europe/London", "2024-10-26T23:00:00.000Z", "2024-10-28T00:00:00.000Z"],
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"],
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z", "2011-12-30T10:00:00.000Z"],
  ])("%s in %s lasts from %s to %s", (day, timeZone, from, to) => {
    expect(dayRange(day, timeZone)).toEqual({ from: new Date(from), to: new Date(to) });
  });
});

describe("parseLocal", () => {
  it.each([
    ["2010-12-01 08:26:00", "Europe/London", "2010-12-01T08:26:00.000Z"],
    ["2011-07-01 08:26", "Europe/London", "2011-07-01T07:26:00.000Z"],
    ["2026/3/4 9:05", "Asia/Shanghai", "2026-03-04T01:05:00.000Z"],
    ["2026-03-04", "Asia/Shanghai", "2026-03-03T16:00:00.000Z"],
    ["2026-03-14 09:12:33 +0100", "Asia/Shanghai", "2026-03-14T08:12:33.000Z"],
    ["2026-03-14T09:12:33.5-08:00", "Asia/Shanghai", "2026-03-14T17:12:33.500Z"],
    ["2026-03-14T09:12:33Z", "America/Los_Angeles", "2026-03-14T09:12:33.000Z"],
    ["2024-02-29", "UTC", "2024-02-29T00:00:00.000Z"],
  ])("%s in %s is %s", (text, timeZone, iso) => {
    expect(parseLocal(text, timeZone).toISOString()).toBe(iso);
  });

  it("takes the first of two equal times and shifts one that was skipped", () => {
    expect(parseLocal("2024-10-27 01:30", "Europe/London").toISOString()).toBe("2024-10-27T00:30:00.000Z");
    expect(parseLocal("2024-03-31 01:30", "Europe/London").toISOString()).toBe("2024-03-31T01:30:00.000Z");
    expect(parseLocal("2024-11-03 01:30", "America/Los_Angeles").toISOString()).toBe("2024-11-03T08:30:00.000Z");
    expect(parseLocal("2024-03-10 02:30", "America/Los_Angeles").toISOString()).toBe("2024-03-10T10:30:00.000Z");
  });

  it.each([
    ["", "blank"],
    ["yesterday", "not_a_date"],
    ["01/12/2010", "not_a_date"],
    ["2010-12/01", "not_a_date"],
    ["20101201", "not_a_date"],
    ["2010-12-01 8", "not_a_date"],
    ["2010-12-01\u0000", "not_a_date"],
    ["2023-02-29", "no_such_day"],
    ["2023-02-30 10:00", "no_such_day"],
    ["2023-13-01", "no_such_day"],
    ["2023-00-10", "no_such_day"],
    ["2023-04-31", "no_such_day"],
    ["2023-04-30 24:00", "no_such_day"],
    ["2023-04-30 10:60", "no_such_day"],
    ["0000-01-01", "no_such_day"],
  ])("refuses %j: %s", (text, reason) => {
    expect(reasonOf(() => parseLocal(text, "Europe/London"))).toBe(reason);
  });

  it("gives back the time that a clock shows", () => {
    fc.assert(
      fc.property(instant, zone, (date, timeZone) => {
        const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
        const text = shown.format(date);
        expect(shown.format(parseLocal(text, timeZone))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("days and periods", () => {
  it("parseDay refuses what is no day", () => {
    expect(parseDay(" 2024-02-29 ")).toBe("2024-02-29");
    expect(reasonOf(() => parseDay("2023-02-29"))).toBe("no_such_day");
    expect(reasonOf(() => parseDay("2023-2-9"))).toBe("not_a_date");
    expect(isDay("2026-11-31")).toBe(false);
    expect(() => addDays("2026-11-31", 1)).toThrow("is not a day");
  });

  it("addDays and daysBetween are each other's inverse", () => {
    const day = instant.map((date) => businessDay(date, "UTC"));
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to);
      }),
    );
  });

  it("addMonths keeps to the end of a shorter month", () => {
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
    expect(addMonths("2023-12-15", 2)).toBe("2024-02-15");
  });

  it("knows the weekday", () => {
    expect(weekdayOf("2026-11-21")).toBe(6);
    expect(weekdayOf("1969-12-29")).toBe(1);
  });

  it.each([
    ["day", "2026-11-21", "2026-11-21", "2026-11-22"],
    ["week", "2026-11-21", "2026-11-16", "2026-11-23"],
    ["month", "2024-02-29", "2024-02-01", "2024-03-01"],
    ["quarter", "2026-11-21", "2026-10-01", "2027-01-01"],
    ["quarter", "2026-03-31", "2026-01-01", "2026-04-01"],
    ["year", "2026-11-21", "2026-01-01", "2027-01-01"],
  ] as const)("the %s of %s is %s to %s", (period, day, from, to) => {
    expect(periodOf(period, day)).toEqual({ from, to });
  });

  it("a week may begin on Sunday", () => {
    expect(periodOf("week", "2026-11-21", 7)).toEqual({ from: "2026-11-15", to: "2026-11-22" });
    expect(periodOf("week", "2026-11-22", 7)).toEqual({ from: "2026-11-22", to: "2026-11-29" });
  });

  it("the period before a month is the month before, and before ten days the ten days before", () => {
    expect(previousPeriod({ from: "2024-03-01", to: "2024-04-01" })).toEqual({ from: "2024-02-01", to: "2024-03-01" });
    expect(previousPeriod({ from: "2026-01-01", to: "2026-04-01" })).toEqual({ from: "2025-10-01", to: "2026-01-01" });
    expect(previousPeriod({ from: "2026-11-11", to: "2026-11-21" })).toEqual({ from: "2026-11-01", to: "2026-11-11" });
  });

  it("last year is the same date, or the same weekday", () => {
    expect(sameDayLastYear("2024-02-29")).toBe("2023-02-28");
    expect(weekdayOf(sameWeekdayLastYear("2026-11-21"))).toBe(6);
    expect(samePeriodLastYear({ from: "2024-02-01", to: "2024-03-01" })).toEqual({
      from: "2023-02-01",
      to: "2023-03-01",
    });
    expect(samePeriodLastYear({ from: "2024-02-10", to: "2024-02-29" })).toEqual({
      from: "2023-02-10",
      to: "2023-03-01",
    });
  });

  it("steps cover a range", () => {
    expect(stepsOf({ from: "2026-01-15", to: "2026-04-02" }, "month")).toEqual([
      "2026-01-01",
      "2026-02-01",
      "2026-03-01",
      "2026-04-01",
    ]);
    expect(stepsOf({ from: "2026-01-15", to: "2026-01-15" }, "day")).toEqual([]);
  });

  it("a range of days becomes a range of instants", () => {
    expect(instantRange(periodOf("month", "2026-03-15"), "Europe/London")).toEqual({
      from: new Date("2026-03-01T00:00:00Z"),
      to: new Date("2026-03-31T23:00:00Z"),
    });
  });
});

it("only real zones are zones", () => {
  expect(isTimeZone("Asia/Shanghai")).toBe(true);
  for (const other of ["Mars/Olympus", "", null, "GMT+25"]) expect(isTimeZone(other)).toBe(false);
});

it("shows instants and days in the reader's language and the shop's zone", () => {
  const date = new Date("2026-11-21T16:05:00Z");
  expect(formatInstant(date, "Asia/Shanghai", "zh-CN")).toBe("2026年11月22日 00:05");
  expect(formatInstant(date, "Europe/London", "en-GB", "date_time")).toBe("21 Nov 2026, 16:05");
  expect(formatDay("2026-11-21", "en-GB", "long_date")).toMatch(/^Saturday,? 21 November 2026$/);
  expect(formatDay("2026-11-21", "zh-CN", "month")).toBe("2026年11月");
});

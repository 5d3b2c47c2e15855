import { describe, expect, it } from "vitest";
import { hourAt, hoursOf, hourText } from "./hours";

const zone = "America/New_York";
const day = (from: string, to: string) => ({ from, to });
const texts = (from: string, to: string) => hoursOf(day(from, to), zone).map((hour) => hourText(hour, zone, "en"));

describe("the hours of a day", () => {
  it("are as many as the shop's clock goes through", () => {
    expect(texts("2026-11-21", "2026-11-22")).toHaveLength(24);
    expect(texts("2026-11-01", "2026-11-02").slice(0, 4)).toEqual(["00:00", "01:00", "01:00", "02:00"]);
    expect(texts("2026-11-01", "2026-11-02")).toHaveLength(25);
    expect(texts("2026-03-08", "2026-03-09").slice(0, 4)).toEqual(["00:00", "01:00", "03:00", "04:00"]);
    expect(texts("2026-03-08", "2026-03-09")).toHaveLength(23);
    expect(hoursOf(day("2026-11-01", "2026-11-03"), zone)).toEqual([]);
  });

  it("are found by their number, where the day has them", () => {
    expect(hourAt("24", day("2026-11-01", "2026-11-02"), zone)?.index).toBe(24);
    for (const text of ["24", "-1", "x", "", undefined])
      expect(hourAt(text, day("2026-11-21", "2026-11-22"), zone)).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { readOrigin, readReportParams, reportHref, reportOrigin } from "./params";

describe("the report a list was opened from", () => {
  const back = (href: string) => {
    const search = Object.fromEntries(new URL(href, "http://shop").searchParams);
    return readOrigin(readReportParams(search));
  };

  it("is led back to with its days and choices, whatever the list shows", () => {
    const params = { period: "quarter", compare: "year", by: "week", channel: "east", country: "" };
    const href = reportHref("/reports/sales/orders", {
      period: "2026-10-05..2026-10-11",
      buyers: "new",
      origin: reportOrigin("customers", params),
    });
    expect(back(href)).toEqual({
      report: "customers",
      href: "/reports/customers?period=quarter&compare=year&by=week&channel=east&country=none",
    });
  });

  it("is the sales of the same days where the address names none, or one there is not", () => {
    for (const origin of ["", "&origin=//elsewhere.example", "&origin=%2Fsettings", "&origin=constructor"]) {
      expect(back(`/reports/sales/orders?period=7d${origin}`)).toEqual({
        report: "sales",
        href: "/reports/sales?period=7d",
      });
    }
  });
});

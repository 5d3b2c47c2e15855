import { describe, expect, test } from "vitest";
import {
  defineList,
  hasFilters,
  listHref,
  readList,
  resolveDays,
  resolveRange,
  sortHref,
  toggleFilter,
  withoutFilter,
} from "./params";

const spec = defineList({
  path: "/orders",
  tabs: ["all", "review", "ready"],
  filters: { channel: "many", payment: "one", placed: "days", total: "range", held: "flag" },
  sorts: ["placed", "total"],
  defaultSort: "-placed",
  columns: ["number", "customer", "total"],
  defaultColumns: ["number", "total"],
});

describe("reading the address of a list", () => {
  test("an empty address is the first tab, newest first, in the usual columns", () => {
    expect(readList(spec, {})).toEqual({
      tab: "all",
      q: "",
      filters: {},
      sort: { key: "placed", direction: "desc" },
      after: "",
      before: "",
      columns: ["number", "total"],
      density: "compact",
      peek: "",
      view: "",
    });
  });

  test.each([
    ["an unknown tab", { tab: "nonsense" }],
    ["an unknown sort", { sort: "-secret" }],
    ["an unknown column", { columns: "password" }],
    ["an unknown filter", { colour: "red" }],
    ["a day that does not exist", { placed: "2026-02-30..2026-03-01" }],
    ["a range upside down", { placed: "2026-03-02..2026-03-01" }],
    ["words where an amount belongs", { total: "cheap" }],
    ["a flag that is neither", { held: "maybe" }],
    ["a value too long to be meant", { q: "x".repeat(201) }],
    ["a NUL", { q: "a\0b" }],
  ])("%s is dropped", (_, params) => {
    expect(readList(spec, params)).toEqual(readList(spec, {}));
  });

  test("a filter of one value keeps the first, one of many keeps each once", () => {
    const { filters } = readList(spec, { payment: ["paid", "unpaid"], channel: ["web", "taobao", "web"] });
    expect(filters).toEqual({ payment: ["paid"], channel: ["web", "taobao"] });
  });
});

describe("writing the address of a list", () => {
  const busy = {
    tab: "review",
    q: "王小明 & co",
    channel: ["web", "taobao"],
    placed: "7d",
    total: "10..20.50",
    held: "1",
    sort: "total",
    columns: "number,customer",
    density: "comfortable",
    after: "abc",
    peek: "CH-1",
  };

  test("what is written is read again as the same", () => {
    const state = readList(spec, busy);
    const params = new URL(listHref(spec, state, { peek: state.peek }), "http://shop.test").searchParams;
    const again = Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
    expect(readList(spec, again)).toEqual(state);
  });

  test("the usual state is the bare path", () => {
    expect(listHref(spec, readList(spec, {}))).toBe("/orders");
  });

  test.each([
    ["tab", { tab: "ready" }],
    ["search", { q: "other" }],
    ["filters", { filters: {} }],
    ["sort", { sort: { key: "placed", direction: "asc" as const } }],
  ])("another %s starts at the first page", (_, patch) => {
    expect(listHref(spec, readList(spec, busy), patch)).not.toContain("after=");
  });

  test("density and columns stay on the page, and a peek is left", () => {
    const href = listHref(spec, readList(spec, busy), { density: "compact" });
    expect(href).toContain("after=abc");
    expect(href).not.toContain("peek=");
  });

  test("a header sorts downwards first and turns round when clicked again", () => {
    const state = readList(spec, {});
    expect(sortHref(spec, state, "total")).toBe("/orders?sort=-total");
    expect(sortHref(spec, readList(spec, { sort: "-total" }), "total")).toBe("/orders?sort=total");
    expect(sortHref(spec, state, "placed")).toBe("/orders?sort=placed");
  });
});

describe("changing filters", () => {
  const state = readList(spec, { channel: ["web", "taobao"], payment: "paid" });

  test("a value of many is added and taken out, a single one replaced", () => {
    expect(toggleFilter(spec, state, "channel", "phone").channel).toEqual(["web", "taobao", "phone"]);
    expect(toggleFilter(spec, state, "channel", "web").channel).toEqual(["taobao"]);
    expect(toggleFilter(spec, state, "payment", "unpaid").payment).toEqual(["unpaid"]);
    expect(toggleFilter(spec, state, "payment", "paid")).not.toHaveProperty("payment");
  });

  test("a filter is dropped with all its values", () => {
    expect(withoutFilter(state, "channel")).toEqual({ payment: ["paid"] });
    expect(hasFilters({ ...state, filters: {} })).toBe(false);
    expect(hasFilters({ ...state, filters: {}, q: "x" })).toBe(true);
  });
});

describe("days of the shop", () => {
  test.each([
    ["today", "2026-03-01", "2026-03-01", "2026-03-01"],
    ["yesterday", "2026-03-01", "2026-02-28", "2026-02-28"],
    ["7d", "2026-03-01", "2026-02-23", "2026-03-01"],
    ["30d", "2026-03-01", "2026-01-31", "2026-03-01"],
    ["this-month", "2026-03-14", "2026-03-01", "2026-03-14"],
    ["last-month", "2024-03-31", "2024-02-01", "2024-02-29"],
    ["2026-01-01..2026-01-31", "2026-03-01", "2026-01-01", "2026-01-31"],
    ["2026-01-01..", "2026-03-01", "2026-01-01", null],
    ["..2026-01-31", "2026-03-01", null, "2026-01-31"],
  ])("%s on %s is %s to %s", (value, today, from, to) => {
    expect(resolveDays(value, today)).toEqual({ from, to });
  });

  test.each(["", "..", "2026-01-01", "2026-13-01..", "a..b", "2026-01-01..2026-01-02..2026-01-03"])(
    "%j says nothing",
    (value) => {
      expect(resolveDays(value, "2026-03-01")).toBeNull();
    },
  );

  test("amount ranges keep their decimals as text", () => {
    expect(resolveRange("10.10..")).toEqual({ from: "10.10", to: null });
    expect(resolveRange("..20")).toEqual({ from: null, to: "20" });
    expect(resolveRange("-1..2")).toBeNull();
    expect(resolveRange("..")).toBeNull();
  });
});

import { expect, it } from "vitest";
import { defineList, readList } from "./params";
import { differsFromView, stateOfView, viewHref, viewQuery } from "./view-query";

const spec = defineList({
  path: "/orders",
  tabs: ["all", "ready"],
  filters: { channel: "many" },
  sorts: ["placed"],
  defaultSort: "-placed",
  columns: ["number", "customer", "total", "stage"],
  fixedColumns: ["number"],
  defaultColumns: ["number", "customer", "total"],
});

it("a view keeps what is listed and how, not where one is in it", () => {
  const state = readList(spec, {
    tab: "ready",
    channel: ["web", "shop"],
    sort: "placed",
    columns: "stage,customer",
    density: "comfortable",
    after: "abc",
    peek: "CH-1",
    view: "7",
  });
  const query = viewQuery(spec, state);
  expect(new URLSearchParams(query).toString()).toBe(
    "tab=ready&channel=web&channel=shop&sort=placed&columns=number%2Cstage%2Ccustomer&density=comfortable",
  );
  expect(stateOfView(spec, query)).toMatchObject({ tab: "ready", columns: ["number", "stage", "customer"] });
  expect(viewHref(spec, { number: 7, query })).toBe(`/orders?${query}&view=7`);
});

it("the list differs from its view by filter, sequence of columns and density, not by page or peek", () => {
  const query = "tab=ready&columns=number%2Cstage%2Ccustomer";
  const shown = (more: Record<string, string>) =>
    differsFromView(spec, readList(spec, { tab: "ready", columns: "number,stage,customer", ...more }), { query });
  expect(shown({})).toBe(false);
  expect(shown({ after: "abc", peek: "CH-1", view: "7" })).toBe(false);
  expect(shown({ columns: "number,customer,stage" })).toBe(true);
  expect(shown({ density: "comfortable" })).toBe(true);
  expect(shown({ channel: "web" })).toBe(true);
});

it("what the list no longer knows falls out of a view", () => {
  expect(differsFromView(spec, readList(spec, {}), { query: "tab=gone&columns=secret&colour=red" })).toBe(false);
});

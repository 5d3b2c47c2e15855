import { expect, it, vi } from "vitest";
import { keptRow } from "./kept-rows";

it("writes a row once for the same name and content", () => {
  const write = vi.fn(() => "<tr>");
  const shown = () => keptRow("en 10:30 CH-1", { at: new Date(0), tags: ["a"], total: 1n }, write);
  expect([shown(), shown()]).toEqual(["<tr>", "<tr>"]);
  expect(write).toHaveBeenCalledTimes(1);
  keptRow("en 10:31 CH-1", { at: new Date(0), tags: ["a"], total: 1n }, write);
  expect(write).toHaveBeenCalledTimes(2);
});

it.each([
  ["a list", { at: new Date(0), tags: ["b"], to: { city: "Leeds" } }],
  ["a longer list", { at: new Date(0), tags: ["a", "b"], to: { city: "Leeds" } }],
  ["a date", { at: new Date(1), tags: ["a"], to: { city: "Leeds" } }],
  ["what lies deeper", { at: new Date(0), tags: ["a"], to: { city: "York" } }],
  ["a field more", { at: new Date(0), tags: ["a"], to: { city: "Leeds" }, held: true }],
  ["a field fewer", { at: new Date(0), tags: ["a"] }],
  ["another field", { at: new Date(0), tags: ["a"], from: { city: "Leeds" } }],
  ["nothing", null],
])("writes it anew when %s changed, and then keeps that", (name, changed) => {
  const first = vi.fn(() => "first");
  keptRow(name, { at: new Date(0), tags: ["a"], to: { city: "Leeds" } }, first);
  expect(keptRow(name, changed, () => "second")).toBe("second");
  expect(keptRow(name, changed, () => "third")).toBe("second");
});

it("does not keep what React has to render", () => {
  const write = vi.fn(() => null);
  expect([keptRow("live", 1, write), keptRow("live", 1, write)]).toEqual([null, null]);
  expect(write).toHaveBeenCalledTimes(2);
});

it("lets go of what was shown least recently", () => {
  const write = vi.fn((): string => "<tr>");
  keptRow("first", 0, write);
  for (let n = 1; n < 3000; n += 1) keptRow(`full ${n}`, n, write);
  keptRow("first", 0, write);
  expect(write).toHaveBeenCalledTimes(3000);
  keptRow("full 3000", 3000, write);
  keptRow("first", 0, write);
  expect(write).toHaveBeenCalledTimes(3001);
  keptRow("full 1", 1, write);
  expect(write).toHaveBeenCalledTimes(3002);
});

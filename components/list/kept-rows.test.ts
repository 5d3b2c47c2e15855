import { expect, it, vi } from "vitest";
import { keptRow } from "./kept-rows";

it("writes a row once for the same content and context", () => {
  const write = vi.fn(() => "<tr>");
  const shown = () => keptRow("en 10:30", { number: "CH-1", at: new Date(0), tags: ["a"] }, write);
  expect([shown(), shown()]).toEqual(["<tr>", "<tr>"]);
  expect(write).toHaveBeenCalledTimes(1);
  keptRow("en 10:31", { number: "CH-1", at: new Date(0), tags: ["a"] }, write);
  keptRow("en 10:30", { number: "CH-1", at: new Date(0), tags: ["b"] }, write);
  keptRow("en 10:30", { number: "CH-1", at: new Date(1), tags: ["a"] }, write);
  expect(write).toHaveBeenCalledTimes(4);
});

it("does not keep what React has to render", () => {
  const write = vi.fn(() => null);
  expect([keptRow("live", 1, write), keptRow("live", 1, write)]).toEqual([null, null]);
  expect(write).toHaveBeenCalledTimes(2);
});

it("lets go of what was shown least recently", () => {
  const write = vi.fn((): string => "<tr>");
  keptRow("first", 0, write);
  for (let n = 1; n < 3000; n += 1) keptRow("full", n, write);
  keptRow("first", 0, write);
  expect(write).toHaveBeenCalledTimes(3000);
  keptRow("full", 3000, write);
  keptRow("first", 0, write);
  expect(write).toHaveBeenCalledTimes(3001);
  keptRow("full", 1, write);
  expect(write).toHaveBeenCalledTimes(3002);
});

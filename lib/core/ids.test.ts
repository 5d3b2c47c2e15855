import { expect, it, vi } from "vitest";
import { isId, newId } from "@/lib/core/ids";

it("makes different UUIDs of version 7 that only grow", () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  expect(ids.every(isId)).toBe(true);
  expect(ids[0]?.[14]).toBe("7");
});

it("still grows when the clock goes back", () => {
  const before = newId();
  vi.spyOn(Date, "now").mockReturnValue(Date.now() - 3_600_000);
  expect(newId() > before).toBe(true);
});

it("carries the time it was made", () => {
  const id = newId();
  const time = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  expect(Math.abs(time - Date.now())).toBeLessThan(5_000);
});

it("knows an id from other text", () => {
  expect(isId("1 or 1=1")).toBe(false);
  expect(isId(7)).toBe(false);
});

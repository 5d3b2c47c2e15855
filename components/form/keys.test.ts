import { expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { readSources } from "@/lib/testing/source-files";

it("a form's key is made without what browsers keep for https: a scanner in the warehouse comes over http", () => {
  const strays = readSources().filter(
    ({ path, text }) => path.startsWith("components/") && !path.includes(".test.") && text.includes("randomUUID"),
  );
  expect(strays.map(({ path }) => path)).toEqual([]);
  expect(newId()).not.toBe(newId());
});

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "@/lib/testing/source-files";
import { dictionaryPage, metrics } from "./dictionary";
import { measureNames } from "./rules/metrics";

describe("the dictionary of figures", () => {
  it("is what the code says: run npm run docs:metrics", () => {
    expect(readFileSync(`${root}/docs/metrics.md`, "utf8")).toBe(dictionaryPage());
  });

  it("has each figure once, each measure of the ledger among them, and each on a page there is", () => {
    const names = metrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(measureNames.map((measure) => `measure.${measure}`)));
    const pages = [...new Set(metrics.flatMap(({ shown }) => shown))];
    expect(pages.filter((path) => !existsSync(`${root}/app/(back-office)${path}/page.tsx`))).toEqual([]);
  });
});

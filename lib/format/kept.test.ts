import { expect, it } from "vitest";
import { countryNames, kept } from "./kept";

it("makes one answer for the same words, and tells words apart", () => {
  let made = 0;
  const pair = kept((one: string, two: string) => {
    made += 1;
    return { one, two };
  });
  expect(pair("a", "b")).toBe(pair("a", "b"));
  expect(pair("a b", "")).not.toBe(pair("a", "b "));
  expect(made).toBe(3);
});

it("names countries in the reader's language", () => {
  expect([countryNames("en").of("DE"), countryNames("zh-CN").of("DE")]).toEqual(["Germany", "德国"]);
});

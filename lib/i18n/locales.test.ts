import { expect, test } from "vitest";
import { isLocale, matchLocale } from "./locales";

test.each([
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  ["zh", "zh-CN"],
  ["zh-Hans-SG", "zh-CN"],
  ["fr-FR, en;q=0.5", "en"],
  ["en;q=0.4, zh-cn;q=0.7", "zh-CN"],
  ["zh-CN;q=0, en", "en"],
  ["de", "en"],
  ["*", "en"],
  ["", "en"],
  [null, "en"],
  [";;;,,,q=", "en"],
])("a browser that asks for %j gets %s", (header, locale) => {
  expect(matchLocale(header)).toBe(locale);
});

test("only languages we have are accepted from outside", () => {
  expect(isLocale("zh-CN")).toBe(true);
  expect(isLocale("zh-cn")).toBe(false);
  expect(isLocale("../secrets")).toBe(false);
  expect(isLocale(undefined)).toBe(false);
});

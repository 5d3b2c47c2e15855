import { expect, test } from "vitest";
import { readSources } from "@/lib/testing/source-files";
import { customerLocale } from "./customer-locale";
import { isLocale, matchLocale } from "./locales";
import { isChinese, localeOfCountry, localeOfTag, nameIn } from "./rules/languages";

test.each([
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  ["zh", "zh-CN"],
  ["zh-Hans-SG", "zh-CN"],
  ["zh-TW,zh;q=0.9,en;q=0.8", "zh-TW"],
  ["zh-Hant", "zh-TW"],
  ["zh-HK", "zh-TW"],
  ["zh-MO;q=0.8, en;q=0.2", "zh-TW"],
  ["zh-Hant-CN", "zh-TW"],
  ["zh-Hans-HK", "zh-CN"],
  ["zh;q=0.7, zh-TW;q=0.9", "zh-TW"],
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

test.each([
  ["zh_TW", "zh-TW"],
  ["zh-tw", "zh-TW"],
  ["zh-Hant-HK", "zh-TW"],
  ["zh", "zh-CN"],
  ["en-US", "en"],
  ["de", undefined],
  ["", undefined],
])("a shop system's %j is %s", (tag, locale) => {
  expect(localeOfTag(tag)).toBe(locale);
});

test("people of a country are taken to read its language", () => {
  expect(["CN", "TW", "HK", "MO", "GB", ""].map(localeOfCountry)).toEqual([
    "zh-CN",
    "zh-TW",
    "zh-TW",
    "zh-TW",
    undefined,
    undefined,
  ]);
});

test("a customer is written in their own language, else their country's, else the shop's, else ours", () => {
  const shop = { locale: "zh-CN" };
  expect(customerLocale("en", "TW", shop)).toBe("en");
  expect(customerLocale(null, "TW", shop)).toBe("zh-TW");
  expect(customerLocale(null, "GB", shop)).toBe("zh-CN");
  expect(customerLocale(null, "GB", { locale: "xx" })).toBe("en");
});

test("a Chinese name is shown to who reads Chinese, simplified or traditional, where there is one", () => {
  expect(["en", "zh-CN", "zh-TW", "constructor"].map(isChinese)).toEqual([false, true, true, false]);
  const mug = { name: "Mug", nameZh: "馬克杯" };
  expect(["en", "zh-CN", "zh-TW"].map((locale) => nameIn(locale, mug))).toEqual(["Mug", "馬克杯", "馬克杯"]);
  expect(nameIn("zh-TW", { name: "Mug", nameZh: "" })).toBe("Mug");
});

test("nothing asks by itself whether a language is Chinese", () => {
  const asking = /(?:[=!]== ?"zh|startsWith\("zh)/;
  const files = readSources().filter(({ path, text }) => !path.startsWith("lib/i18n/") && asking.test(text));
  expect(files.map(({ path }) => path)).toEqual([]);
});

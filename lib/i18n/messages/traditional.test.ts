import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { wordsIn } from "@/lib/documents/words";
import { filesUnder, root } from "@/lib/testing/source-files";
import { type Texts, traditional, traditionalTexts } from "@/scripts/traditional/convert";
import { messagesByLocale, type Namespace } from "./all";

const namespaces = Object.keys(messagesByLocale.en) as Namespace[];

describe("the traditional texts", () => {
  it.each(namespaces)("of %s are what `npm run traditional` makes of the simplified ones", (namespace) => {
    const made = traditionalTexts(messagesByLocale["zh-CN"][namespace] as Texts, namespace);
    expect(messagesByLocale["zh-TW"][namespace]).toEqual(made);
  });

  it("of documents are too", () => {
    const made = Object.entries(wordsIn("zh-CN")).map(([name, word]) => [name, traditional(said(word), "documents")]);
    const written = Object.entries(wordsIn("zh-TW")).map(([name, word]) => [name, said(word)]);
    expect(written).toEqual(made.map(([name, word]) => (name === "locale" ? [name, "zh-TW"] : [name, word])));
  });

  it("leave names of arguments and of tags alone", () => {
    const text = "{count, plural, =0 {没有<name></name>} other {# 单“{数}”}}";
    expect(traditional(text)).toBe("{count, plural, =0 {沒有<name></name>} other {# 筆「{數}」}}");
  });
});

function said(word: string | ((...values: never[]) => string)): string {
  return typeof word === "string" ? word : (word as (...values: unknown[]) => string)(1, 2);
}

/** Characters that only simplified Chinese has: they are written otherwise in Big5, which has no place for them. */
test("no simplified character is left", () => {
  const words = Object.values(wordsIn("zh-TW")).map(said);
  const files = filesUnder("lib/i18n/messages/zh-TW").map((file) => readFileSync(path.join(root, file), "utf8"));
  const known = big5();
  const left = new Set([...words, ...files].join("").match(/\p{Script=Han}/gu));
  expect([...left].filter((character) => !known.has(character))).toEqual([]);
});

function big5(): Set<string> {
  const decoder = new TextDecoder("big5");
  const codes = Array.from({ length: 0x100 * 0x100 }, (_, code) => Uint8Array.of(code >> 8, code & 0xff));
  return new Set(codes.map((code) => decoder.decode(code)).filter((text) => /^\p{Script=Han}$/u.test(text)));
}

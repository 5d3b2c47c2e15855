import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadFaces } from "@/lib/documents/fonts";
import { breakable, runsOf, wrap } from "@/lib/documents/typesetting";
import { wordsIn } from "@/lib/documents/words";
import { locales } from "@/lib/i18n/locales";

const faces = (await loadFaces()).regular.map((face) => face.characters);

describe("runsOf", () => {
  it.each([
    ["Hello", [{ face: 0, text: "Hello" }]],
    ["欧阳娜娜", [{ face: 1, text: "欧阳娜娜" }]],
    ["Łukasz Żółkiewski-O’Brien", [{ face: 0, text: "Łukasz Żółkiewski-O’Brien" }]],
    ["Đặng Thị Hồng, Ağaoğlu, Привет", [{ face: 0, text: "Đặng Thị Hồng, Ağaoğlu, Привет" }]],
    ["他说“好”。", [{ face: 1, text: "他说“好”。" }]],
    [
      "A 座",
      [
        { face: 0, text: "A " },
        { face: 1, text: "座" },
      ],
    ],
    [
      "Żółw店",
      [
        { face: 0, text: "Żółw" },
        { face: 1, text: "店" },
      ],
    ],
    ["e\u0301", [{ face: 0, text: "é" }]],
    ["a\u200bb\ufeff\u202ec", [{ face: 0, text: "abc" }]],
    ["a\tb\u0007c", [{ face: 0, text: "a b c" }]],
  ])("%j keeps each word in one font", (text, runs) => {
    expect(runsOf(text, faces)).toEqual({ runs, missing: false });
  });

  it.each([
    ["مرحبا", "?????"],
    ["party 😀!", "party ?!"],
    ["👩‍👩‍👧", "?"],
    ["ไทย", "???"],
    ["한글", "??"],
  ])("%j, which no font has, is printed as %j and said so", (text, printed) => {
    const { runs, missing } = runsOf(text, faces);
    expect(runs.map((run) => run.text).join("")).toBe(printed);
    expect(missing).toBe(true);
  });

  it("never asks a font for a character that it lacks, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x1ffff }), { maxLength: 40 }), (codes) =>
        runsOf(String.fromCodePoint(...codes), faces).runs.every((run) =>
          Array.from(run.text).every((character) => faces[run.face]?.has(character.codePointAt(0) ?? 0)),
        ),
      ),
    );
  });

  it.each(locales)("the words of documents in %s can all be printed, bold too", async (language) => {
    const bold = (await loadFaces()).bold.map((face) => face.characters);
    for (const word of Object.values(wordsIn(language))) {
      const text = typeof word === "string" ? word : (word as (...values: unknown[]) => string)(1, 2);
      expect(runsOf(text, faces).missing || runsOf(text, bold).missing, text).toBe(false);
    }
  });
});

it("every character of Big5, in which Taiwan writes, is in the Chinese font", async () => {
  const { regular, bold } = await loadFaces();
  const missing = big5().filter((character) =>
    [regular, bold].some((weight) => !weight.at(-1)?.characters.has(character.codePointAt(0) as number)),
  );
  expect(missing).toEqual([]);
});

/** The characters of Big5, common and rare. */
function big5(): string[] {
  const decoder = new TextDecoder("big5");
  const characters: string[] = [];
  for (let high = 0xa4; high <= 0xf9; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const text = decoder.decode(Uint8Array.of(high, low));
      if (/^\p{Script=Han}$/u.test(text)) characters.push(text);
    }
  }
  expect(characters.length).toBeGreaterThan(13_000);
  return characters;
}

describe("lines", () => {
  const perCharacter = (text: string): number => Array.from(text).length;

  it.each([
    ["two words", ["two ", "words"]],
    ["well-known", ["well-", "known"]],
    ["price -5", ["price ", "-5"]],
    ["中文，好", ["中", "文，", "好"]],
    ["（中文）", ["（中", "文）"]],
    ["3 幢 1205 室", ["3 ", "幢 ", "1205 ", "室"]],
    ["ABC中", ["ABC", "中"]],
  ])("%j breaks as %j", (text, pieces) => {
    expect(Array.from(breakable(text))).toEqual(pieces);
  });

  it("fills lines, keeps paragraphs and cuts a word only where it must", () => {
    expect(wrap("the quick brown fox", 9, perCharacter)).toEqual(["the quick", "brown fox"]);
    expect(wrap("one\n\ntwo", 9, perCharacter)).toEqual(["one", "", "two"]);
    expect(wrap("Donaudampfschiff ahoi", 6, perCharacter)).toEqual(["Donaud", "ampfsc", "hiff", "ahoi"]);
  });

  it("stops where nobody will print any more", () => {
    let measured = 0;
    const lines = wrap("x".repeat(100_000), 10, (text) => perCharacter(text) + 0 * ++measured, 3);
    expect(lines).toHaveLength(3);
    expect(measured).toBeLessThan(100);
  });

  it("loses nothing and never goes beyond the width", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "é", "中", "。", "（", " ", "-", "/", "\n"),
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (written, width) => {
        const lines = wrap(written, width, perCharacter);
        for (const line of lines) expect(perCharacter(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(written.replace(/\s/g, ""));
      }),
    );
  });
});

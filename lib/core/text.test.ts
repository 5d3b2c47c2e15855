import { describe, expect, it } from "vitest";
import {
  cleanLines,
  cleanText,
  normaliseEmail,
  normalisePhone,
  phoneTail,
  TextError,
  textProblem,
  typedText,
} from "@/lib/core/text";

describe("cleanText", () => {
  it.each([
    ["  Anna   Bell ", "Anna Bell"],
    ["张伟", "张伟"],
    ["e\u0301", "é"],
    ["tab\tand\nline", "tab and line"],
    ["zero\u200bwidth\ufeff", "zerowidth"],
    ["👩‍👩‍👧", "👩‍👩‍👧"],
    ["مرحبا", "مرحبا"],
    ["\u3000全角\u3000空格\u3000", "全角 空格"],
  ])("%j becomes %j", (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([
    ["a\u0000b", "control_character"],
    ["a\u0007b", "control_character"],
    ["a\u0085b", "control_character"],
    ["evil\u202egpj.exe", "bidi_override"],
    ["\u2066x", "bidi_override"],
    ["\ud800", "broken_unicode"],
  ] as const)("%j is refused: %s", (text, reason) => {
    expect(textProblem(text)).toBe(reason);
    expect(() => cleanText(text)).toThrow(TextError);
  });

  it("is not asked of what stands in an address: what cannot be typed is dropped", () => {
    expect(typedText("mug\u0000\u0007 7", 5)).toBe("mug 7");
    expect(typedText(null, 5)).toBe("");
  });

  it("keeps the lines of an address", () => {
    expect(cleanLines("1 High Street \r\nLondon\r\n\n ")).toBe("1 High Street\nLondon");
  });
});

describe("normalisePhone", () => {
  it.each([
    ["+44 20 7946 0958", "+442079460958"],
    ["0044 20 7946 0958", "+442079460958"],
    ["(020) 7946-0958 ext. 12", "02079460958"],
    ["138 1234 5678", "13812345678"],
    ["１３８１２３４５６７８", "13812345678"],
    ["010‑62345678转801", "01062345678"],
    ["138****1234", null],
    ["call me", null],
    ["1234", null],
    ["", null],
    ["+", null],
  ])("%j becomes %j", (text, phone) => {
    expect(normalisePhone(text)).toBe(phone);
  });

  it("the tail is what people read out", () => {
    expect(phoneTail("138 1234 5678")).toBe("5678");
    expect(phoneTail("138****1234")).toBe("1234");
    expect(phoneTail("123")).toBe(null);
    expect(phoneTail("+44 20 7946 0958", 6)).toBe("460958");
  });
});

describe("normaliseEmail", () => {
  it.each([
    [" Anna.Bell@Example.COM ", "anna.bell@example.com"],
    ["anna+shop@mail.example.co.uk", "anna+shop@mail.example.co.uk"],
    ["张伟@例子.中国", "张伟@例子.中国"],
    ["anna", null],
    ["anna@", null],
    ["@example.com", null],
    ["anna@example", null],
    ["a@b@example.com", null],
    ["anna bell@example.com", null],
    ["anna@exam\u0000ple.com", null],
    ["anna@-example.com", null],
  ])("%j becomes %j", (text, email) => {
    expect(normaliseEmail(text)).toBe(email);
  });

  it("answers at once on a long hostile text", () => {
    expect(normaliseEmail(`${"a".repeat(100_000)}@${"a.".repeat(100_000)}`)).toBe(null);
  });
});

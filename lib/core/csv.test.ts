import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, it } from "vitest";
import { CSV_BOM, toCsv, toCsvCell, toCsvRow } from "@/lib/core/csv";
import { openSheet } from "@/lib/core/sheet";

it.each([
  ["plain", "plain"],
  [null, ""],
  [undefined, ""],
  [true, "true"],
  [12n, "12"],
  [-5, "-5"],
  ["-5.50", "-5.50"],
  ["+44", "+44"],
  ['say "hi"', '"say ""hi"""'],
  ["a,b", '"a,b"'],
  ["two\nlines", '"two\nlines"'],
  [" blank ", '" blank "'],
  ["=1+1", "'=1+1"],
  ['=HYPERLINK("http://x",1)', '"\'=HYPERLINK(""http://x"",1)"'],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", '"\'\t=1"'],
  ["\r=1", '"\'\r=1"'],
  ["＝1", "'＝1"],
  [new Date(0), "1970-01-01T00:00:00.000Z"],
])("%s is written as %s", (value, cell) => {
  expect(toCsvCell(value)).toBe(cell);
});

it("a row ends as RFC 4180 says", () => {
  expect(toCsvRow(["a", 1, null])).toBe("a,1,\r\n");
});

it("what was written is read back the same", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "账", "'", "é") });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constant("k"), cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
      let file = "";
      for await (const line of toCsv(["key", "left", "right"], rows)) file += line;
      expect(file.startsWith(CSV_BOM)).toBe(true);
      const sheet = await openSheet(Readable.from([Buffer.from(file)]), { header: 1, delimiter: "," });
      const read: string[][] = [];
      for await (const row of sheet.rows()) read.push(row.cells);
      expect(read).toEqual(
        rows.map((row) => row.map((text) => (text.startsWith("\r") || text.startsWith("\n") ? `'${text}` : text))),
      );
    }),
    { numRuns: 200 },
  );
});

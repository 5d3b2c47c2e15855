import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { openSheet } from "./sheet";
import { toXlsx } from "./xlsx-writer";

async function* listed<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

async function written(rows: readonly (readonly (string | number | null)[])[], perSheet?: number): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(toXlsx(["Order", "Total"], listed(rows), perSheet)));
}

async function read(book: Buffer): Promise<string[][]> {
  const sheet = await openSheet(Readable.from([book]), { header: 1 });
  expect(sheet.header).toEqual(["Order", "Total"]);
  return Array.fromAsync(sheet.rows(), (row) => row.cells);
}

it("a workbook comes back as it was written, in any script, and nothing in it is a formula", async () => {
  const rows = [
    ["CH-1", 79.5],
    ["=1+1", 0],
    ['王小明 <b>&"quoted"', -3],
    [" kept blanks ", null],
  ];
  const book = await written(rows);
  expect(await read(book)).toEqual([
    ["CH-1", "79.5"],
    ["=1+1", "0"],
    ['王小明 <b>&"quoted"', "-3"],
    [" kept blanks ", ""],
  ]);
  expect(book.includes("<f>")).toBe(false);
});

it("an empty list is a sheet with its header", async () => {
  expect(await read(await written([]))).toEqual([]);
});

it("rows beyond what a sheet holds go on in the next, under the header again", async () => {
  const book = await written(
    Array.from({ length: 5 }, (_, index) => [`CH-${index}`, index]),
    2,
  );
  for (const name of ["sheet1.xml", "sheet2.xml", "sheet3.xml"]) expect(book.includes(name)).toBe(true);
  expect(book.includes("sheet4.xml")).toBe(false);
  expect(await read(book)).toEqual([
    ["CH-0", "0"],
    ["CH-1", "1"],
  ]);
});

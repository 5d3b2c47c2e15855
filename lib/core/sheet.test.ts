import { createReadStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { openSheet, type Sheet, SheetError, type SheetOptions } from "@/lib/core/sheet";

function open(file: string | Buffer, options?: SheetOptions, pieceBytes = 7): Promise<Sheet> {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  function* pieces(): Generator<Buffer> {
    for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
  }
  return openSheet(Readable.from(pieces()), options);
}

async function cellsOf(sheet: Sheet): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of sheet.rows()) rows.push(row.cells);
  return rows;
}

async function problemOf(work: () => Promise<unknown>): Promise<{ reason: string; row: number | null }> {
  try {
    await work();
  } catch (error) {
    if (error instanceof SheetError) return { reason: error.reason, row: error.row };
    throw error;
  }
  return { reason: "accepted", row: null };
}

const readAll = async (file: string | Buffer, options?: SheetOptions): Promise<string[][]> =>
  cellsOf(await open(file, options));

describe("encodings", () => {
  const table = "订单号,收货人,金额\n1001,张伟,￥64.50\n1002,欧阳娜娜,￥3\n";
  const rows = [
    ["1001", "张伟", "￥64.50"],
    ["1002", "欧阳娜娜", "￥3"],
  ];

  it.each([
    ["utf-8", Buffer.from(table)],
    ["utf-8", Buffer.from(`\ufeff${table}`)],
    ["gb18030", iconv.encode(table, "gbk")],
    ["gb18030", iconv.encode(table, "gb18030")],
    ["utf-16le", iconv.encode(`\ufeff${table}`, "utf-16le")],
    ["utf-16be", iconv.encode(`\ufeff${table}`, "utf-16be")],
  ])("reads %s, even when a character is cut between two pieces", async (encoding, file) => {
    const sheet = await open(file, {}, 3);
    expect(sheet.header).toEqual(["订单号", "收货人", "金额"]);
    expect(await cellsOf(sheet)).toEqual(rows);
    expect(sheet.encoding()).toBe(encoding);
  });

  it("reads UTF-16 that has lost its mark", async () => {
    expect(await readAll(iconv.encode("sku,name\nA1,Mug\n", "utf-16le"))).toEqual([["A1", "Mug"]]);
  });

  it("reads what Western Excel saves", async () => {
    const sheet = await open(iconv.encode("name,price\nCafé crème,£5.00\n", "windows-1252"));
    expect(await cellsOf(sheet)).toEqual([["Café crème", "£5.00"]]);
    expect(sheet.encoding()).toBe("windows-1252");
  });

  it.each(["utf-8", "gb18030"])(
    "recognises %s when the first Chinese comes after a megabyte of ASCII",
    async (encoding) => {
      const table = `sku,name\n${"A1,Mug\n".repeat(200_000)}A2,茶杯\n`;
      const sheet = await open(iconv.encode(table, encoding), {}, 64 * 1024);
      expect((await cellsOf(sheet)).at(-1)).toEqual(["A2", "茶杯"]);
      expect(sheet.encoding()).toBe(encoding);
    },
  );

  it("says in which row the encoding breaks", async () => {
    const good = `sku,name\n${"A1,茶杯\n".repeat(100_000)}`;
    const broken = Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0xff, 0x0a])]);
    const sheet = await open(broken, {}, 64 * 1024);
    const problem = await problemOf(() => cellsOf(sheet));
    expect(problem.reason).toBe("bad_encoding");
    expect(problem.row).toBeGreaterThan(50_000);
  });
});

describe("CSV as people save it", () => {
  it.each([
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "\t"],
    ["bar", "|"],
  ])("finds the %s", async (_, delimiter) => {
    const file = "sku,name,price\nA1,Mug,4\n".replaceAll(",", delimiter);
    const sheet = await open(file);
    expect(sheet.delimiter).toBe(delimiter);
    expect(await cellsOf(sheet)).toEqual([["A1", "Mug", "4"]]);
  });

  it("does not take the decimal commas of a semicolon file for delimiters", async () => {
    expect(await readAll("sku;price;tax\nA1;4,50;0,90\nA2;5,25;1,05\n")).toEqual([
      ["A1", "4,50", "0,90"],
      ["A2", "5,25", "1,05"],
    ]);
  });

  it("obeys the sep= line that Excel writes", async () => {
    const sheet = await open("sep=;\nsku;name\nA1;a,b,c\n");
    expect(sheet.header).toEqual(["sku", "name"]);
    expect(await cellsOf(sheet)).toEqual([["A1", "a,b,c"]]);
  });

  it.each([
    ["\n", "\n"],
    ["\r\n", "\r\n"],
    ["\r", "\r"],
  ])("ends rows at %j and keeps the ends of lines inside quotes", async (newline) => {
    const file = ["sku,note", 'A1,"two\nlines, ""quoted"""', "A2,", ""].join(newline);
    expect(await readAll(file)).toEqual([
      ["A1", 'two\nlines, "quoted"'],
      ["A2", ""],
    ]);
  });

  it("leaves cells exactly as written", async () => {
    expect(await readAll('sku,name\n 007 ,"  Mug "\n6" ruler,it\'s "so"\n"a"b,\u0000\n')).toEqual([
      [" 007 ", "  Mug "],
      ['6" ruler', 'it\'s "so"'],
      ["ab", "\u0000"],
    ]);
  });

  it("the last row needs no line feed, and blank rows are counted but not returned", async () => {
    const sheet = await open("sku,name\n\nA1,Mug\n,\nA2,Cup");
    const rows = await Array.fromAsync(sheet.rows(), ({ number, cells }) => [number, ...cells]);
    expect(rows).toEqual([
      [3, "A1", "Mug"],
      [5, "A2", "Cup"],
    ]);
  });

  it("reports rows that are shorter or longer than the header, but not empty cells at the end", async () => {
    const sheet = await open("sku,name,price\nA1,Mug\nA2,Cup,3,more\nA3,Jar,2,,\nA4,Pot,1\n");
    expect(await Array.fromAsync(sheet.rows(), (row) => row.ragged)).toEqual(["short", "long", null, null]);
  });

  it("reads the same whatever pieces it comes in", async () => {
    const file = 'sku,note\r\nA1,"a ""b"" c"\r\nA2,"x\r\ny"\r\nA3,茶杯\r\n';
    const expected = await readAll(file);
    for (let bytes = 1; bytes <= 40; bytes += 1) expect(await cellsOf(await open(file, {}, bytes))).toEqual(expected);
  });
});

describe("the row that names the columns", () => {
  it("is trimmed, and found below titles and blank rows", async () => {
    const sheet = await open("Sales report 2026,,\n\nprinted 21 Nov,,\n订单号 ,SKU,数量\n1001,A1,2\n1002,A2,3\n");
    expect(sheet.header).toEqual(["订单号", "SKU", "数量"]);
    expect(sheet.headerRow).toBe(4);
    expect(await cellsOf(sheet)).toEqual([
      ["1001", "A1", "2"],
      ["1002", "A2", "3"],
    ]);
  });

  it("is missing when the first row already holds numbers and dates", async () => {
    const sheet = await open("85123A,HOLDER,6,2010-12-01 08:26:00\n71053,LANTERN,6,2010-12-01 08:26:00\n");
    expect(sheet.header).toBe(null);
    expect(await cellsOf(sheet)).toHaveLength(2);
  });

  it("may be pointed at", async () => {
    const sheet = await open("a,b\n1,2\nc,d\n3,4\n", { header: 3 });
    expect(sheet.header).toEqual(["c", "d"]);
    expect(await cellsOf(sheet)).toEqual([["3", "4"]]);
    expect((await open("a,b\nc,d\n", { header: "none" })).header).toBe(null);
  });
});

describe("files that are refused", () => {
  it.each([
    ["nothing", Buffer.alloc(0), "empty_file", null],
    ["blank lines only", Buffer.from("\n\n \n".replace(" ", "")), "empty_file", null],
    ["a byte-order mark only", Buffer.from("\ufeff"), "empty_file", null],
    ["an old Excel file", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "old_excel_file", null],
    ["a PDF", Buffer.from("%PDF-1.7\n1 0 obj"), "not_a_table", null],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), "not_a_table", null],
    ["a quote that never closes", Buffer.from('a,b\nc,d\n"e,f\ng,h\n'), "unclosed_quote", 3],
    ["501 columns", Buffer.from(`a,b\n${"x,".repeat(500)}x\n`), "too_many_columns", 2],
  ])("%s", async (_, file, reason, row) => {
    expect(await problemOf(() => readAll(file))).toEqual({ reason, row });
  });

  it("an endless line, in or out of quotes, within bounded memory", async () => {
    for (const start of ["a,b\nc,", 'a,b\nc,"']) {
      let pieces = 0;
      function* endless(): Generator<Buffer> {
        yield Buffer.from(start);
        for (;;) {
          pieces += 1;
          yield Buffer.alloc(64 * 1024, "x");
        }
      }
      const work = async () => cellsOf(await openSheet(Readable.from(endless())));
      expect(await problemOf(work)).toEqual({ reason: "line_too_long", row: 2 });
      expect(pieces).toBeLessThan(64);
    }
  });
});

describe("online-retail.csv", () => {
  const path = "../shared/data/online-retail.csv.gz";

  it.runIf(existsSync(path))("541,909 rows come through whole, with little memory", { timeout: 30_000 }, async () => {
    const sheet = await openSheet(createReadStream(path).pipe(createGunzip()));
    let rows = 0;
    let ragged = 0;
    let pounds = 0;
    let highest = 0;
    for await (const batch of sheet.batches) {
      rows += batch.length;
      for (const row of batch) {
        if (row.ragged) ragged += 1;
        if (row.cells[2]?.includes("£")) pounds += 1;
      }
      highest = Math.max(highest, batch.length);
    }
    expect(sheet.header).toEqual([
      "InvoiceNo",
      "StockCode",
      "Description",
      "Quantity",
      "InvoiceDate",
      "UnitPrice",
      "CustomerID",
      "Country",
    ]);
    expect({ rows, ragged, pounds }).toEqual({ rows: 541_909, ragged: 0, pounds: 32 });
    expect(highest).toBeLessThan(20_000);
  });

  const exports = "../shared/data/platform-orders";

  it.runIf(existsSync(exports))("the exports of shops open as they are", async () => {
    const douyin = await openSheet(createReadStream(`${exports}/douyin/orders_export_21col_one_row.csv`));
    expect(douyin.header).toHaveLength(21);
    expect((await cellsOf(douyin))[0]?.[0]).toMatch(/^\t\d+$/);
    const taobao = await openSheet(createReadStream(`${exports}/taobao-tmall/ExportOrderList_header_61col.csv`));
    expect(taobao.header).toContain("收货地址");
    const shopify = await openSheet(createReadStream(`${exports}/shopify/orders_export_sample_30col.csv`));
    expect(shopify.header?.[0]).toBe("Name");
    expect((await cellsOf(shopify)).length).toBeGreaterThanOrEqual(4);
  });
});

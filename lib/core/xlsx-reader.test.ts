import { Readable } from "node:stream";
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import writeExcel from "write-excel-file/node";
import { openSheet, type Sheet, SheetError, type SheetOptions } from "@/lib/core/sheet";

type Part = {
  readonly name: string;
  readonly text: string | Buffer;
  readonly claimedSize?: number;
  readonly flags?: number;
};

function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, text, claimedSize, flags = 0 } of parts) {
    const plain = Buffer.from(text);
    const data = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(claimedSize ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), common, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

const TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function workbook(
  rows: string,
  more: { strings?: string; styles?: string; properties?: string; prefix?: string } = {},
): Part[] {
  const p = more.prefix ?? "";
  return [
    {
      name: "_rels/.rels",
      text: `<Relationships><Relationship Id="a" Type="${TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      text: `<${p}workbook>${more.properties ?? ""}<${p}sheets><${p}sheet name="Old" state="hidden" r:id="r9"/><${p}sheet name="Orders &amp; lines" r:id="r1"/></${p}sheets></${p}workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: `<Relationships><Relationship Id="r1" Type="${TYPE}/worksheet" Target="worksheets/one.xml"/><Relationship Id="r9" Type="${TYPE}/worksheet" Target="/xl/worksheets/old.xml"/><Relationship Id="r2" Type="${TYPE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${TYPE}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: "xl/worksheets/one.xml", text: `<${p}worksheet><${p}sheetData>${rows}</${p}sheetData></${p}worksheet>` },
    {
      name: "xl/worksheets/old.xml",
      text: "<worksheet><sheetData><row><c><v>9</v></c></row></sheetData></worksheet>",
    },
    { name: "xl/sharedStrings.xml", text: `<sst>${more.strings ?? ""}</sst>` },
    { name: "xl/styles.xml", text: `<styleSheet>${more.styles ?? ""}</styleSheet>` },
  ];
}

const open = (file: Buffer, options: SheetOptions = { header: "none" }): Promise<Sheet> =>
  openSheet(Readable.from([file]), options);

async function rowsOf(file: Buffer, options?: SheetOptions): Promise<(string | number)[][]> {
  return await Array.fromAsync((await open(file, options)).rows(), ({ number, cells }) => [number, ...cells]);
}

async function problemOf(file: Buffer, options?: SheetOptions): Promise<string> {
  try {
    await rowsOf(file, options);
  } catch (error) {
    if (error instanceof SheetError) return error.reason;
    throw error;
  }
  return "accepted";
}

describe("cells", () => {
  it("come from a real writer with texts, numbers, dates and truth values", async () => {
    const file = await writeExcel([
      ["订单号", "Name", "Price", "Placed", "Paid"].map((value) => ({ value })),
      [
        { value: "007" },
        { value: 'Mug, "large" <&>' },
        { value: 64.5 },
        { value: new Date("2026-11-21T14:05:00Z"), type: Date, format: "yyyy-mm-dd hh:mm" },
        { value: true },
      ],
      [
        { value: "茶杯" },
        null,
        { value: 0.1 + 0.2 },
        { value: new Date("2026-11-21"), type: Date, format: "d.m.yy" },
        null,
      ],
    ]).toBuffer();
    const sheet = await open(file, {});
    expect(sheet.format).toBe("xlsx");
    expect(sheet.header).toEqual(["订单号", "Name", "Price", "Placed", "Paid"]);
    expect(await Array.fromAsync(sheet.rows(), ({ cells }) => cells)).toEqual([
      ["007", 'Mug, "large" <&>', "64.5", "2026-11-21 14:05:00", "TRUE"],
      ["茶杯", "", "0.3", "2026-11-21"],
    ]);
  });

  it.each([
    ["<v>1.1000000000000001</v>", "", "1.1"],
    ["<v>6917000000001234567</v>", "", "6917000000001230000"],
    ["<v>123456789012345</v>", "", "123456789012345"],
    ["<v>1E-3</v>", "", "0.001"],
    ["<v>1.5E-7</v>", "", "0.00000015"],
    ["<v>1E+20</v>", "", "100000000000000000000"],
    ["<v>46347.5868055556</v>", 's="1"', "2026-11-21 14:05:00"],
    ["<v>46347</v>", 's="1"', "2026-11-21"],
    ["<v>1</v>", 's="1"', "1900-01-01"],
    ["<v>61</v>", 's="1"', "1900-03-01"],
    ["<v>0.5</v>", 's="1"', "12:00:00"],
    ["<v>46347</v>", 's="2"', "2026-11-21"],
    ["<v>46347</v>", 's="3"', "46347"],
    ["<v>-5</v>", 's="1"', "-5"],
    ["<v>#N/A</v>", 't="e"', "#N/A"],
    ["<f>1+1</f><v>two &amp; two</v>", 't="str"', "two & two"],
    ["<v>0</v>", 't="b"', "FALSE"],
    ["<v>2026-11-21T14:05:00</v>", 't="d"', "2026-11-21T14:05:00"],
    ["<is><t>a</t><r><t xml:space='preserve'> b</t></r></is>", 't="inlineStr"', "a b"],
    ["<v>0</v>", 't="s"', "first"],
    ["<v>1</v>", 't="s"', "東京都\r"],
    ["<v>7</v>", 't="s"', ""],
  ])("%s with %s reads %j", async (content, attributes, text) => {
    const strings =
      "<si><t>first</t></si><si><r><t>東京</t></r><rPh sb='0' eb='2'><t>とうきょう</t></rPh><r><t>都_x000D_</t></r></si>";
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="[Red]0.00&quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>';
    const rows = await rowsOf(
      zip(workbook(`<row><c t="str"><v>x</v></c><c ${attributes}>${content}</c></row>`, { strings, styles })),
    );
    expect(rows).toEqual([[1, "x", text]]);
  });

  it("keep their columns and rows when empty ones are left out", async () => {
    const rows =
      '<row r="3"><c r="B3"><v>1</v></c><c r="AA3"><v>2</v></c></row><row r="4"/><row r="7"><c r="A7"><v>3</v></c></row>';
    expect(await rowsOf(zip(workbook(rows)))).toEqual([
      [3, "", "1", ...Array<string>(24).fill(""), "2"],
      [7, "3"],
    ]);
  });

  it("are found under a namespace prefix and in the calendar of 1904", async () => {
    const parts = workbook('<x:row r="1"><x:c r="A1" s="1"><x:v>44885</x:v></x:c></x:row>', {
      prefix: "x:",
      properties: '<x:workbookPr date1904="1"/>',
      styles: '<x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/></x:cellXfs>',
    });
    expect(await rowsOf(zip(parts))).toEqual([[1, "2026-11-21"]]);
  });

  it("the first visible sheet is read unless another is named", async () => {
    const file = zip(workbook("<row><c><v>1</v></c></row>"));
    expect(await rowsOf(file)).toEqual([[1, "1"]]);
    expect(await rowsOf(file, { header: "none", sheet: "Old" })).toEqual([[1, "9"]]);
    expect(await rowsOf(file, { header: "none", sheet: "Orders & lines" })).toEqual([[1, "1"]]);
    expect(await problemOf(file, { header: "none", sheet: "Nope" })).toBe("no_such_sheet");
  });

  it("a long sheet comes in many small batches", async () => {
    const rows = Array.from(
      { length: 50_000 },
      (_, index) => `<row><c><v>${index}</v></c><c t="str"><v>Mug</v></c></row>`,
    );
    const sheet = await open(zip(workbook(rows.join(""))));
    const sizes = await Array.fromAsync(sheet.batches, (batch) => batch.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(50_000);
    expect(Math.max(...sizes)).toBeLessThan(20_000);
  });
});

describe("workbooks that are refused", () => {
  const one = "<row><c><v>1</v></c></row>";

  it("one that inflates to more than it says", async () => {
    const [rels, book, bookRels] = workbook(one) as [Part, Part, Part];
    const bomb = { name: "xl/worksheets/one.xml", text: Buffer.alloc(5_000_000, " "), claimedSize: 1000 };
    expect(await problemOf(zip([rels, book, bookRels, bomb]))).toBe("damaged_file");
  });

  it("one that says it inflates to a gigabyte and more, before any of it is inflated", async () => {
    expect(await problemOf(zip([...workbook(one), { name: "x", text: "", claimedSize: 1_000_000_001 }]))).toBe(
      "file_too_large",
    );
  });

  it("one of more than a thousand parts", async () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ name: `part${index}`, text: "" }));
    expect(await problemOf(zip(many))).toBe("file_too_large");
  });

  it("one whose texts do not fit into memory", async () => {
    const parts = workbook(one, { strings: "<si><t>long</t></si>" });
    expect(await problemOf(zip(parts), { header: "none", limits: { sharedTextBytes: 10 } })).toBe("file_too_large");
  });

  it("one that is larger than the limit", async () => {
    expect(await problemOf(zip(workbook(one)), { header: "none", limits: { workbookBytes: 100 } })).toBe(
      "file_too_large",
    );
  });

  it("one with a row that never ends", async () => {
    const file = zip(workbook(`<row>${"<c><v>1</v></c>".repeat(1000)}`));
    expect(await problemOf(file, { header: "none", limits: { lineLength: 100 } })).toBe("line_too_long");
  });

  it("one with a cell beyond the last column", async () => {
    expect(await problemOf(zip(workbook('<row><c r="XFD1"><v>1</v></c></row>')))).toBe("too_many_columns");
  });

  it("one under a password", async () => {
    expect(await problemOf(zip([{ name: "x", text: "y", flags: 1 }]))).toBe("protected_file");
  });

  it("one that was cut off, and an archive of something else", async () => {
    const file = zip(workbook(one));
    expect(await problemOf(file.subarray(0, file.length - 40))).toBe("damaged_file");
    expect(await problemOf(zip([{ name: "readme.txt", text: "hello" }]))).toBe("not_a_table");
  });

  it("one with a damaged stream", async () => {
    const file = zip(workbook("<row><c t='str'><v>some longer text that is deflated</v></c></row>"));
    const at = file.indexOf("xl/worksheets/one.xml") + "xl/worksheets/one.xml".length;
    file.fill(0xff, at, at + 20);
    expect(await problemOf(file)).toBe("damaged_file");
  });

  it("hostile mark-up in linear time", async () => {
    const file = zip(workbook(`<row>${"<c ".repeat(300_000)}</row><row>${"<c><rPh>".repeat(100_000)}</row>`));
    expect(await problemOf(file)).toBe("empty_file");
  });
});

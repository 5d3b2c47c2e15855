import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { openFile } from "../../open-file";
import { historyOf, orderOf, problemsOf, readBytes, readText } from "../../testing/read-text";
import { detectSource } from "../sources";
import { douyin } from "./douyin";
import { generic } from "./generic";
import { onlineRetail } from "./online-retail";
import { pinduoduo } from "./pinduoduo";
import { shopify } from "./shopify";
import { taobao } from "./taobao";
import { woocommerce } from "./woocommerce";

const samples = path.resolve("../shared/data/platform-orders");
const present = existsSync(samples);
const sample = (file: string) => readFileSync(path.join(samples, file));

async function headerOf(bytes: Uint8Array): Promise<string[]> {
  const file = await openFile(
    (async function* () {
      yield bytes;
    })(),
  );
  return file.header;
}

describe.runIf(present)("files of the shops themselves", () => {
  test.each([
    ["shopify/orders_export_sample_30col.csv", "shopify"],
    ["woocommerce/rest_order_v3_docs_example.json", "woocommerce"],
    ["woocommerce/webhook_order_updated_body.json", "woocommerce"],
    ["taobao-tmall/ExportOrderList_header_61col.csv", "taobao"],
    ["pinduoduo/orders_export_23col_one_row.csv", "pinduoduo"],
    ["douyin/orders_export_21col_one_row.csv", "douyin"],
  ])("%s is known by its columns as %s", async (file, source) => {
    expect(detectSource(await headerOf(sample(file))).name).toBe(source);
  });

  it("knows Shopify by all 79 columns of its own export", () => {
    const header = sample("shopify/orders_export_official_header_79col.txt").toString().trim().split(/\r?\n/);
    expect(header).toHaveLength(79);
    expect(detectSource(header).name).toBe("shopify");
  });

  it("reads Shopify's orders: lines put together, what was over as history, the buyer's total as the truth", async () => {
    const [first, second, third] = await readBytes(sample("shopify/orders_export_sample_30col.csv"), shopify);
    expect(orderOf(first).order).toMatchObject({
      externalId: "#1001",
      placedAt: "2026-03-14T08:10:00.000Z",
      currency: "CHF",
      pricesIncludeTax: false,
      lines: [
        { sku: "TEE-RED-S", quantity: 2, unitPrice: "29.9" },
        { sku: "STK-PACK", quantity: 1, unitPrice: "6" },
      ],
      shipping: "7.00",
      discount: "6.00",
      customer: { name: "Anna Muster", email: "anna@example.com", phone: "+41791234567" },
      shipTo: { name: "Anna Muster", line1: "Bahnhofstrasse 1", city: "Zürich", postcode: "8001", country: "CH" },
    });
    expect(orderOf(first).warnings).toMatchObject([{ code: "difference_as_discount", facts: { difference: "6.00" } }]);
    expect(historyOf(first).refundedMinor).toBe(0n);
    expect(orderOf(second).history).toBeNull();
    expect(orderOf(second).order).toMatchObject({ externalId: "#1002", paid: { amount: "36.90" } });
    expect(orderOf(second).order.shipTo?.line2).toBe("2. OG");
    expect(historyOf(third).refundedMinor).toBe("all");
  });

  it("reads WooCommerce's REST order with its taxes where they lie", async () => {
    const [reading] = await readBytes(sample("woocommerce/rest_order_v3_docs_example.json"), woocommerce);
    expect(orderOf(reading).order).toMatchObject({
      externalId: "727",
      placedAt: "2017-03-22T19:28:02.000Z",
      currency: "USD",
      paymentMethod: "bank_transfer",
      shipping: "10.00",
      shippingTaxRate: "0",
      paid: { amount: "29.35" },
      customer: { name: "John Doe", email: "john.doe@example.com" },
      shipTo: { line1: "969 Market", city: "San Francisco", region: "CA", country: "US" },
      lines: [
        { title: "Woo Single #1", quantity: 2, unitPrice: "3", taxRate: "0.075", externalId: "315" },
        { sku: "Bar3", title: "Ship Your Idea – Color: Black, Size: M Test", unitPrice: "12", taxRate: "0.075" },
      ],
    });
    expect(orderOf(reading).history).toBeNull();
  });

  it("reads Pinduoduo's finished order as history without a receiver", async () => {
    const [reading] = await readBytes(sample("pinduoduo/orders_export_23col_one_row.csv"), pinduoduo);
    expect(orderOf(reading).order).toMatchObject({
      externalId: "260531-607198974342268",
      placedAt: "2026-05-31T16:03:00.000Z",
      lines: [{ title: "接考横幅", quantity: 1, unitPrice: "17.8" }],
    });
    expect(orderOf(reading).order.shipTo).toBeUndefined();
    expect(historyOf(reading)).toMatchObject({ carrier: "申通快递", refundedMinor: 0n });
  });

  it("reads Douyin's order without its tabs, dashes and masks", async () => {
    const [reading] = await readBytes(sample("douyin/orders_export_21col_one_row.csv"), douyin);
    const { order, history } = orderOf(reading);
    expect(history).toBeNull();
    expect(order).toMatchObject({
      externalId: "6917926768823643753",
      lines: [
        {
          sku: "300400008",
          title: "辣丝丝",
          spec: "1袋",
          quantity: 1,
          unitPrice: "15.9",
          externalId: "6917926768823643753",
        },
      ],
      paid: { amount: "15.90" },
      sellerNote: "",
    });
    expect(order.shipTo).toBeUndefined();
    expect(order.customer?.phone).toBeUndefined();
  });

  it("finds no rows in Taobao's header alone, and reads a made-up row under it", async () => {
    const header = sample("taobao-tmall/ExportOrderList_header_61col.csv").toString().trimEnd();
    expect(await readText(`${header}\n`, taobao)).toEqual([]);
    const values: Record<string, string> = {
      订单编号: '="3381234567890123456"',
      买家会员名: "小明的店",
      买家应付货款: "99.90",
      买家应付邮费: "8.00",
      总金额: "107.90",
      订单状态: "买家已付款，等待卖家发货",
      收货人姓名: "王小明",
      收货地址: "浙江省 杭州市 西湖区 文三路 1 号 302 室",
      联系手机: "'13812345678",
      订单创建时间: "2026-11-20 10:30:00",
      订单付款时间: "2026-11-20 10:31:00",
      宝贝标题: "亚麻围裙",
      宝贝总数量: "3",
      订单备注: "加急",
    };
    const row = header
      .split(",")
      .map((name) => values[name.trim()] ?? "")
      .map((cell) => `"${cell.replaceAll('"', '""')}"`);
    const gbk = iconv.encode(`${header}\n${row.join(",")}\n`, "gb18030");
    const [reading] = await readBytes(gbk, taobao);
    expect(orderOf(reading).order).toMatchObject({
      externalId: "3381234567890123456",
      placedAt: "2026-11-20T02:30:00.000Z",
      lines: [{ title: "亚麻围裙", quantity: 3, unitPrice: "33.3" }],
      shipping: "8.00",
      paid: { amount: "107.90" },
      sellerNote: "加急",
      customer: { externalKey: "taobao:小明的店", phone: "13812345678" },
      shipTo: {
        name: "王小明",
        region: "浙江省",
        city: "杭州市",
        district: "西湖区",
        line1: "文三路 1 号 302 室",
        country: "CN",
      },
    });
  });
});

if (!present) process.stdout.write("../shared/data is absent: the shops' own files are not read.\n");

const book = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

describe("the Online Retail book", () => {
  it("makes orders of invoices: repeated rows stay, case does not tell items apart, no item is no product", async () => {
    const [reading] = await readText(
      `${book}536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,EIRE\n` +
        "536365,85123a,WHITE HANGING HEART,6,2010-12-01 08:27:00,2.55,17850.0,EIRE\n" +
        "536365,85123a,WHITE HANGING HEART,6,2010-12-01 08:27:00,2.55,17850.0,EIRE\n" +
        "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,17850.0,EIRE\n" +
        "536365,gift_0001_20,Dotcomgiftshop Gift Voucher £20.00,1,2010-12-01 08:26:00,17.02,17850.0,EIRE\n",
      onlineRetail,
    );
    const { order, history } = orderOf(reading);
    expect(order.lines.map(({ kind, sku, quantity }) => ({ kind, sku, quantity }))).toEqual([
      { kind: "product", sku: "85123A", quantity: 6 },
      { kind: "product", sku: "85123A", quantity: 6 },
      { kind: "product", sku: "85123A", quantity: 6 },
      { kind: "shipping", sku: "POST", quantity: 1 },
      { kind: "manual", sku: "GIFT_0001_20", quantity: 1 },
    ]);
    expect(order).toMatchObject({ externalId: "536365", placedAt: "2010-12-01T08:26:00.000Z", currency: "GBP" });
    expect(order.customer).toEqual({ externalKey: "online-retail:17850", name: "Customer 17850" });
    expect(order.shipTo?.country).toBe("IE");
    expect(history?.deliveredAt).toEqual(new Date("2010-12-01T08:26:00Z"));
  });

  it("reads summer time as Britain's clocks showed it, and places that are no country as regions", async () => {
    const [reading] = await readText(
      `${book}550000,A,THING,1,2011-07-01 12:00:00,1.0,,Channel Islands\n`,
      onlineRetail,
    );
    const { order } = orderOf(reading);
    expect(order.placedAt).toBe("2011-07-01T11:00:00.000Z");
    expect(order.customer).toBeUndefined();
    expect(order.shipTo).toMatchObject({ region: "Channel Islands", country: "" });
  });

  it("tells credit notes, write-offs and corrections of bad debt by number and sign", async () => {
    const readings = await readText(
      `${book}C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527.0,United Kingdom\n` +
        "536589,21777,,-10,2010-12-01 16:50:00,0.0,,United Kingdom\n" +
        "A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom\n" +
        "X1,B,What,1,2011-08-12 14:51:00,1,,United Kingdom\n" +
        "536590,21777,,-10,2010-12-01 16:50:00,1.50,,United Kingdom\n",
      onlineRetail,
    );
    expect(readings[0]).toMatchObject({
      kind: "credit",
      credit: { externalId: "C536379", lines: [{ kind: "discount", quantity: 1, unitPrice: "27.5" }] },
    });
    expect(readings[1]).toMatchObject({
      kind: "write_off",
      writeOff: { externalId: "536589", lines: [{ sku: "21777", quantity: 10 }] },
    });
    expect(problemsOf(readings[2])).toEqual([{ row: 4, field: "number", code: "bad_debt", value: "A563186" }]);
    expect(problemsOf(readings[3])).toMatchObject([{ code: "unknown_document" }]);
    expect(problemsOf(readings[4])).toMatchObject([{ code: "write_off_with_price", value: "1.5" }]);
  });
});

const table = "order,date,sku,item,qty,price,currency,customer\n";
const line = (cells: string) => readText(`${table}1,2026-01-02 03:04,A,Thing,${cells}\n`, generic);

describe("a table of anywhere", () => {
  it("makes one order of rows with one number, in any order and with neighbours between them", async () => {
    const readings = await readText(
      `${table}1,2026-01-02 03:04,A,Thing,1,2.50,CNY,王小明\n2,2026-01-02 03:04,B,Thing,1,1,CNY,\n1,2026-01-02 03:04,C,Thing,2,1,CNY,\n`,
      generic,
    );
    expect(readings).toHaveLength(2);
    expect(orderOf(readings[0]).order.lines.map((each) => each.sku)).toEqual(["A", "C"]);
    expect(orderOf(readings[0]).order.customer?.name).toBe("王小明");
  });

  test.each([
    ["0,1,CNY,", { field: "quantity", code: "quantity_not_positive", value: "0" }],
    ["-1,1,CNY,", { field: "quantity", code: "quantity_not_positive", value: "-1" }],
    ["1.5,1,CNY,", { field: "quantity", code: "quantity_not_whole", value: "1.5" }],
    ["1e3,1,CNY,", { field: "quantity", code: "quantity_not_whole", value: "1e3" }],
    ["9007199254740993,1,CNY,", { field: "quantity", code: "quantity_too_large", value: "9007199254740993" }],
    [",1,CNY,", { field: "quantity", code: "quantity_blank", value: "" }],
    ["1,-0.01,CNY,", { field: "unitPrice", code: "price_negative", value: "-0.01" }],
    ["1,10.5,JPY,", { field: "unitPrice", code: "amount_too_many_decimals", value: "10.5" }],
    ['1,"1,5",CNY,', { field: "unitPrice", code: "amount_ambiguous", value: "1,5" }],
    ["1,abc,CNY,", { field: "unitPrice", code: "amount_not_a_number", value: "abc" }],
    ["1,1,XXQ,", { field: "unitPrice", code: "amount_unknown_currency", value: "1" }],
    ["1,1,CNY,a\u0000b", { field: "customerName", code: "control_character", value: "a\u0000b" }],
    ["1,1,CNY,\u202egnp", { field: "customerName", code: "bidi_override", value: "\u202egnp" }],
  ])("refuses %j and says row, column and value", async (cells, problem) => {
    const [reading] = await line(cells);
    expect(problemsOf(reading)).toContainEqual({ row: 2, ...problem });
  });

  it("takes a name of markup for the text it is", async () => {
    const name = "<img src=x onerror=alert(1)>";
    const [reading] = await line(`1,1,CNY,${name}`);
    expect(orderOf(reading).order.customer?.name).toBe(name);
  });

  it("refuses rows that slipped: too few cells for what is read, or more than there are columns", async () => {
    const readings = await readText(
      `${table}1,2026-01-02 03:04,A\n2,2026-01-02 03:04,A,Thing,1,1,CNY,x,y,z\n`,
      generic,
    );
    expect(problemsOf(readings[0])).toMatchObject([{ row: 2, code: "row_too_short" }]);
    expect(problemsOf(readings[1])).toMatchObject([{ row: 3, code: "row_too_long" }]);
  });

  it("refuses the later part of an order whose rows lie far apart, instead of making a second one", async () => {
    const between = Array.from({ length: 3000 }, (_, index) => `x${index},2026-01-02 03:04,A,Thing,1,1,CNY,\n`).join(
      "",
    );
    const readings = await readText(
      `${table}1,2026-01-02 03:04,A,Thing,1,1,CNY,\n${between}1,2026-01-02 03:04,B,Thing,1,1,CNY,\n`,
      generic,
    );
    expect(readings).toHaveLength(3002);
    expect(problemsOf(readings.at(-1))).toMatchObject([{ row: 3003, code: "rows_apart", value: "1" }]);
  });

  it("refuses an order of more lines than an order may have, without keeping them all", async () => {
    const rows = Array.from({ length: 10_001 }, () => "1,2026-01-02 03:04,A,Thing,1,1,CNY,\n").join("");
    const [reading] = await readText(table + rows, generic);
    expect(problemsOf(reading)).toMatchObject([{ code: "too_many_lines" }]);
  });

  it("reads the same from UTF-8, UTF-16, GBK, with a mark, gzipped, with semicolons or tabs", async () => {
    const text = `${table}1,2026-01-02 03:04,A,围裙,1,2.5,CNY,王小明\n`;
    const files = [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      iconv.encode(text, "gb18030"),
      iconv.encode(text, "utf16le", { addBOM: true }),
      iconv.encode(text, "utf16be", { addBOM: true }),
      gzipSync(text),
      Buffer.from(text.replaceAll(",", ";")),
      Buffer.from(text.replaceAll(",", "\t")),
    ];
    for (const file of files) {
      const [reading] = await readBytes(file, generic);
      expect(orderOf(reading).order).toMatchObject({
        externalId: "1",
        customer: { name: "王小明" },
        lines: [{ title: "围裙" }],
      });
    }
  });

  it("reads a workbook as its sheet shows it", async () => {
    const rows = [
      ["order", "date", "sku", "item", "qty", "price", "currency", "customer"],
      ["1001", new Date("2026-01-02T00:00:00Z"), "00123", "围裙", 2, 12.5, "CNY", "王小明"],
    ];
    const workbook = await writeExcel(
      rows.map((cells) => cells.map((value) => (value instanceof Date ? { value, format: "yyyy-mm-dd" } : { value }))),
    ).toBuffer();
    const [reading] = await readBytes(workbook, generic);
    expect(orderOf(reading).order).toMatchObject({
      externalId: "1001",
      placedAt: "2026-01-01T16:00:00.000Z",
      lines: [{ sku: "00123", title: "围裙", quantity: 2, unitPrice: "12.5" }],
      customer: { name: "王小明" },
    });
  });

  it("ends an endless line and a gzip that is none with a reason", async () => {
    await expect(readBytes(Buffer.from(`${table}1,"${"x".repeat(1_100_000)}`), generic)).rejects.toMatchObject({
      reason: "line_too_long",
    });
    await expect(
      readBytes(Buffer.concat([gzipSync(table).subarray(0, 20), Buffer.alloc(20)]), generic),
    ).rejects.toMatchObject({
      reason: "damaged_file",
    });
  });

  it("tells history from what is still to do by words or dates", async () => {
    const head = "order,date,sku,qty,price,status,shipped at,completed at\n";
    const read = (status: string, shipped = "", completed = "") =>
      readText(`${head}1,2026-01-02,A,1,1,${status},${shipped},${completed}\n`, generic).then(([reading]) => reading);
    expect(orderOf(await read("paid")).order.paid).toEqual({ amount: "1.00" });
    expect(orderOf(await read("unpaid")).order.paid).toBeUndefined();
    expect(historyOf(await read("", "2026-01-03")).deliveredAt).toBeNull();
    expect(historyOf(await read("", "2026-01-03", "2026-01-04")).deliveredAt).toEqual(new Date("2026-01-03T16:00:00Z"));
    expect(historyOf(await read("交易成功")).refundedMinor).toBe(0n);
    expect((await read("cancelled"))?.kind).toBe("skipped");
    expect(problemsOf(await read("partially shipped"))).toMatchObject([{ code: "partly_fulfilled" }]);
  });
});

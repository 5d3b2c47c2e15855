import { describe, expect, it } from "vitest";
import { invoices } from "@/lib/documents/invoice";
import { packingSlips } from "@/lib/documents/packing-slip";
import { byBin, pickLists } from "@/lib/documents/pick-list";
import { shippingLabels } from "@/lib/documents/shipping-label";
import { readPdf } from "@/lib/documents/testing/read-pdf";
import {
  sampleAddress,
  sampleChineseAddress,
  sampleChineseShop,
  sampleInvoice,
  sampleLabel,
  samplePackingSlip,
  samplePickList,
  sampleTaiwaneseAddress,
  sampleTaiwaneseShop,
} from "@/lib/documents/testing/samples";

async function pagesOf(document: Promise<Uint8Array>): Promise<string[]> {
  return readPdf(await document).map((page) => page.replaceAll("\n", ""));
}

const chineseSlip = { shop: sampleChineseShop, shipTo: sampleChineseAddress, carrier: "顺丰速运", channel: "天猫" };

describe("packing slips", () => {
  it("print Chinese and Polish names as they are written, with every word in the language asked for", async () => {
    const [page = ""] = await pagesOf(packingSlips([samplePackingSlip(chineseSlip)], "zh-CN"));
    for (const text of [
      "青禾家居生活馆",
      "装箱单",
      "欧阳娜娜",
      "上海市浦东新区",
      "顺丰速运",
      "生日快乐",
      "第 1 页，共 1 页",
    ]) {
      expect(page).toContain(text);
    }
    const [english = ""] = await pagesOf(packingSlips([samplePackingSlip()], "en"));
    expect(english).toContain("Łukasz Żółkiewski-O’Brien");
    expect(english).toContain("20 Nov 2026, 23:41");
    expect(`${page}${english}`).not.toContain("\ufffd");
  });

  it("begin on a page of their own and are numbered for themselves", async () => {
    const line = samplePackingSlip().lines[0];
    if (!line) throw new Error("the sample has lines");
    const long = samplePackingSlip({ order: "1002", lines: Array.from({ length: 30 }, () => line) });
    const slips = [samplePackingSlip({ order: "1001" }), long, samplePackingSlip({ order: "1003" })];
    const pages = await pagesOf(packingSlips(slips, "en"));
    const numbers = pages.map((page) => /Page \d of \d/.exec(page)?.[0]);
    expect(numbers).toEqual(["Page 1 of 1", "Page 1 of 2", "Page 2 of 2", "Page 1 of 1"]);
    expect(pages.map((page) => /100\d/.exec(page)?.[0])).toEqual(["1001", "1002", "1002", "1003"]);
    expect(pages.filter((page) => page.includes("In this parcel"))).toHaveLength(4);
  });

  it("follow the customer's language within one print", async () => {
    const slips = [samplePackingSlip(), samplePackingSlip({ ...chineseSlip, language: "zh-CN" })];
    const [english = "", chinese = ""] = await pagesOf(packingSlips(slips, "en"));
    expect(english).toContain("Packing slip");
    expect(chinese).toContain("装箱单");
    expect(chinese).not.toContain("Packing slip");
  });

  it("print Traditional words and names for who reads them, each with its shape", async () => {
    const slip = samplePackingSlip({
      shop: sampleTaiwaneseShop,
      shipTo: sampleTaiwaneseAddress,
      carrier: "黑貓宅急便",
      language: "zh-TW",
    });
    const [page = ""] = await pagesOf(packingSlips([slip], "en"));
    for (const text of ["裝箱單", "龔麗穎", "臺北市信義區", "黑貓宅急便", "第 1 頁，共 1 頁"])
      expect(page).toContain(text);
    expect(page).not.toContain("無法列印");
    expect(page).not.toContain("\ufffd");
    const [invoice = ""] = await pagesOf(invoices([sampleInvoice({ shop: sampleTaiwaneseShop })], "zh-TW"));
    expect(invoice).toContain("發票");
  });

  it("say so when a character cannot be printed, instead of drawing a box", async () => {
    const slips = [samplePackingSlip({ giftMessage: "مرحبا 😀" }), samplePackingSlip()];
    const [first = "", second = ""] = await pagesOf(packingSlips(slips, "en"));
    expect(first).toContain("????? ?");
    expect(first).toContain("cannot be printed");
    expect(second).not.toContain("cannot be printed");
  });

  it("stand a name of ten thousand letters and a thousand lines of message", async () => {
    const hostile = samplePackingSlip({
      shipTo: { ...sampleAddress, name: "x".repeat(10_000), line1: "中".repeat(10_000) },
      giftMessage: "line\n".repeat(1000),
      lines: [{ sku: "S".repeat(500), name: "n".repeat(5000), options: null, ordered: 1, quantity: 1, toFollow: 0 }],
    });
    const pages = await pagesOf(packingSlips([hostile], "en"));
    expect(pages.length).toBeLessThanOrEqual(3);
    expect(pages.join("")).toContain("…");
  });

  it("refuse to print nothing", async () => {
    await expect(packingSlips([], "en")).rejects.toThrow("nothing to print");
  });
});

describe("pick lists", () => {
  it("lead through the warehouse in the order of bins, those without at the end", () => {
    const bins = byBin(samplePickList().lines).map((line) => line.bin);
    expect(bins).toEqual(["A-02-01", "A-02-03", "A-10-02", "B-01-04", "C-07-01", null]);
  });

  it("say for every line how many go into which order's slot", async () => {
    const [page = ""] = await pagesOf(pickLists([samplePickList()], "en"));
    expect(page).toContain("6 lines · 102 units");
    expect(page).toContain("A-02-01White metal lantern71053 · 501234567891091× 22× 7");
    expect(page).toContain("21 Nov 2026 · Urgent");
    expect(page).toContain("Gift wrap, no prices please");
  });

  it("refuse a line for an order that has no slot", async () => {
    await expect(pickLists([samplePickList({ orders: [] })], "en")).rejects.toThrow("no slot");
  });
});

describe("shipping labels", () => {
  it("hold one parcel a page with all of its address", async () => {
    const to = { ...sampleAddress, line1: "Unit ".repeat(40), line2: "Behind the old mill ".repeat(6), phone: null };
    const labels = [sampleLabel(), sampleLabel({ to, parcel: 2 })];
    const pages = await pagesOf(shippingLabels(labels, "en"));
    expect(pages).toHaveLength(2);
    for (const page of pages) expect(page).toContain("BS1 5TR");
    expect(pages[0]).toContain("JD00 0225 2123 4567 89");
    expect(pages[1]).toContain("Parcel 2 of 2");
  });

  it("show in black what the courier has to collect, in the currency's own decimals", async () => {
    const cashOnDelivery = { amount: 1500n, currency: "JPY" };
    const label = sampleLabel({
      from: sampleChineseShop,
      to: sampleChineseAddress,
      carrier: "顺丰速运",
      cashOnDelivery,
    });
    const [page = ""] = await pagesOf(shippingLabels([label], "zh-CN"));
    expect(page).toMatch(/货到付款JPY ¥1,500/);
  });

  it("print a tracking number that bars cannot hold as text", async () => {
    const [page = ""] = await pagesOf(shippingLabels([sampleLabel({ tracking: "自提001" })], "zh-CN"));
    expect(page).toContain("自提00 1");
  });
});

describe("invoices", () => {
  it("show lines, taxes, what was paid and what is due", async () => {
    const [page = ""] = await pagesOf(invoices([sampleInvoice()], "en"));
    for (const text of [
      "INV-2026-00431",
      "£0.001",
      "1,200",
      "£1.20",
      "−£5.60",
      "Total GBP£71.53",
      "Balance due£21.53",
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toContain("20%£47.11£9.42");
    expect(page).toContain("VAT no. GB 123 4567 89");
  });

  it("a paid receipt says so", async () => {
    const payments = [{ method: "支付宝", day: "2026-11-20", amount: 7153n }];
    const receipt = sampleInvoice({ kind: "receipt", shop: sampleChineseShop, currency: "CNY", payments });
    const [page = ""] = await pagesOf(invoices([receipt], "zh-CN"));
    expect(page).toContain("收据");
    expect(page).toContain("已付清¥0.00");
  });

  it("a credit note names the invoice it takes back and demands nothing", async () => {
    const note = sampleInvoice({ kind: "credit_note", corrects: "INV-2026-00400", payments: [] });
    const [page = ""] = await pagesOf(invoices([note], "en"));
    expect(page).toContain("INV-2026-00400");
    expect(page).toContain("Credited GBP");
    expect(page).not.toContain("Balance due");
  });

  it("a credit note over money alone has no units, and money that went back is told as that", async () => {
    const [first] = sampleInvoice().lines;
    if (!first) throw new Error("the sample has lines");
    const money = { discounts: [], shipping: 0n, taxes: [], total: 500n };
    const note = {
      kind: "credit_note",
      corrects: "INV-1",
      lines: [{ ...first, quantity: 0, amount: 500n }],
      payments: [],
    } as const;
    const [page = ""] = await pagesOf(invoices([sampleInvoice({ ...money, ...note })], "en"));
    expect(page).not.toContain("2.55");
    const back = { method: "Cash", day: "2026-11-22", amount: -500n } as const;
    const payments = [...sampleInvoice().payments, back];
    const [again = ""] = await pagesOf(invoices([sampleInvoice({ payments })], "en"));
    expect(again).toContain("Given back · Cash");
  });

  it("one that does not add up is not printed", async () => {
    await expect(invoices([sampleInvoice({ total: 7154n })], "en")).rejects.toThrow("does not add up");
    const exclusive = sampleInvoice({ taxIncluded: false });
    await expect(invoices([exclusive], "en")).rejects.toThrow("does not add up");
  });
});

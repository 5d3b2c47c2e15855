import fc from "fast-check";
import { Converter } from "opencc-js";
import { describe, expect, it } from "vitest";
import { taxOf } from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import { totalsOf } from "@/lib/orders/rules/totals";
import { Book, openingOf } from "./book";
import { countryCode } from "./countries";
import { addCounts, addUp } from "./counts";
import { type PurchasedLine, Purchases } from "./credits";
import { columnsByField, commonNames, orderFields } from "./fields";
import { fitTotals, type StatedOrder } from "./fit-totals";
import { Grouper } from "./groups";
import { sources } from "./sources";
import { normalName, suggestMapping } from "./suggest-mapping";
import { splitChineseAddress, unmasked } from "./zh-address";

const inTaiwan = Converter({ from: "cn", to: "tw" });

const stated = (changes: Partial<StatedOrder>): StatedOrder => ({
  currency: "CHF",
  lines: [{ unitPrice: "29.9", quantity: 2, discountMinor: 0n, taxable: true }],
  discountMinor: 0n,
  shippingMinor: 0n,
  subtotalMinor: null,
  taxMinor: null,
  shippingTaxMinor: null,
  totalMinor: null,
  pricesIncludeTax: null,
  ...changes,
});

/** What intake makes of a fitted order. */
function totalOf(order: StatedOrder): { total: bigint; tax: bigint } {
  const fitted = fitTotals(order);
  if (isRefusal(fitted)) throw new Error(fitted.code);
  const lines = order.lines.map((line, index) => ({ ...line, taxRate: fitted.lineRates[index] ?? "0" }));
  if (fitted.surchargeMinor > 0n) {
    const cents = fitted.surchargeMinor.toString().padStart(3, "0");
    lines.push({
      unitPrice: `${cents.slice(0, -2)}.${cents.slice(-2)}`,
      quantity: 1,
      discountMinor: 0n,
      taxable: false,
      taxRate: "0",
    });
  }
  const totals = totalsOf({
    currency: order.currency,
    pricesIncludeTax: fitted.pricesIncludeTax,
    lines,
    discountMinor: fitted.discountMinor,
    shippingMinor: order.shippingMinor,
    shippingTaxRate: fitted.shippingRate ?? "0",
  });
  if (isRefusal(totals)) throw new Error(totals.code);
  return { total: totals.totalMinor, tax: totals.taxMinor };
}

const grossOf = (line: { unitPrice: string; quantity: number }) =>
  BigInt(line.unitPrice.replace(".", "")) * BigInt(line.quantity);

describe("a channel's total", () => {
  it("is reached by a discount or a fee where its lines come to something else", () => {
    expect(fitTotals(stated({ totalMinor: 5000n }))).toMatchObject({ discountMinor: 980n, surchargeMinor: 0n });
    expect(fitTotals(stated({ totalMinor: 6000n }))).toMatchObject({ discountMinor: 0n, surchargeMinor: 20n });
  });

  it("holds its tax on top or inside, whichever adds up", () => {
    expect(fitTotals(stated({ taxMinor: 598n, totalMinor: 6578n }))).toMatchObject({
      pricesIncludeTax: false,
      lineRates: ["0.10"],
    });
    expect(fitTotals(stated({ taxMinor: 544n, totalMinor: 5980n }))).toMatchObject({
      pricesIncludeTax: true,
      lineRates: ["0.10"],
    });
  });

  it("is reached by a fee where its tax on top is more than rates below one can give", () => {
    const order = stated({ taxMinor: 6100n, totalMinor: 12_080n, pricesIncludeTax: false });
    expect(totalOf(order)).toEqual({ total: 12_080n, tax: 5980n });
    const large = { unitPrice: "3000000.01", quantity: 1, discountMinor: 0n, taxable: true };
    expect(totalOf(stated({ lines: [large], taxMinor: 8_765_433n, pricesIncludeTax: false })).total).toBe(308_765_434n);
  });

  it("has its tax on the larger lines where the smaller cannot hold their share", () => {
    const of = (unitPrice: string, taxable = true) => ({ unitPrice, quantity: 1, discountMinor: 0n, taxable });
    const lines = [of("97.56"), of("0.02"), of("0.02"), of("0.01", false)];
    expect(totalOf(stated({ lines, taxMinor: 1760n, pricesIncludeTax: true }))).toEqual({ total: 9761n, tax: 1760n });
  });

  it("and its tax come out to the last unit for any order within ten thousand", () => {
    const line = fc.record({
      unitPrice: fc
        .oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20 }))
        .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`),
      quantity: fc.integer({ min: 1, max: 5 }),
      discountMinor: fc.constant(0n),
      taxable: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.bigInt({ min: 0n, max: 2000n }),
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
        (lines, shippingMinor, percent, inclusive) => {
          const goods = lines.reduce((sum, each) => sum + grossOf(each), 0n);
          const taxable = lines.reduce((sum, each) => (each.taxable ? sum + grossOf(each) : sum), 0n);
          const taxMinor = (taxable * BigInt(percent)) / BigInt(100 + (inclusive ? percent : 0));
          const totalMinor = goods + shippingMinor + (inclusive ? 0n : taxMinor);
          const order = stated({
            lines,
            shippingMinor,
            taxMinor,
            totalMinor,
            pricesIncludeTax: inclusive,
            shippingTaxMinor: 0n,
          });
          // Lines of a cent each hold no tax at a rate below one, whatever they come to together.
          const most = [...lines.map((each) => (each.taxable ? grossOf(each) : 0n)), shippingMinor]
            .map((part) => taxOf(part, "0.999999", inclusive))
            .reduce((sum, part) => sum + part, 0n);
          expect(totalOf(order)).toEqual({ total: totalMinor, tax: taxMinor < most ? taxMinor : most });
        },
      ),
    );
  });
});

const at = (day: number) => new Date(Date.UTC(2011, 0, day));
const bought = (changes: Partial<PurchasedLine>): PurchasedLine & { customerId: string } => ({
  customerId: "c",
  orderId: "o1",
  lineId: "l1",
  sku: "A",
  placedAt: at(1),
  position: 1,
  unitsLeft: 10,
  amountLeft: 1000n,
  ...changes,
});
const credit = (quantity: number, unitPrice: string, day = 9) => ({
  externalId: "C1",
  currency: "GBP",
  issuedAt: at(day),
  customer: { externalKey: "k", name: "K" },
  country: "GB",
  lines: [{ row: 2, kind: "product" as const, sku: "A", title: "A", quantity, unitPrice }],
});

describe("a credit", () => {
  it("goes to the latest purchase first and stands alone for the rest", () => {
    const purchases = new Purchases(
      [bought({}), bought({ orderId: "o2", lineId: "l2", placedAt: at(5), unitsLeft: 4, amountLeft: 400n })],
      new Map([
        ["o1", { paymentId: "p1", left: 1000n }],
        ["o2", { paymentId: "p2", left: 400n }],
      ]),
    );
    const [line] = purchases.match(credit(20, "1.00"), "c");
    expect(line).toMatchObject({
      parts: [
        { orderId: "o2", lineId: "l2", units: 4, amountMinor: 400n },
        { orderId: "o1", lineId: "l1", units: 10, amountMinor: 1000n },
      ],
      aloneUnits: 6,
      aloneMinor: 600n,
    });
    expect(purchases.match(credit(1, "1.00"), "c")[0]?.parts).toEqual([]);
  });

  it("is not matched to what was bought later, by somebody else, or as something else", () => {
    const purchases = new Purchases([bought({ placedAt: at(20) })], new Map([["o1", { paymentId: "p", left: 1000n }]]));
    expect(purchases.match(credit(1, "1.00"), "c")[0]?.parts).toEqual([]);
    expect(purchases.match(credit(1, "1.00", 25), "d")[0]?.parts).toEqual([]);
    expect(purchases.match(credit(1, "1.00", 25), null)[0]?.parts).toEqual([]);
  });

  it("never gives back more than the line cost or the payment holds; the rest stands alone", () => {
    const purchases = new Purchases(
      [bought({ unitsLeft: 2, amountLeft: 100n })],
      new Map([["o1", { paymentId: "p", left: 70n }]]),
    );
    const [line] = purchases.match(credit(2, "3.00"), "c");
    expect(line).toMatchObject({ parts: [{ units: 2, amountMinor: 70n }], aloneUnits: 0, aloneMinor: 530n });
  });

  it("adds up in every case", () => {
    const line = fc.record({
      unitsLeft: fc.integer({ min: 0, max: 9 }),
      amountLeft: fc.bigInt({ min: 0n, max: 900n }),
      placedAt: fc.integer({ min: 1, max: 12 }).map(at),
    });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 300 }),
        (lines, units, cents) => {
          const all = lines.map((each, index) => bought({ ...each, lineId: `l${index}`, orderId: `o${index % 2}` }));
          const payments = new Map(["o0", "o1"].map((id) => [id, { paymentId: id, left: 500n }]));
          const [matched] = new Purchases(all, payments).match(credit(units, (cents / 100).toFixed(2)), "c");
          if (!matched) throw new Error("no line");
          const taken = matched.parts.reduce(
            (sum, part) => ({ units: sum.units + part.units, amount: sum.amount + part.amountMinor }),
            {
              units: 0,
              amount: 0n,
            },
          );
          expect(taken.units + matched.aloneUnits).toBe(units);
          expect(taken.amount + matched.aloneMinor).toBe(matched.amountMinor);
          for (const part of matched.parts) {
            const of = all.find((each) => each.lineId === part.lineId);
            expect(part.units).toBeLessThanOrEqual(of?.unitsLeft ?? 0);
            expect(part.amountMinor <= (of?.amountLeft ?? 0n)).toBe(true);
          }
          for (const order of ["o0", "o1"]) {
            const given = matched.parts
              .filter((part) => part.orderId === order)
              .reduce((sum, part) => sum + part.amountMinor, 0n);
            expect(given <= 500n).toBe(true);
          }
        },
      ),
    );
  });
});

describe("a whole book", () => {
  it("opens with as many units as it ever lacks", () => {
    const book = new Book();
    const order = (quantity: number) => ({
      orders: [
        {
          paymentMethod: "bank_transfer" as const,
          placedAt: at(1).toISOString(),
          lines: [{ sku: "A", quantity, unitPrice: "2" }],
        },
      ],
      credits: [],
      writeOffs: [],
    });
    for (const each of [order(5), { orders: [], credits: [credit(4, "2")], writeOffs: [] }, order(7)]) {
      book.add({
        ...each,
        orders: each.orders.map((one) => ({
          ...one,
          lines: one.lines.map((line) => ({ kind: "product" as const, ...line })),
        })),
      });
    }
    book.add({
      orders: [],
      credits: [],
      writeOffs: [{ externalId: "1", at: at(3), lines: [{ row: 1, sku: "A", quantity: 1, note: "" }] }],
    });
    const item = book.items.get("A");
    expect(item && openingOf(item)).toBe(9);
    expect(item?.unitPrice).toBe("2");
  });
});

describe("rows of one order", () => {
  const row = (number: number, key: string) => ({ number, cells: [key] });

  it("come out together, in the order in which orders began, the same whatever pieces they are read in", () => {
    const rows = Array.from({ length: 4000 }, (_, index) =>
      row(index + 1, `k${Math.floor(index / 3) + (index % 3 === 2 ? 1 : 0)}`),
    );
    const whole = new Grouper();
    const first = [...whole.push(rows, (each) => each.cells[0] ?? ""), ...whole.finish()];
    const cut = new Grouper();
    const second = [];
    for (let from = 0; from < rows.length; from += 77)
      second.push(...cut.push(rows.slice(from, from + 77), (each) => each.cells[0] ?? ""));
    second.push(...cut.finish());
    expect(second).toEqual(first);
    expect(first.reduce((sum, group) => sum + group.rowCount, 0)).toBe(4000);
    expect(new Set(first.map((group) => group.key)).size).toBe(first.length);
  });

  it("that name no order stay alone", () => {
    const grouper = new Grouper();
    const groups = [...grouper.push([row(1, ""), row(2, "")], (each) => each.cells[0] ?? ""), ...grouper.finish()];
    expect(groups.map((group) => group.rows.length)).toEqual([1, 1]);
  });
});

describe("columns", () => {
  it("have one meaning each, and no name stands for two in one source", () => {
    for (const { names } of sources) {
      const all = Object.values(names).flat();
      expect(new Set(all).size, all.filter((name, index) => all.indexOf(name) !== index).join()).toBe(all.length);
    }
    expect(new Set(orderFields).size).toBe(orderFields.length);
  });

  it("are guessed for any table, surest first, each meaning once", () => {
    const generic = sources.at(-1);
    if (!generic) throw new Error("no source");
    const found = suggestMapping(generic, [
      "Order No.",
      "Created_At",
      "My SKU code",
      "QTY",
      "Unit Price",
      "Price",
      "Qty",
    ]);
    expect(Object.fromEntries(found)).toEqual({
      0: { field: "number", confidence: "likely" },
      1: { field: "placedAt", confidence: "likely" },
      2: { field: "sku", confidence: "guess" },
      3: { field: "quantity", confidence: "likely" },
      4: { field: "unitPrice", confidence: "likely" },
    });
    expect(Object.fromEntries(suggestMapping(generic, ["name", "item"]))).toMatchObject({
      0: { field: "customerName" },
      1: { field: "title" },
    });
    const taiwanese = suggestMapping(generic, [
      "訂單編號",
      "訂單成立時間",
      "商品名稱",
      "數量",
      "收件人姓名",
      "郵遞區號",
      "物流單號",
    ]);
    expect(Object.values(Object.fromEntries(taiwanese)).map(({ field }) => field)).toEqual([
      "number",
      "placedAt",
      "title",
      "quantity",
      "shipName",
      "postcode",
      "trackingNumber",
    ]);
    const names = Object.values(commonNames).flat();
    expect(names.filter((name) => normalName(inTaiwan(name)) !== normalName(name))).toEqual([]);
    expect(columnsByField({ "4": "sku", "1": "sku" }).get("sku")).toBe(1);
  });
});

describe("counts", () => {
  it("add up or say so", () => {
    const counts = addCounts({ rows: 3, orderLines: 2 }, { refusedRows: 1, skippedRows: 0 });
    expect(counts).toEqual({ rows: 3, orderLines: 2, refusedRows: 1 });
    expect(addUp(counts)).toBe(true);
    expect(addUp({ ...counts, rows: 4 })).toBe(false);
  });
});

describe("places", () => {
  it("have a code where they are a country", () => {
    expect(
      ["EIRE", "RSA", "United Kingdom", "de", "中国", "Channel Islands", "European Community", "Unspecified", ""].map(
        countryCode,
      ),
    ).toEqual(["IE", "ZA", "GB", "DE", "CN", "", "", "", ""]);
  });

  it("in China are taken apart with blanks or without", () => {
    const parts = { region: "浙江省", city: "杭州市", district: "西湖区", line1: "文三路1号" };
    expect(splitChineseAddress("浙江省 杭州市 西湖区 文三路1号")).toEqual(parts);
    expect(splitChineseAddress("浙江省杭州市西湖区文三路1号")).toEqual(parts);
    expect(splitChineseAddress("上海市上海市浦东新区张江路88弄")).toEqual({
      region: "上海市",
      city: "上海市",
      district: "浦东新区",
      line1: "张江路88弄",
    });
    expect(splitChineseAddress("Somewhere 5")).toEqual({ region: "", city: "", district: "", line1: "Somewhere 5" });
    expect(["##密文", "$$x", "138****1234", "王小明"].map(unmasked)).toEqual(["", "", "", "王小明"]);
  });
});

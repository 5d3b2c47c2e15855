import { createReadStream, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { beforeAll, describe, expect, it, test } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { addStock, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { checkImport } from "./check-import";
import { configureImport } from "./commands/configure-import";
import { discardImport } from "./commands/discard-import";
import { editImportRow } from "./commands/edit-import-row";
import { mapColumns } from "./commands/map-columns";
import { startCheck } from "./commands/start-check";
import { startRun } from "./commands/start-run";
import { startUndo } from "./commands/start-undo";
import { findImport, type ImportDetail, listProblems } from "./queries";
import { runImport } from "./run-import";
import { storeFile } from "./store-file";
import { undoImport } from "./undo-import";

const samples = path.resolve("../shared/data/platform-orders");
const book = path.resolve("../shared/data/online-retail.csv.gz");
const present = existsSync(samples) && existsSync(book);
if (!present) process.stdout.write("../shared/data is absent: the files of real shops are not imported.\n");

let owner: Actor;

beforeAll(async () => {
  owner = (await makeShop({ currency: "GBP", timeZone: "Europe/London" })).actor;
});

const sql = () => connection().sql;

async function upload(name: string, bytes: string | Uint8Array, source?: string): Promise<string> {
  const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const stored = await storeFile(
    owner,
    { name, source },
    (async function* () {
      for (let at = 0; at < data.length; at += 64_000) yield data.subarray(at, at + 64_000);
    })(),
  );
  return must(stored).number;
}

async function detail(number: string): Promise<ImportDetail> {
  const found = await findImport(sql(), number);
  if (!found) throw new Error(`${number} is gone`);
  return found;
}

async function checked(number: string): Promise<ImportDetail> {
  const { id } = must(await run(startCheck, owner, { number }));
  await checkImport(id);
  return detail(number);
}

async function imported(number: string, hooks: Parameters<typeof runImport>[1] = {}): Promise<ImportDetail> {
  const { id } = must(await run(startRun, owner, { number }));
  await runImport(id, hooks);
  return detail(number);
}

async function undone(number: string): Promise<ImportDetail> {
  const { id } = must(await run(startUndo, owner, { number }));
  await undoImport(id);
  return detail(number);
}

async function ordersOf(number: string) {
  return sql()`
    select o.number, o.external_id, o.stage, o.total_minor::text as total, o.paid_minor::text as paid, o.refunded_minor::text as refunded
    from orders o join imports i on i.id = o.import_id where i.number = ${number} order by o.number`;
}

const table = "order,date,sku,item,qty,price,status,name,phone,street,city,postcode,country\n";
const row = (order: string, changes: { sku?: string; qty?: string; price?: string; status?: string } = {}) => {
  const { sku = "MUG-1", qty = "1", price = "12.50", status = "paid" } = changes;
  return `${order},2026-11-02 10:00,${sku},Mug,${qty},${price},${status},Ada Pemberton,0113 496 0000,1 High Street,Leeds,LS1 1AA,GB\n`;
};

describe("a file", () => {
  beforeAll(async () => {
    await makeVariant({ sku: "MUG-1", price: "12.50", currency: "GBP" });
    await addStock("MUG-1", 1000);
  });

  it("is checked without writing anything, and then comes in as it was checked", async () => {
    const number = await upload(
      "orders.csv",
      table + row("F-1") + row("F-1", { sku: "mug-1", qty: "2" }) + row("F-2", { sku: "NEW-9" }),
    );
    const check = await checked(number);
    expect(check).toMatchObject({ status: "checked", source: "generic" });
    expect(check.checkCounts).toMatchObject({ rows: 3, orders: 2, orderLines: 3, unknownItems: 1 });
    expect(await ordersOf(number)).toEqual([]);

    const result = await imported(number);
    expect(result.status).toBe("done");
    expect(result.counts).toMatchObject({ rows: 3, orders: 2, orderLines: 3, "sales:GBP": 5000 });
    expect(
      (await sql()`select review from orders where external_id = 'F-1'`)[0]?.review.checks.filter(
        (check: { result: string }) => check.result !== "pass",
      ),
    ).toEqual([]);
    expect(await ordersOf(number)).toMatchObject([
      { external_id: "F-1", stage: "ready", total: "3750", paid: "3750" },
      { external_id: "F-2", stage: "review", total: "1250" },
    ]);
    expect(await brokenRows()).toEqual([]);
  });

  it("creates nothing the second time, and says which import it was", async () => {
    const text = table + row("S-1") + row("S-2");
    const first = await imported(await upload("a.csv", text));
    const number = await upload("b.csv", text);
    expect((await detail(number)).sameFile).toBe(first.number);
    const again = await imported(number);
    expect(again.counts).toMatchObject({ rows: 2, skippedRows: 2, skippedOrders: 2 });
    expect(again.counts.orders).toBeUndefined();
    expect(await ordersOf(number)).toEqual([]);
  });

  it("leaves nothing of an order with a bad row, and takes the others", async () => {
    const text = table + row("B-1") + row("B-2") + row("B-2", { qty: "0" }) + row("B-3", { price: "-0.01" });
    const number = await upload("bad.csv", text);
    const check = await checked(number);
    expect(check.checkCounts).toMatchObject({ rows: 4, orders: 1, refusedOrders: 2, refusedRows: 3 });
    const { rows } = await listProblems(check.id, "refused", 0);
    expect(
      rows.map(({ rowNumber, code, field, facts }) => ({
        rowNumber,
        code,
        field,
        value: facts.value ?? null,
        because: facts.because ?? null,
      })),
    ).toEqual([
      { rowNumber: 3, code: "order_refused", field: "", value: null, because: 4 },
      { rowNumber: 4, code: "quantity_not_positive", field: "quantity", value: "0", because: null },
      { rowNumber: 5, code: "price_negative", field: "unitPrice", value: "-0.01", because: null },
    ]);
    expect((await imported(number)).counts).toMatchObject({ rows: 4, orderLines: 1, refusedRows: 3 });
    expect(await ordersOf(number)).toHaveLength(1);
  });

  it("is mended in place: a corrected row comes in, the file stays as it is", async () => {
    const number = await upload("mend.csv", table + row("M-1", { qty: "two" }));
    const before = await checked(number);
    expect(before.checkCounts).toMatchObject({ refusedRows: 1 });
    must(await run(editImportRow, owner, { number, row: 2, cells: { "4": "2" } }));
    await checkImport(before.id);
    expect((await detail(number)).checkCounts).toMatchObject({ orders: 1, orderLines: 1 });
    expect((await imported(number)).counts["sales:GBP"]).toBe(2500);
    expect(await run(editImportRow, owner, { number, row: 2, cells: { "4": "3" } })).toMatchObject({ ok: false });
  });

  it("remembers what its columns mean for the next file with the same ones", async () => {
    const text = "a,b,c,d,e\nR-1,2026-11-02,MUG-1,1,5\n";
    const number = await upload("odd.csv", text);
    expect(await run(startCheck, owner, { number })).toMatchObject({ ok: false, refusal: { code: "columns_missing" } });
    const mapping = { "0": "number", "1": "placedAt", "2": "sku", "3": "quantity", "4": "unitPrice" };
    const { id } = must(await run(mapColumns, owner, { number, mapping }));
    await checkImport(id);
    expect((await detail(number)).checkCounts).toMatchObject({ orders: 1 });
    expect((await detail(await upload("odd-2.csv", text.replace("R-1", "R-2")))).mapping).toEqual(mapping);
  });

  it("updates who and where while nothing has left, and refuses other items", async () => {
    const base = table + row("U-1") + row("U-2");
    await imported(await upload("u1.csv", base));
    const number = await upload(
      "u2.csv",
      base.replace("1 High Street", "9 Low Lane").replace(/(U-2.*),1,12.50/, "$1,3,12.50"),
    );
    const after = await imported(number);
    expect(after.counts).toMatchObject({ updatedOrders: 1, updatedRows: 1, refusedRows: 1 });
    const [order] = await sql()`select ship_to ->> 'line1' as line1 from orders where external_id = 'U-1'`;
    expect(order?.line1).toBe("9 Low Lane");
    expect((await listProblems(after.id, "refused", 0)).rows[0]?.code).toBe("items_differ");
  });

  it("that nobody can read says why, and can be read another way", async () => {
    const number = await upload("photo.csv", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6, 7, 8]));
    expect(await detail(number)).toMatchObject({ status: "failed", error: "not_a_table" });
    must(await run(discardImport, owner, { number }));
    expect(await findImport(sql(), number)).toBeNull();
    const none = await upload("none.csv", table);
    expect(await checked(none)).toMatchObject({ status: "failed", error: "no_rows" });

    const mixed = await upload("mixed.csv", `Title of the export\n${table}${row("W-1")}`);
    const { source, options } = await detail(mixed);
    const again = await run(configureImport, owner, {
      number: mixed,
      source,
      ...options,
      headerRow: 2,
      delimiter: ",",
    });
    expect(must(again).number).toBe(mixed);
    expect((await detail(mixed)).format.header[0]).toBe("order");
  });

  it("may be imported by those who take orders and undone by those who answer for it", async () => {
    const support = (await hire("support")).actor;
    const viewer = (await hire("viewer")).actor;
    const number = await upload("who.csv", table + row("P-1"));
    expect(await run(startRun, viewer, { number })).toMatchObject({ refusal: { code: "forbidden" } });
    const { id } = must(await run(startRun, support, { number }));
    await runImport(id);
    expect(await run(startUndo, support, { number })).toMatchObject({ refusal: { code: "forbidden" } });
    expect((await undone(number)).status).toBe("undone");
  });
});

describe("undoing", () => {
  it("gives everything back by new entries, and lets the same file in again", async () => {
    const level = async () =>
      (
        await sql()`select on_hand, reserved from stock_levels l join variants v on v.id = l.variant_id where v.sku = 'MUG-1'`
      )[0];
    const before = await level();
    const text = table + row("Z-1", { qty: "5" }) + row("Z-2", { status: "delivered" });
    const first = await imported(await upload("z.csv", text));
    const events = await sql()`select count(*)::int as n from order_events`;
    const after = await undone(first.number);
    expect(after.undo).toMatchObject({ phase: "done", orders: 2, kept: 0 });
    const orders = await ordersOf(first.number);
    expect(orders).toMatchObject([
      { external_id: null, stage: "cancelled", total: "0", paid: "1250", refunded: "1250" },
      { external_id: null, stage: "cancelled", total: "0", paid: "6250", refunded: "6250" },
    ]);
    expect(await level()).toEqual(before);
    expect((await sql()`select count(*)::int as n from order_events`)[0]?.n).toBeGreaterThan(events[0]?.n);
    expect(await brokenRows()).toEqual([]);
    expect((await imported(await upload("z.csv", text))).counts).toMatchObject({ orders: 2 });
  });

  it("is refused whole when one of its orders has gone on, and names it", async () => {
    const found = await imported(await upload("moved.csv", table + row("V-1") + row("V-2")));
    const [one] = await ordersOf(found.number);
    must(await run(cancelOrder, owner, { number: one?.number, reason: "customer_request" }));
    const refused = await run(startUndo, owner, { number: found.number });
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: "import_has_moved", facts: { count: 1, orders: [one?.number] } },
    });
    expect((await detail(found.number)).status).toBe("done");
  });
});

/** The first rows of the book, without unpacking the rest. */
async function bookRows(rows: number): Promise<Uint8Array> {
  const lines: Buffer[] = [];
  let left = rows + 1;
  for await (const chunk of createReadStream(book).pipe(createGunzip())) {
    let end = -1;
    while (left > 0) {
      const next = chunk.indexOf(10, end + 1);
      if (next === -1) break;
      end = next;
      left -= 1;
    }
    lines.push(left === 0 ? chunk.subarray(0, end + 1) : chunk);
    if (left === 0) break;
  }
  return Buffer.concat(lines);
}

/** What the rows add up to, counted apart from the import. */
function tally(bytes: Uint8Array) {
  const sums = { rows: 0, orderLines: 0, creditLines: 0, writeOffRows: 0, refusedRows: 0, sales: 0n, credits: 0n };
  const orders = new Set<string>();
  const credits = new Set<string>();
  for (const line of new TextDecoder().decode(bytes).trimEnd().split("\n").slice(1)) {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, "")) ?? [];
    const [invoice = "", , , quantity = "", , price = ""] = cells;
    const [whole = "0", fraction = ""] = price.split(".");
    const amount = BigInt(quantity) * BigInt(whole + fraction.padEnd(3, "0"));
    sums.rows += 1;
    if (invoice.startsWith("A")) sums.refusedRows += 1;
    else if (invoice.startsWith("C")) {
      sums.creditLines += 1;
      sums.credits -= amount;
      credits.add(invoice);
    } else if (quantity.startsWith("-")) sums.writeOffRows += 1;
    else {
      sums.orderLines += 1;
      sums.sales += amount;
      orders.add(invoice);
    }
  }
  return { ...sums, orders: orders.size, creditNotes: credits.size };
}

describe.runIf(present)("the Online Retail book", () => {
  // The whole book takes minutes: IMPORT_ROWS=541909 asks for it.
  const ROWS = Number(process.env.IMPORT_ROWS ?? 20_000);

  it(
    "reconciles to the row after a run that was killed half-way, and comes back out without a trace in stock or sales",
    async () => {
      const bytes = await bookRows(ROWS);
      const expected = tally(bytes);
      const number = await upload("book.csv", bytes);
      expect((await detail(number)).source).toBe("online-retail");
      const check = await checked(number);
      expect(check.checkCounts).toMatchObject({
        rows: ROWS,
        orders: expected.orders,
        creditNotes: expected.creditNotes,
      });

      const stop = new AbortController();
      const { id } = must(await run(startRun, owner, { number }));
      await runImport(id, { signal: stop.signal, onProgress: () => stop.abort() });
      const half = await detail(number);
      expect(half.status).toBe("running");
      expect(half.rowsDone).toBeGreaterThan(0);
      expect(half.rowsDone).toBeLessThan(ROWS);
      await Promise.all([runImport(id), runImport(id)]);

      const { counts, status } = await detail(number);
      expect(status).toBe("done");
      expect(counts).toMatchObject({
        rows: ROWS,
        orders: expected.orders,
        orderLines: expected.orderLines,
        creditNotes: expected.creditNotes,
        creditLines: expected.creditLines,
        writeOffRows: expected.writeOffRows,
        "sales:GBP": Number(expected.sales / 10n),
        "credits:GBP": Number(expected.credits / 10n),
      });
      expect(counts["creditsMatched:GBP"]).toBeGreaterThan(0);
      const [ledger] = await sql()`
      select (sum(e.amount_minor) filter (where e.kind = 'sale'))::text as sold,
             (-sum(e.amount_minor) filter (where e.kind = 'refund'))::text as credited, sum(e.order_delta)::int as orders
      from sales_entries e join channels c on c.id = e.channel_id where c.code = 'wholesale'`;
      expect(ledger).toMatchObject({
        sold: `${expected.sales / 10n}`,
        credited: `${expected.credits / 10n}`,
        orders: expected.orders,
      });
      const [written] = await sql()`
      select (select count(*)::int from order_lines l join orders o on o.id = l.order_id join channels c on c.id = o.channel_id where c.code = 'wholesale') as lines,
             (select count(*)::int from credit_note_lines) as "creditLines",
             (select count(*)::int from stock_movements where reason = 'write_off') as "writeOffs",
             (select min(on_hand)::int from stock_levels) as lowest`;
      expect(written).toMatchObject({
        lines: expected.orderLines,
        creditLines: expected.creditLines,
        writeOffs: expected.writeOffRows,
      });
      expect(await brokenRows()).toEqual([]);

      const again = await imported(await upload("book-again.csv", bytes));
      expect(again.counts).toEqual({
        rows: ROWS,
        skippedRows: ROWS,
        skippedOrders: expected.orders + expected.creditNotes + expected.writeOffRows,
      });

      await undone(number);
      expect((await detail(number)).status).toBe("undone");
      const [left] = await sql()`
      select sum(amount_minor)::text as net, sum(order_delta)::int as orders from sales_entries e join channels c on c.id = e.channel_id where c.code = 'wholesale'`;
      expect(left).toEqual({ net: "0", orders: 0 });
      const [shelf] = await sql()`
      select coalesce(sum(l.on_hand), 0)::int as units from stock_levels l join variants v on v.id = l.variant_id where v.sku <> 'MUG-1'`;
      expect(shelf?.units).toBe(0);
      expect(await brokenRows()).toEqual([]);
    },
    180_000 + ROWS * 4,
  );
});

describe("a wholesale book", () => {
  it("takes back what had cost nothing: goods return, no money does, and all of it still adds up", async () => {
    const head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    const number = await upload(
      "little.csv",
      `${head}700001,90001,PAPER CHAIN,6,2011-01-04 10:00:00,2.5,17001,United Kingdom\n` +
        "700001,90002,GIFT TAG,4,2011-01-04 10:00:00,0,17001,United Kingdom\n" +
        "C700002,90002,GIFT TAG,-3,2011-01-05 10:00:00,0,17001,United Kingdom\n" +
        "C700003,90002,GIFT TAG,-1,2011-01-06 10:00:00,0,17001,United Kingdom\n",
      "online-retail",
    );
    const { counts } = await imported(number);
    expect(counts).toMatchObject({ orders: 1, creditNotes: 2, creditLines: 2 });
    const [line] = await sql()`
      select l.returned, l.restocked, l.refunded from order_lines l join orders o on o.id = l.order_id
      where o.external_id = '700001' and l.sku = '90002'`;
    expect(line).toEqual({ returned: 4, restocked: 4, refunded: 0 });
    expect(await brokenRows()).toEqual([]);
  });
});

describe.runIf(present)("files of the shops themselves", () => {
  test.each([
    ["shopify/orders_export_sample_30col.csv", { rows: 4, orders: 3, orderLines: 4, "sales:CHF": 11485 }],
    ["woocommerce/rest_order_v3_docs_example.json", { rows: 2, orders: 1, orderLines: 2, "sales:USD": 2935 }],
    ["pinduoduo/orders_export_23col_one_row.csv", { rows: 1, orders: 1, orderLines: 1, "sales:CNY": 1780 }],
    ["douyin/orders_export_21col_one_row.csv", { rows: 1, orders: 1, orderLines: 1, "sales:CNY": 1590 }],
  ])("%s comes in from its own columns", async (file, counts) => {
    const found = await imported(await upload(path.basename(file), readFileSync(path.join(samples, file))));
    expect(found.status).toBe("done");
    expect(found.counts).toMatchObject(counts);
    expect(await brokenRows()).toEqual([]);
    expect((await undone(found.number)).status).toBe("undone");
    expect(await brokenRows()).toEqual([]);
  });
});

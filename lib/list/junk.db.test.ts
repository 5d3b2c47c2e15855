import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/actor";
import { productList } from "@/lib/catalog/list-spec";
import { listProducts } from "@/lib/catalog/queries/list-products";
import { inboxList } from "@/lib/channels/list-spec";
import { listDeliveries } from "@/lib/channels/queries";
import { customerList } from "@/lib/customers/list-spec";
import { listCustomers } from "@/lib/customers/queries/list-customers";
import { exceptionList } from "@/lib/exceptions/list-spec";
import { listExceptions } from "@/lib/exceptions/queries/list-exceptions";
import { queueTabs } from "@/lib/fulfilment/list-spec";
import { listOrdersToPick, listShipments } from "@/lib/fulfilment/queries/queue";
import { importList } from "@/lib/imports/list-spec";
import { listImports } from "@/lib/imports/queries";
import { movementList, stockList, warningList } from "@/lib/inventory/list-spec";
import { listMovements } from "@/lib/inventory/queries/list-movements";
import { listStock } from "@/lib/inventory/queries/list-stock";
import { listWarnings } from "@/lib/inventory/queries/list-warnings";
import { orderList } from "@/lib/orders/list-spec";
import { countOrders, listOrders } from "@/lib/orders/queries/list-orders";
import { findTyped } from "@/lib/orders/search-condition";
import { listRefunds } from "@/lib/payments/queries/list-refunds";
import { refundList } from "@/lib/payments/refund-list-spec";
import { readReportParams } from "@/lib/reports/params";
import { listOrdersBehind } from "@/lib/reports/queries/list-orders-behind";
import { readPeriod } from "@/lib/reports/rules/period";
import { search } from "@/lib/search/search";
import { makeShop } from "@/lib/testing/factories";
import { type ListSpec, type ListState, readList, type SearchParams } from "./params";

const id = "01890a5d-ac96-774b-bcce-b302099a8057";
const key = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
const keys = [
  key("99:99", id),
  key("2026-02-30 00:00:00+00", id),
  key("0000-01-01 00:00:00+00", id),
  key("2026-02-30", id),
  key("99999999999999999999", id),
  key("99999999999999999999", "99999999999999999999"),
  key("2026-03-14 08:12:33+00", "-".repeat(36)),
  key("1", "-".repeat(36)),
  key(1, null),
  key({}, []),
  "infinity~CH-1",
  "2026-02-30 00:00:00+00~CH-1",
];
const texts = ["\ud800", "a\0b", "\u202e", "%", "\\", "'", "9".repeat(200), "-1", "1e400", "中文", "０".repeat(40)];
const days = [
  "0000-01-01..",
  "2026-02-30..",
  "9999-12-31..9999-12-31",
  "..2199-12-31",
  "1900-01-01..",
  "today..",
  "..",
];
const ranges = ["0..", `${"9".repeat(15)}.999999..`, "..0.000001", `${"9".repeat(16)}..`, "1..0", "1e3..", "-1.."];
const ids = [id, "-".repeat(36), id.toUpperCase(), "me", "none"];
const junk = [...keys, ...texts, ...days, ...ranges, ...ids];

const day = "2026-11-21";
const now = new Date("2026-11-21T04:00:00Z");
let actor: Actor;
let context: Parameters<typeof listOrders>[1];

beforeAll(async () => {
  actor = (await makeShop()).actor;
  context = { timeZone: "Asia/Shanghai", today: day, currency: "CNY", staffId: id, language: "zh-CN", now };
});

/** Every parameter that the list knows, one after the other, with junk in it, in each tab and sort. */
function* addresses(spec: ListSpec): Generator<SearchParams> {
  const names = ["q", "after", "before", "columns", "tab", "sort", "peek", ...Object.keys(spec.filters ?? {})];
  for (const name of names) for (const value of junk) yield { [name]: value };
  for (const sort of [...(spec.sorts ?? []), ...(spec.sorts ?? []).map((each) => `-${each}`)]) {
    for (const value of keys) {
      yield { sort, after: value };
      yield { sort, before: value };
    }
  }
}

const place = { id, isFirst: true };
const shop = { language: "en", today: day, currency: "CNY" };
const lists: [string, ListSpec, (state: ListState) => Promise<unknown>][] = [
  ["orders", orderList, (state) => Promise.all([listOrders(state, context), countOrders(state, context)])],
  ["customers", customerList, (state) => listCustomers(actor, state)],
  ["products", productList, (state) => listProducts(actor, state, shop)],
  ["stock", stockList, (state) => listStock(actor, state, shop)],
  ["warnings", warningList, (state) => listWarnings(actor, state, shop)],
  ["movements", movementList, (state) => listMovements(actor, id, state)],
  ["refunds", refundList, (state) => listRefunds(actor, state)],
  ["deliveries", inboxList, (state) => listDeliveries(actor, state)],
  ["exceptions", exceptionList, (state) => listExceptions(actor, state, { now })],
  ["imports", importList, (state) => listImports(actor, state)],
];

describe("junk in a list's address shows a list", () => {
  it.each(lists)("%s", async (_name, spec, list) => {
    for (const params of addresses(spec)) {
      await expect(list(readList(spec, params)), JSON.stringify(params)).resolves.toBeDefined();
    }
  });

  it("the warehouse's queue", async () => {
    for (const after of junk) {
      await listOrdersToPick("ready", place, now, after);
      await listOrdersToPick("backordered", place, now, after);
      for (const tab of queueTabs) {
        if (tab === "packing" || tab === "shipped" || tab === "underway") {
          await listShipments(tab, id, { now, since: now, after });
        }
      }
    }
  });

  it("the orders behind a figure", async () => {
    for (const name of ["period", "compare", "by", "channel", "country", "currency", "measure", "item"]) {
      for (const value of junk) {
        const { measure = "items", currency = "CNY", ...params } = readReportParams({ [name]: value });
        const { range } = readPeriod(params, day);
        const { channel, country, item } = params;
        const filter = { channel, country, ...(item ? { item } : {}) };
        const page = { after: value, before: "" };
        await listOrdersBehind(actor, { range, measure, currency, ...filter }, page, "en");
      }
    }
  });

  it("the search box", async () => {
    const language = { actor, language: "en", currency: "CNY", stageName: (stage: string) => stage };
    for (const q of junk.filter((text) => !text.includes("\0"))) {
      await search(q, language);
      await findTyped(q);
    }
  });
});

import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { returnSlips } from "@/lib/documents/return-slip";
import { returnSlipOf } from "@/lib/documents/return-slip-query";
import { readPdf } from "@/lib/documents/testing/read-pdf";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { readList } from "@/lib/list/params";
import { search } from "@/lib/search/search";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import type { TestPerson } from "@/lib/testing/people";
import { inspectReturn } from "../commands/inspect-return";
import { receiveReturn } from "../commands/receive-return";
import { refundReturn } from "../commands/refund-return";
import { requestReturn } from "../commands/request-return";
import { shipReturn } from "../commands/ship-return";
import { returnList } from "../list-spec";
import { getReturn } from "./get-return";
import { countReturns, listReturns } from "./list-returns";

let owner: Actor;
let person: TestPerson;
const sku = "LISTED-1";
const rmas: string[] = [];
let order = "";
const now = new Date();

beforeAll(async () => {
  person = await makeShop();
  owner = person.actor;
  await makeVariant({ sku, price: "10.00" });
  await addStock(sku, 20);
  for (const [index, reason] of (["late", "damaged", "not_wanted", "other"] as const).entries()) {
    const { number } = await makeOrder([{ sku, quantity: 1 }], { paid: { amount: "10.00" }, shipping: "0.00" });
    must(await run(shipOrder, owner, { number, trackingNumber: `L${number}` }));
    const lines = [{ line: 1, quantity: 1, reason }];
    const at = new Date(now.getTime() - (4 - index) * 60_000);
    rmas.push(must(await run(requestReturn, owner, { number, lines, approve: index > 0 }, { now: at })).rma);
    order = number;
  }
  must(await run(shipReturn, owner, { rma: rmas[1] ?? "", trackingNumber: "BACK-77" }));
  for (const rma of rmas.slice(2)) {
    must(await run(receiveReturn, owner, { rma, lines: [{ line: 1, quantity: 1 }], location: "MAIN" }));
  }
  const found = [{ line: 1, quantity: 1, condition: "opened", disposition: "restock" }];
  must(await run(inspectReturn, owner, { rma: rmas[3] ?? "", findings: found }));
});

const listed = async (params: Record<string, string>, more = {}) =>
  (await listReturns(owner, readList(returnList, params), more)).rows.map(({ rma }) => rma);

it("shows what waits in each tab, the oldest first, and all the newest first", async () => {
  const [asked, coming, here, due] = rmas;
  expect(await listed({})).toEqual(rmas);
  expect(await listed({ tab: "requested" })).toEqual([asked]);
  expect(await listed({ tab: "coming" })).toEqual([coming]);
  expect(await listed({ tab: "received" })).toEqual([here]);
  expect(await listed({ tab: "refund" })).toEqual([due]);
  expect(await listed({ tab: "overdue" })).toEqual([]);
  const later = new Date(now.getTime() + 40 * 86_400_000);
  expect(await listed({ tab: "overdue" }, { now: later })).toEqual([coming, here]);
  expect(await listed({ tab: "all" })).toEqual([...rmas].reverse());
  expect(await countReturns(later)).toEqual({ requested: 1, coming: 1, received: 1, refund: 1, overdue: 2 });
});

it("pages by key, filters, and finds by any number or name of it", async () => {
  const first = await listReturns(owner, readList(returnList, { tab: "all" }), { limit: 3 });
  expect(first.rows).toHaveLength(3);
  expect(await listed({ tab: "all", after: first.older ?? "" })).toEqual([rmas[0]]);
  expect(await listed({ reason: "damaged" })).toEqual([rmas[1]]);
  expect(await listed({ source: "customer" })).toEqual([]);
  expect(await listed({ q: (rmas[2] ?? "").toLowerCase() })).toEqual([rmas[2]]);
  expect(await listed({ q: "back-77" })).toEqual([rmas[1]]);
  expect(await listed({ q: order })).toEqual([rmas[3]]);
  expect(await listed({ q: sku })).toEqual(rmas);
  expect(await listed({ q: "王小" })).toEqual(rmas);
  expect(await listed({ q: "100%" })).toEqual([]);
  const context = { actor: owner, language: "en", currency: "CNY", stageName: String };
  expect((await search(rmas[2] ?? "", context)).exact).toEqual({ href: `/returns/${rmas[2]}` });
});

it("prints the slip of what is waited for, in the buyer's language, with its number", async () => {
  const { shop } = person;
  const slip = await returnSlipOf(rmas[1] ?? "", { actor: owner, shop, now });
  expect(slip).toMatchObject({ rma: rmas[1], language: "zh-CN", lines: [{ sku, quantity: 1 }] });
  const pages = readPdf(await returnSlips(slip ? [slip] : [], "en"));
  expect(pages).toHaveLength(1);
  for (const said of [rmas[1] ?? "", "退货单", "寄回期限", sku]) expect(pages[0]).toContain(said);
  // What is here already needs none.
  expect(await returnSlipOf(rmas[2] ?? "", { actor: owner, shop, now })).toBeNull();
});

it("shows one return with its history and what is to be given back", async () => {
  const rma = rmas[3] ?? "";
  const found = await getReturn(owner, rma);
  expect(found?.view).toMatchObject({ status: "inspected", suggestion: { amountMinor: "1000" }, location: "MAIN" });
  expect(found?.view.allowed).toContain("refund");
  must(await run(refundReturn, owner, { rma }));
  const after = await getReturn(owner, rma);
  expect(after?.view.refunds).toMatchObject([{ status: "succeeded", amountMinor: "1000" }]);
  expect(after?.view.allowed).not.toContain("refund");
  expect(after?.events.map(({ type }) => type)).toEqual([
    ...["refund.settled", "refund.requested", "return.inspected", "return.received"],
    ...["return.approved", "return.requested"],
  ]);
  expect(await getReturn(owner, "RMA-0")).toBeNull();
});

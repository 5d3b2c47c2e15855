import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { type Command, run } from "@/lib/command";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { approveRefund } from "@/lib/payments/commands/approve-refund";
import { declineRefund } from "@/lib/payments/commands/decline-refund";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { approveReturn } from "./commands/approve-return";
import { cancelReturn } from "./commands/cancel-return";
import { exchangeReturn } from "./commands/exchange-return";
import { extendReturn } from "./commands/extend-return";
import { inspectReturn } from "./commands/inspect-return";
import { noteReturn } from "./commands/note-return";
import { receiveReturn } from "./commands/receive-return";
import { refundReturn } from "./commands/refund-return";
import { rejectReturn } from "./commands/reject-return";
import { reopenReturn } from "./commands/reopen-return";
import { requestReturn } from "./commands/request-return";
import { saveReturnPolicy } from "./commands/save-return-policy";
import { shipReturn } from "./commands/ship-return";
import { uncountReturn } from "./commands/uncount-return";
import { listReturnPolicies } from "./queries/get-policy";
import { defaultReturnPolicy, type ReturnPolicy } from "./rules/policy";

const { sql } = connection();
let owner: Actor;
let sku: string;
let people: Record<"support" | "warehouse" | "viewer", Actor>;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  people = {
    support: await actorOf("support"),
    warehouse: await actorOf("warehouse"),
    viewer: await actorOf("viewer"),
  };
});

beforeEach(async () => {
  sku = await makeVariant({ price: "30.00", cost: "12.00" });
  await addStock(sku, 50);
});

/** An order of three that left, paid in full. */
async function shipped(quantity = 3, settings: Record<string, unknown> = {}) {
  const paid = { amount: (quantity * 30).toFixed(2) };
  const { number } = await makeOrder([{ sku, quantity }], { paid, shipping: "0.00", ...settings });
  must(await run(shipOrder, owner, { number, trackingNumber: `SF-${number}` }));
  return number;
}

const line = (quantity: number, more: Record<string, unknown> = {}) => ({ line: 1, quantity, ...more });
const why = { reason: "not_wanted" };
async function opened(quantity = 2, settings: Record<string, unknown> = {}) {
  const number = await shipped();
  const asked = await run(requestReturn, owner, { number, lines: [line(quantity, why)], approve: true, ...settings });
  return { number, rma: must(asked).rma };
}

const receive = (rma: string, quantity: number, more: Record<string, unknown> = {}) =>
  run(receiveReturn, owner, { rma, lines: [line(quantity)], location: "MAIN", ...more });
const inspect = (rma: string, quantity: number, disposition: string, condition = "unopened") =>
  run(inspectReturn, owner, { rma, findings: [line(quantity, { condition, disposition })] });

const linesOf = async (number: string) =>
  (
    await sql`select l.* from order_lines l join orders o on o.id = l.order_id where o.number = ${number} order by position`
  )[0];
const levelOf = async (of = sku) =>
  (
    await sql`
    select l.on_hand, l.damaged, l.quality_control, l.available from stock_levels l join variants v on v.id = l.variant_id
    where v.sku = ${of}`
  )[0];
const returnOf = async (rma: string) => (await sql`select * from returns where number = ${rma}`)[0];
const code = (outcome: Awaited<ReturnType<typeof run>>) => (outcome.ok ? "ok" : outcome.refusal.code);

async function policy(change: Partial<ReturnPolicy>) {
  const [row] = await sql`select coalesce(max(version), 0) as version from return_policies`;
  must(await run(saveReturnPolicy, owner, { version: row?.version, policy: { ...defaultReturnPolicy, ...change } }));
}

async function withPolicy(change: Partial<ReturnPolicy>, work: () => Promise<void>) {
  await policy(change);
  try {
    await work();
  } finally {
    await policy({});
  }
}

describe("a return", () => {
  it("goes from asking to the shelf and to the money, and every number follows", async () => {
    const number = await shipped();
    const { rma, status } = must(await run(requestReturn, owner, { number, lines: [line(2, why)] }));
    expect(status).toBe("requested");
    expect(await linesOf(number)).toMatchObject({ awaited: 2, returned: 0 });
    expect(must(await run(approveReturn, owner, { rma })).status).toBe("approved");
    expect(must(await run(shipReturn, owner, { rma, carrier: "SF", trackingNumber: "SFBACK1" })).status).toBe(
      "in_transit",
    );
    expect(must(await receive(rma, 2)).status).toBe("received");
    expect(await linesOf(number)).toMatchObject({ awaited: 0, returned: 2, restocked: 0 });
    expect(await levelOf()).toMatchObject({ on_hand: 47 });
    expect(must(await inspect(rma, 1, "restock")).status).toBe("received");
    expect(must(await inspect(rma, 1, "damaged", "damaged")).status).toBe("inspected");
    expect(await levelOf()).toMatchObject({ on_hand: 49, damaged: 1, available: 48 });
    expect(await linesOf(number)).toMatchObject({ returned: 2, restocked: 1, refunded: 0 });
    const refunded = must(await run(refundReturn, owner, { rma }));
    expect(refunded.refunds).toMatchObject([{ amountMinor: "6000", status: "succeeded" }]);
    expect(await linesOf(number)).toMatchObject({ refunded: 2, refunded_minor: "6000", restocked: 1 });
    expect(code(await run(refundReturn, owner, { rma }))).toBe("nothing_to_refund");
    const [cost] = await sql`
      select sum(cost_minor)::int as cost, sum(amount_minor)::int as amount, sum(quantity)::int as units
      from sales_entries e join orders o on o.id = e.order_id where o.number = ${number} and e.kind = 'refund'`;
    // One of the two is in good order again and gives its cost back.
    expect(cost).toEqual({ cost: -1200, amount: -6000, units: -2 });
    expect(await brokenRows()).toEqual([]);
  });

  it("claims its units: they are in one return only, and nothing comes back that never left", async () => {
    const number = await shipped();
    must(await run(requestReturn, owner, { number, lines: [line(2, why)] }));
    expect(code(await run(requestReturn, owner, { number, lines: [line(2, why)] }))).toBe("more_than_returnable");
    must(await run(requestReturn, owner, { number, lines: [line(1, why)] }));
    const unsent = await makeOrder([{ sku, quantity: 1 }]);
    const none = await run(requestReturn, owner, { number: unsent.number, lines: [line(1, why)] });
    expect(code(none)).toBe("more_than_returnable");
    // Without any TypeScript in the way the database says the same.
    await expect(
      sql`insert into return_lines (id, return_id, order_line_id, position, reason, refund_when, requested)
        select gen_random_uuid(), r.id, l.id, 9, 'other', 'on_receipt', 1
        from orders o join order_lines l on l.order_id = o.id, returns r where o.number = ${unsent.number} and r.order_id <> o.id limit 1`,
    ).rejects.toThrow(/another order/);
    await expect(sql`update order_lines set awaited = 4 where id = ${(await linesOf(number))?.id}`).rejects.toThrow(
      /order_lines_returns/,
    );
  });

  it("approved in part declines the rest, which can be asked for again", async () => {
    const number = await shipped();
    const { rma } = must(await run(requestReturn, owner, { number, lines: [line(3, why)] }));
    must(await run(approveReturn, owner, { rma, lines: [line(1)] }));
    expect(await linesOf(number)).toMatchObject({ awaited: 1 });
    must(await run(requestReturn, owner, { number, lines: [line(2, why)] }));
    expect(code(await run(approveReturn, owner, { rma }))).toBe("return_status");
  });

  it("rejected or cancelled frees its units, and comes back as long as they are free", async () => {
    const number = await shipped();
    const { rma } = must(await run(requestReturn, owner, { number, lines: [line(3, why)] }));
    must(await run(rejectReturn, owner, { rma, note: "Too late" }));
    expect(await linesOf(number)).toMatchObject({ awaited: 0 });
    must(await run(reopenReturn, owner, { rma }));
    must(await run(approveReturn, owner, { rma }));
    must(await run(cancelReturn, owner, { rma, note: "Keeps it" }));
    const second = must(await run(requestReturn, owner, { number, lines: [line(1, why)] }));
    expect(code(await run(reopenReturn, owner, { rma }))).toBe("more_than_returnable");
    must(await run(cancelReturn, owner, { rma: second.rma }));
    expect(must(await run(reopenReturn, owner, { rma })).status).toBe("requested");
    expect(await brokenRows()).toEqual([]);
  });

  it("takes more than was announced with a word why, and never more than left", async () => {
    const { number, rma } = await opened(1);
    expect(code(await receive(rma, 2))).toBe("explain_extra");
    expect(code(await receive(rma, 4, { note: "A box full" }))).toBe("more_than_shipped");
    must(await receive(rma, 2, { note: "Two in the box" }));
    expect(await linesOf(number)).toMatchObject({ awaited: 0, returned: 2 });
    expect(await brokenRows()).toEqual([]);
  });

  it("takes another line of its order than was announced", async () => {
    const other = await makeVariant({ price: "5.00" });
    await addStock(other, 5);
    const { number } = await makeOrder(
      [
        { sku, quantity: 1 },
        { sku: other, quantity: 2 },
      ],
      { paid: { amount: "40.00" }, shipping: "0.00" },
    );
    must(await run(shipOrder, owner, { number, trackingNumber: "SF3" }));
    const { rma } = must(await run(requestReturn, owner, { number, lines: [line(1, why)], approve: true }));
    must(
      await run(receiveReturn, owner, { rma, lines: [{ line: 2, quantity: 1 }], location: "MAIN", note: "Wrong one" }),
    );
    expect(await returnOf(rma)).toMatchObject({ status: "received" });
    must(
      await run(inspectReturn, owner, {
        rma,
        findings: [{ line: 2, quantity: 1, condition: "opened", disposition: "quality_control" }],
      }),
    );
    expect(await levelOf(other)).toMatchObject({ on_hand: 4, quality_control: 1, available: 3 });
    // The first is waited for still, until somebody says that it does not come.
    expect(await returnOf(rma)).toMatchObject({ status: "received" });
    expect(must(await run(receiveReturn, owner, { rma, location: "MAIN", finish: true })).status).toBe("inspected");
    expect(await brokenRows()).toEqual([]);
  });

  it("counted wrongly is counted again", async () => {
    const { number, rma } = await opened(2);
    must(await receive(rma, 3, { note: "Three" }));
    must(await run(uncountReturn, owner, { rma, lines: [line(2)] }));
    expect(await linesOf(number)).toMatchObject({ returned: 1, awaited: 1 });
    must(await inspect(rma, 1, "scrap", "damaged"));
    expect(code(await run(uncountReturn, owner, { rma, lines: [line(1)] }))).toBe("more_than_received");
    expect(await brokenRows()).toEqual([]);
  });

  it("sends back what it does not take: no stock, no money", async () => {
    const { number, rma } = await opened(1);
    must(await receive(rma, 1));
    must(await inspect(rma, 1, "send_back", "used"));
    expect(await levelOf()).toMatchObject({ on_hand: 47 });
    expect(code(await run(refundReturn, owner, { rma }))).toBe("nothing_to_refund");
    expect(code(await run(refundReturn, owner, { rma, lines: [line(1)] }))).toBe("more_than_returned");
    expect(await linesOf(number)).toMatchObject({ returned: 1, restocked: 0, refunded: 0 });
    expect(await brokenRows()).toEqual([]);
  });

  it("waits until its date, which moves, and is noted on", async () => {
    const { rma } = await opened();
    const past = new Date(Date.now() - 1000).toISOString();
    expect(code(await run(extendReturn, owner, { rma, dueAt: past }))).toBe("due_in_past");
    const later = new Date(Date.now() + 40 * 86_400_000).toISOString();
    must(await run(extendReturn, owner, { rma, dueAt: later }));
    must(await run(noteReturn, owner, { rma, note: "Asked for a label" }));
    expect(new Date((await returnOf(rma))?.due_at).toISOString()).toBe(later);
    expect(code(await run(noteReturn, owner, { rma, version: 1, note: "Old" }))).toBe("return_changed");
  });

  it("leaves nothing behind where it is refused", async () => {
    const { number, rma } = await opened();
    const before = [await linesOf(number), await returnOf(rma), await levelOf()];
    expect(code(await inspect(rma, 1, "restock"))).toBe("return_status");
    expect(code(await receive(rma, 1, { location: "NOWHERE" }))).toBe("unknown_location");
    expect(code(await run(receiveReturn, owner, { rma, location: "MAIN", finish: true }))).toBe("nothing_received");
    expect([await linesOf(number), await returnOf(rma), await levelOf()]).toEqual(before);
  });
});

describe("its money", () => {
  it("keeps a restocking fee of what is nobody's fault, to the last cent", async () => {
    await withPolicy({ feeBasisPoints: 1500 }, async () => {
      const { number, rma } = await opened(2);
      must(await receive(rma, 2));
      must(await inspect(rma, 2, "restock"));
      const made = must(await run(refundReturn, owner, { rma }));
      expect(made.refunds).toMatchObject([{ amountMinor: "5100" }]);
      expect(await linesOf(number)).toMatchObject({ refunded: 2, refunded_minor: "5100" });
    });
    expect(await brokenRows()).toEqual([]);
  });

  it("is due on request, on receipt or after inspection, as the policy says", async () => {
    await withPolicy({ refundWhen: "on_receipt" }, async () => {
      const { rma } = await opened(2);
      expect(code(await run(refundReturn, owner, { rma }))).toBe("nothing_to_refund");
      must(await receive(rma, 1));
      expect(must(await run(refundReturn, owner, { rma })).refunds).toMatchObject([{ amountMinor: "3000" }]);
    });
    await withPolicy({ refundWhen: "on_request" }, async () => {
      const { rma } = await opened(2);
      must(await run(refundReturn, owner, { rma, lines: [line(1)] }));
      expect(code(await run(cancelReturn, owner, { rma }))).toBe("return_given");
      must(await run(cancelReturn, owner, { rma, note: "It never came" }));
      expect(code(await run(refundReturn, owner, { rma }))).toBe("return_status");
    });
    expect(await brokenRows()).toEqual([]);
  });

  it("that a second person declines can be asked for again", async () => {
    const { rma } = await opened(1);
    must(await receive(rma, 1));
    must(await inspect(rma, 1, "restock"));
    const asked = must(await run(refundReturn, { ...people.support, refundLimits: {} }, { rma })).refunds[0];
    expect(asked?.status).toBe("requested");
    expect(code(await run(refundReturn, owner, { rma }))).toBe("nothing_to_refund");
    must(await run(declineRefund, owner, { refund: asked?.number ?? "" }));
    must(await run(refundReturn, owner, { rma }));
    expect(await brokenRows()).toEqual([]);
  });

  it("never restocks a unit that a return waits for", async () => {
    const { number } = await opened(2);
    const restock = [{ line: 1, quantity: 2, location: "MAIN" }];
    const asked = { number, what: { kind: "lines", lines: [line(2)] }, restock, reason: "late" };
    expect(code(await run(requestRefund, owner, asked))).toBe("more_than_shipped");
    must(await run(requestRefund, owner, { ...asked, restock: [{ line: 1, quantity: 1, location: "MAIN" }] }));
    expect(await brokenRows()).toEqual([]);
  });
});

it("leaves to an open refund the units that it will put on a shelf", async () => {
  const number = await shipped();
  const restock = [{ line: 1, quantity: 2, location: "MAIN" }];
  const what = { kind: "lines", lines: [line(2)] };
  const waiting = { ...people.support, refundLimits: {} };
  const asked = must(await run(requestRefund, waiting, { number, what, restock, reason: "late" })).refunds[0];
  expect(asked?.status).toBe("requested");
  expect(code(await run(requestReturn, owner, { number, lines: [line(2, why)] }))).toBe("more_than_returnable");
  const { rma } = must(await run(requestReturn, owner, { number, lines: [line(1, why)], approve: true }));
  expect(code(await receive(rma, 2, { note: "Two" }))).toBe("more_than_shipped");
  must(await run(approveRefund, owner, { refund: asked?.number ?? "" }));
  expect(await linesOf(number)).toMatchObject({ returned: 2, restocked: 2, awaited: 1 });
  expect(await brokenRows()).toEqual([]);
});

it("an invoice follows what a return gives back, the fee left out", async () => {
  await withPolicy({ feeBasisPoints: 1000 }, async () => {
    const { number, rma } = await opened(2);
    must(await run(issueInvoice, owner, { number }));
    must(await receive(rma, 2));
    must(await inspect(rma, 2, "restock"));
    must(await run(refundReturn, owner, { rma }));
    const [credit] = await sql`
      select d.total_minor from documents d join orders o on o.id = d.order_id where o.number = ${number} and d.kind = 'credit_note'`;
    expect(credit).toEqual({ total_minor: "5400" });
  });
  expect(await brokenRows()).toEqual([]);
});

describe("an exchange", () => {
  it("sends the same at no price, counts as no order, and leaves nothing to refund", async () => {
    const { number, rma } = await opened(1);
    must(await receive(rma, 1));
    must(await inspect(rma, 1, "restock"));
    const { exchange } = must(await run(exchangeReturn, owner, { rma, lines: [line(1)] }));
    const [made] = await sql`select total_minor, counted, stage from orders where number = ${exchange}`;
    expect(made).toEqual({ total_minor: "0", counted: false, stage: "ready" });
    expect(code(await run(refundReturn, owner, { rma }))).toBe("nothing_to_refund");
    const [kin] = await sql`
      select k.kind from order_lineage k join orders a on a.id = k.from_id join orders b on b.id = k.to_id
      where a.number = ${number} and b.number = ${exchange}`;
    expect(kin?.kind).toBe("exchanged");
    // Called off, the unit can have its money after all.
    must(await run(cancelOrder, owner, { number: exchange }));
    must(await run(refundReturn, owner, { rma }));
    expect(await brokenRows()).toEqual([]);
  });

  it("frees what of it is called off, and nothing that is only split off", async () => {
    const { rma } = await opened(3);
    must(await receive(rma, 3));
    must(await inspect(rma, 3, "restock"));
    const { exchange } = must(await run(exchangeReturn, owner, { rma, lines: [line(3)] }));
    const exchanged = async () =>
      (await sql`select exchanged from return_lines l join returns r on r.id = l.return_id where r.number = ${rma}`)[0]
        ?.exchanged;
    const part = must(await run(splitOrder, owner, { number: exchange, lines: [line(1)] })).part.number;
    expect(await exchanged()).toBe(3);
    must(await run(cancelOrder, owner, { number: exchange, lines: [line(1)] }));
    expect(await exchanged()).toBe(2);
    must(await run(refundReturn, owner, { rma }));
    must(await run(cancelOrder, owner, { number: part }));
    expect(await exchanged()).toBe(1);
    expect(code(await run(exchangeReturn, owner, { rma, lines: [line(2)] }))).toBe("more_than_returned");
    must(await run(exchangeReturn, owner, { rma, lines: [line(1)] }));
    expect(await brokenRows()).toEqual([]);
  });

  it("takes another item of the same price and no other", async () => {
    const { rma } = await opened(1);
    must(await receive(rma, 1));
    must(await inspect(rma, 1, "restock"));
    const [same, dearer] = [await makeVariant({ price: "30.00" }), await makeVariant({ price: "31.00" })];
    await addStock(same, 1);
    await addStock(dearer, 1);
    const swap = (to: string) => run(exchangeReturn, owner, { rma, lines: [line(1, { sku: to })] });
    expect(code(await swap(dearer))).toBe("exchange_price_differs");
    expect(code(await swap("NOT-OURS"))).toBe("unknown_sku");
    must(await swap(same));
    expect(await brokenRows()).toEqual([]);
  });
});

describe("the policy", () => {
  it("refuses with what it saw, keeps its decision, and gives way to whoever manages returns", async () => {
    const number = await shipped();
    const late = new Date(Date.now() + 30 * 86_400_000);
    const ask = { number, lines: [line(1, why)] };
    const refused = await run(requestReturn, owner, ask, { now: late });
    expect(refused).toMatchObject({ refusal: { code: "return_refused", facts: { checks: ["window"] } } });
    const { support } = people;
    expect(code(await run(requestReturn, support, { ...ask, override: true }, { now: late }))).toBe("forbidden");
    const { rma } = must(await run(requestReturn, owner, { ...ask, override: true }, { now: late }));
    const row = await returnOf(rma);
    expect(row).toMatchObject({ status: "requested", decision: { outcome: "asks", overriddenBy: owner.name } });
    // What is the shop's fault has longer.
    must(await run(requestReturn, support, { number, lines: [line(1, { reason: "defective" })] }, { now: late }));
  });

  it("approves by itself below its amount", async () => {
    await withPolicy({ approveUnder: { CNY: "5000" } }, async () => {
      const number = await shipped();
      expect(must(await run(requestReturn, owner, { number, lines: [line(1, why)] })).status).toBe("approved");
      expect(must(await run(requestReturn, owner, { number, lines: [line(2, why)] })).status).toBe("requested");
    });
  });

  it("is kept in versions, of which two people at once write one", async () => {
    const [row] = await sql`select coalesce(max(version), 0) as version from return_policies`;
    const save = () => run(saveReturnPolicy, owner, { version: row?.version, policy: defaultReturnPolicy });
    const saved = await Promise.all([save(), save(), save()]);
    expect(saved.map(code).sort()).toEqual(["ok", "policy_changed", "policy_changed"]);
    await expect(sql`update return_policies set content = '{}'`).rejects.toThrow(/append-only/);
    await withPolicy({ windowDays: 30 }, async () => {
      const [latest] = await listReturnPolicies(owner);
      expect(latest).toMatchObject({
        ...{ version: Number(row?.version) + 2, by: owner.name },
        changes: [{ field: "windowDays", before: 14, after: 30 }],
      });
    });
  });
});

describe("at the same moment", () => {
  const twice = async <Value>(work: () => Promise<Value>, times = 6) =>
    Promise.all(Array.from({ length: times }, work));

  it("many ask for the same units: one gets them", async () => {
    const number = await shipped();
    const all = await twice(() => run(requestReturn, owner, { number, lines: [line(3, why)] }));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await brokenRows()).toEqual([]);
  });

  it("two receivers count the same parcel: its units come in once", async () => {
    const { number, rma } = await opened(3);
    await twice(() => receive(rma, 3));
    expect(await linesOf(number)).toMatchObject({ returned: 3, awaited: 0 });
    await twice(() => inspect(rma, 3, "restock"));
    expect(await levelOf()).toMatchObject({ on_hand: 50 });
    expect(await brokenRows()).toEqual([]);
  });

  it("inspection, refund and exchange do each unit once", async () => {
    const { number, rma } = await opened(3);
    must(await receive(rma, 3));
    must(await inspect(rma, 1, "restock"));
    await Promise.all([
      inspect(rma, 2, "restock"),
      run(refundReturn, owner, { rma, lines: [line(1)] }),
      run(refundReturn, owner, { rma, lines: [line(1)] }),
      run(exchangeReturn, owner, { rma, lines: [line(1)] }),
      run(requestRefund, owner, { number, what: { kind: "whole" }, reason: "late" }),
    ]);
    const [row] = await sql`
      select l.refunded + l.exchanged as given, l.inspected from return_lines l join returns r on r.id = l.return_id where r.number = ${rma}`;
    expect(row?.given).toBeLessThanOrEqual(row?.inspected);
    expect(await brokenRows()).toEqual([]);
  });
});

describe("whoever may not", () => {
  it.each([
    ["warehouse", requestReturn],
    ["warehouse", approveReturn],
    ["support", receiveReturn],
    ["support", inspectReturn],
    ["warehouse", refundReturn],
    ["support", saveReturnPolicy],
    ["viewer", cancelReturn],
  ] as const)("%s is refused", async (role, command) => {
    const outcome = await run(command as unknown as Command<never, unknown, string>, people[role], {});
    expect(code(outcome)).toBe("forbidden");
  });
});

it("a random sequence of everything keeps every promise", { timeout: 120_000 }, async () => {
  let seed = 20_261_123;
  const upTo = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const dispositions = ["restock", "quality_control", "damaged", "scrap", "send_back"];
  const numbers = [await shipped(5), await shipped(4)];
  const rmas: string[] = [];
  const seen = new Set<string>();
  for (let step = 0; step < 160; step += 1) {
    const number = numbers[upTo(numbers.length)] as string;
    const rma = rmas[upTo(Math.max(rmas.length, 1))] ?? "RMA-0";
    const lines = [line(1 + upTo(3))];
    const steps: (() => Promise<Awaited<ReturnType<typeof run>>>)[] = [
      () => run(requestReturn, owner, { number, lines: [line(1 + upTo(3), why)] }),
      () => run(approveReturn, owner, { rma, ...(upTo(3) === 0 ? { lines } : {}) }),
      () => run(rejectReturn, owner, { rma }),
      () => run(cancelReturn, owner, { rma }),
      () => run(reopenReturn, owner, { rma }),
      () => run(shipReturn, owner, { rma, trackingNumber: `B${step}` }),
      () => receive(rma, 1 + upTo(3), { finish: upTo(3) === 0, note: "came so" }),
      () => receive(rma, 1 + upTo(2)),
      () => run(uncountReturn, owner, { rma, lines: [line(1)] }),
      () => inspect(rma, 1 + upTo(2), dispositions[upTo(5)] as string),
      () => inspect(rma, 1, dispositions[upTo(5)] as string),
      () => run(refundReturn, owner, { rma, ...(upTo(2) === 0 ? { lines: [line(1, { keep: "0.37" })] } : {}) }),
      () => run(exchangeReturn, owner, { rma, lines: [line(1)] }),
      () =>
        run(requestRefund, owner, { number, what: { kind: "amount", amount: "0.55" }, restock: [], reason: "late" }),
    ];
    const outcome = await (steps[upTo(steps.length)] as (typeof steps)[number])();
    seen.add(code(outcome));
    if (outcome.ok && !rmas.includes((outcome.value as { rma?: string }).rma ?? "RMA-0"))
      rmas.push((outcome.value as { rma?: string }).rma ?? "RMA-0");
    if (step % 20 === 19) expect(await brokenRows()).toEqual([]);
  }
  expect(rmas.length).toBeGreaterThan(3);
  expect(seen.has("ok")).toBe(true);
});

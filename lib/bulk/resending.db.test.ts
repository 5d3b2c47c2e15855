import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { resendOrder } from "@/lib/orders/commands/resend-order";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { startBulk } from "./commands/start-bulk";
import { undoBulk } from "./commands/undo-bulk";
import { lookAtBulk } from "./look-at-bulk";
import { listBulkItems, sumBulkResends } from "./queries";
import { runBulk } from "./run-bulk";

let owner: Actor;

beforeAll(async () => {
  owner = (await makeShop()).actor;
});

afterEach(async () => {
  expect(await brokenRows()).toEqual([]);
});

const sql = () => connection().sql;

/** Orders whose goods left, with so many units of the item still in stock. */
async function shipped(count: number, { quantity = 1, left = 100 } = {}) {
  const sku = await makeVariant({ price: "10.00", cost: "4.00" });
  await addStock(sku, count * quantity + left);
  const numbers: string[] = [];
  while (numbers.length < count) {
    const { number } = await makeOrder([{ sku, quantity }]);
    must(await run(shipOrder, owner, { number }));
    numbers.push(number);
  }
  return { sku, numbers };
}

async function looked(numbers: readonly string[]) {
  const input = { action: "resend", reason: "lost", note: "one truck", selection: { numbers } };
  const opened = must(await run(createBulk, owner, input));
  await lookAtBulk(opened.id);
  return opened;
}

const codes = async ({ id }: { id: string }) =>
  (await sql()`select status, code from bulk_job_items where job_id = ${id} order by position`).map(
    ({ status, code }) => code || status,
  );
const madeOf = (numbers: readonly string[]) => sql()`
  select f.number as "from", o.number, o.stage, o.total_minor::int as total, o.counted, l.kind, l.reason, l.note, l.lines
  from order_lineage l join orders o on o.id = l.to_id join orders f on f.id = l.from_id
  where f.number = any(${numbers as string[]}::text[]) order by f.number`;

describe("sending the goods of many orders again", () => {
  it("says what goes out and what it costs, and makes of each order another at no price", async () => {
    const { sku, numbers } = await shipped(2, { quantity: 2 });
    const [unsent = ""] = [(await makeOrder([{ sku, quantity: 1 }])).number];
    const opened = await looked([...numbers, unsent]);
    expect(await codes(opened)).toEqual(["ready", "ready", "nothing_to_resend"]);
    expect(await madeOf(numbers)).toEqual([]);
    expect(await sumBulkResends(owner, opened.id)).toEqual({ units: 4, costMinor: "1600" });
    const { rows } = await listBulkItems(owner, opened.id, "ready", 0);
    expect(rows[0]?.resent).toEqual({ units: [{ sku, quantity: 2 }], costMinor: "800" });
    const clerk = await actorOf("warehouse");
    expect((await listBulkItems(clerk, opened.id, "ready", 0)).rows[0]?.resent?.costMinor).toBeNull();
    expect((await sumBulkResends(clerk, opened.id)).costMinor).toBeNull();

    must(await run(startBulk, owner, { number: opened.number }));
    expect(await runBulk(opened.id)).toBe("done");
    const made = await madeOf(numbers);
    expect(made).toMatchObject(
      numbers.map((from) => ({
        ...{ from, stage: "ready", total: 0, counted: false, kind: "resent", reason: "lost", note: "one truck" },
        lines: [{ line: 1, quantity: 2 }],
      })),
    );
    expect((await listBulkItems(owner, opened.id, "done", 0)).rows.map((row) => row.made)).toEqual(
      made.map(({ number }) => number),
    );
    const told = await sql()`
      select e.type, e.data from order_events e join orders o on o.id = e.order_id
      where o.number = ${numbers[0] ?? ""} and e.data ? 'bulk'`;
    expect(told).toMatchObject([{ type: "order.resent", data: { bulk: opened.number, to: made[0]?.number } }]);
    expect(await codes(await looked(numbers))).toEqual(["nothing_to_resend", "nothing_to_resend"]);
  });

  it("gives the stock that is left to as many orders as it is enough for, in the preview as in the end", async () => {
    const { numbers } = await shipped(3, { quantity: 2, left: 3 });
    const opened = await looked(numbers);
    expect(await codes(opened)).toEqual(["ready", "insufficient_stock", "insufficient_stock"]);
    must(await run(startBulk, owner, { number: opened.number }));
    expect(await runBulk(opened.id)).toBe("done");
    expect(await madeOf(numbers)).toHaveLength(1);
  });

  it("makes each order once when it is cut off, when workers meet, and when two people send the same again", async () => {
    const { numbers } = await shipped(6);
    const [mine, theirs] = [await looked(numbers), await looked(numbers)];
    must(await run(startBulk, owner, { number: mine.number }));
    expect(await runBulk(mine.id, { atOnce: 2, turnMs: 0 })).toBe("later");
    expect(await madeOf(numbers)).toHaveLength(2);
    must(await run(startBulk, owner, { number: theirs.number }));
    await Promise.all([mine, mine, theirs].map(({ id }) => runBulk(id, { atOnce: 2 })));
    expect((await madeOf(numbers)).map(({ from }) => from)).toEqual(numbers);
  });

  it("leaves an order of which something was sent again meanwhile", async () => {
    const { numbers } = await shipped(2);
    const opened = await looked(numbers);
    const lines = [{ line: 1, quantity: 1 }];
    must(await run(resendOrder, owner, { number: numbers[1], lines, reason: "damaged" }));
    must(await run(startBulk, owner, { number: opened.number }));
    expect(await runBulk(opened.id)).toBe("done");
    expect(await codes(opened)).toEqual(["done", "changed_since_preview"]);
    expect(await madeOf(numbers)).toHaveLength(2);
  });

  it("is undone by cancelling what was made of it, but what is picked by then, once however many ask", async () => {
    const { numbers } = await shipped(3);
    const opened = await looked(numbers);
    must(await run(startBulk, owner, { number: opened.number }));
    expect(await runBulk(opened.id)).toBe("done");
    const made = (await madeOf(numbers)).map(({ number }) => number as string);
    must(await run(startPicking, owner, { numbers: [made[1]] }));
    const ask = { number: opened.number };
    expect(await run(undoBulk, await actorOf("viewer"), ask)).toMatchObject({ refusal: { code: "forbidden" } });
    const [mine, theirs] = [must(await run(undoBulk, owner, ask)), must(await run(undoBulk, owner, ask))];
    for (const undone of [mine, theirs]) await lookAtBulk(undone.id);
    expect(await codes(mine)).toEqual(["ready", "bulk_made_picked", "ready"]);
    for (const { number } of [mine, theirs]) must(await run(startBulk, owner, { number }));
    expect(await Promise.all([runBulk(mine.id), runBulk(theirs.id)])).toEqual(["done", "done"]);
    const done = [...(await codes(mine)), ...(await codes(theirs))].filter((code) => code === "done");
    expect(done).toHaveLength(2);
    expect((await madeOf(numbers)).map(({ stage }) => stage)).toEqual(["cancelled", "picking", "cancelled"]);
    const last = must(await run(undoBulk, owner, ask));
    await lookAtBulk(last.id);
    expect(await codes(last)).toEqual(["order_closed", "bulk_made_picked", "order_closed"]);
    // What was called off may be sent again.
    expect(await codes(await looked(numbers))).toEqual(["ready", "nothing_to_resend", "ready"]);
  });

  it("is not undone where another order was merged into it, which would go with it", async () => {
    const customer = { name: "Again", email: "again@example.com" };
    const sku = await makeVariant({ price: "10.00" });
    await addStock(sku, 100);
    const placed = async () => {
      const { number, stage } = await makeOrder([{ sku, quantity: 2 }], { customer });
      if (stage === "review") must(await run(approveOrder, owner, { number }));
      return number;
    };
    const [sent, other] = [await placed(), await placed()];
    must(await run(shipOrder, owner, { number: sent }));
    const opened = await looked([sent]);
    must(await run(startBulk, owner, { number: opened.number }));
    expect(await runBulk(opened.id)).toBe("done");
    const [made] = await madeOf([sent]);
    const { part } = must(await run(splitOrder, owner, { number: other, lines: [{ line: 1, quantity: 1 }] }));
    must(await run(mergeOrders, owner, { number: made?.number, from: [part.number] }));
    const undone = must(await run(undoBulk, owner, { number: opened.number }));
    await lookAtBulk(undone.id);
    expect(await codes(undone)).toEqual(["bulk_made_joined"]);
    must(await run(rejoinOrders, owner, { number: made?.number, other: part.number }));
    const again = must(await run(undoBulk, owner, { number: opened.number }));
    await lookAtBulk(again.id);
    expect(await codes(again)).toEqual(["ready"]);
  });
});

import { beforeAll, describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { setPriority } from "@/lib/orders/commands/set-priority";
import { tagOrder } from "@/lib/orders/commands/tag-order";
import { makeShop, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { startBulk } from "./commands/start-bulk";
import { undoBulk } from "./commands/undo-bulk";
import { lookAtBulk } from "./look-at-bulk";
import { listBulkFiles, listBulkReasons } from "./queries";
import { runBulk } from "./run-bulk";

let owner: Actor;
let support: Actor;
let sku: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  support = (await hire("support")).actor;
  sku = await stockItem();
  await receive(sku, 1000);
});

const sql = () => connection().sql;

async function orders(count: number, settings: Parameters<typeof sell>[1] = {}): Promise<string[]> {
  const numbers: string[] = [];
  for (let made = 0; made < count; made += 1) numbers.push((await sell([{ sku, quantity: 1 }], settings)).number);
  return numbers;
}

async function done(input: unknown) {
  const opened = must(await run(createBulk, owner, input));
  await finish(opened);
  return opened;
}

async function finish({ id, number }: { id: string; number: string }): Promise<void> {
  await lookAtBulk(id);
  must(await run(startBulk, owner, { number }));
  expect(await runBulk(id)).toBe("done");
}

const outcomes = async (id: string) =>
  (await sql()`select order_number, status, code from bulk_job_items where job_id = ${id} order by position`).map(
    (item) => [item.order_number, item.status, item.code],
  );
const tagsOf = async (number = "") => (await sql()`select tags from orders where number = ${number}`)[0]?.tags;

describe("all that match", () => {
  it("is settled when the change is made: what comes in later or was not on the screen stays out", async () => {
    const seen = await orders(2, { tags: ["match"] });
    const seenAt = new Date().toISOString();
    // What comes in within the same millisecond may have been on the screen.
    await vi.waitUntil(() => new Date().toISOString() > seenAt, { interval: 1 });
    const later = await orders(1, { tags: ["match"] });
    const query = "/orders?tag=match&sort=total";
    const opened = must(await run(createBulk, owner, { action: "tag", add: ["x"], selection: { query, seenAt } }));
    expect(opened.total).toBe(2);
    must(await run(tagOrder, owner, { number: seen[0], remove: ["match"] }));
    await finish(opened);
    expect((await outcomes(opened.id)).map(([number]) => number)).toEqual(seen);
    expect(await tagsOf(later[0])).toEqual(["match"]);
  });
});

describe("tracking numbers from a pasted table", () => {
  it("ship the orders that the table names, by our number or the channel's, each line accounted for", async () => {
    const [first = "", second = ""] = await orders(2);
    const third = await orders(1, { externalId: "TB-778" });
    const table = `Order\tCarrier\tTracking\n${first}\tSF\tSF100\n\t\tSF101\ntb-778\tYTO\tYT7\nNO-SUCH\tSF\tSF102\n${first}\tSF\tSF999`;
    const { id } = await done({ action: "ship", table, selection: { table: true } });
    expect(await outcomes(id)).toEqual([
      [first, "done", ""],
      ["", "skipped", "no_order_number"],
      [third[0], "done", ""],
      ["NO-SUCH", "skipped", "not_found"],
      [first, "skipped", "named_twice"],
    ]);
    const sent = await sql()`
      select o.number, s.carrier, s.tracking_number from shipments s join orders o on o.id = s.order_id order by o.number`;
    expect(sent).toMatchObject([
      { number: first, carrier: "SF", tracking_number: "SF100" },
      { number: third[0], carrier: "YTO", tracking_number: "YT7" },
    ]);
    // A selected order without a row is not sent without a number, and a row for another order is not sent at all.
    const partly = await done({
      action: "ship",
      carrier: "SF",
      table: `${second} SF200\n${third[0]} SF201`,
      selection: { numbers: [second, ...(await orders(1))] },
    });
    expect((await outcomes(partly.id)).map(([, status, code]) => [status, code])).toEqual([
      ["done", ""],
      ["skipped", "not_in_table"],
      ["skipped", "not_selected"],
    ]);
    expect(await brokenRows()).toEqual([]);
  });
});

describe("approval", () => {
  it("promises no unit twice, in the preview as in the end", async () => {
    const scarce = await stockItem();
    await receive(scarce, 3);
    const numbers: string[] = [];
    const transfer = { paymentMethod: "bank_transfer" } as const;
    for (let made = 0; made < 3; made += 1)
      numbers.push((await sell([{ sku: scarce, quantity: 2 }], { ...transfer, reserve: false })).number);
    const opened = must(await run(createBulk, owner, { action: "approve", selection: { numbers } }));
    await lookAtBulk(opened.id);
    const [looked] = await sql()`select ready, skipped from bulk_jobs where id = ${opened.id}`;
    expect(looked).toMatchObject({ ready: 1, skipped: 2 });
    expect((await listBulkReasons(opened.id)).map(({ code, count }) => [code, count])).toEqual([
      ["insufficient_stock", 2],
    ]);
    must(await run(startBulk, owner, { number: opened.number }));
    await runBulk(opened.id);
    expect((await outcomes(opened.id)).filter(([, status]) => status === "done")).toHaveLength(1);
    expect(await brokenRows()).toEqual([]);
  });
});

describe("taking back", () => {
  it("moves only what the change itself moved, and leaves what others did since", async () => {
    const numbers = await orders(3);
    must(await run(tagOrder, owner, { number: numbers[0], add: ["vip"] }));
    const tagged = await done({ action: "tag", add: ["vip", "sale"], selection: { numbers } });
    must(await run(tagOrder, support, { number: numbers[1], add: ["gift"], remove: ["sale"] }));
    const undone = must(await run(undoBulk, owner, { number: tagged.number }));
    await finish(undone);
    expect(await Promise.all(numbers.map(tagsOf))).toEqual([["vip"], ["gift"], []]);
    expect(await run(undoBulk, owner, { number: undone.number })).toMatchObject({
      ok: false,
      refusal: { code: "not_undoable" },
    });
    expect(await brokenRows()).toEqual([]);
  });

  it("gives holds back as they were, and orders to whom they were assigned", async () => {
    const [number = "", other = ""] = await orders(2);
    const selection = { numbers: [number, other] };
    const held = await done({ action: "hold", type: "stock", scope: "pick", reason: "count first", selection });
    must(await run(releaseHold, support, { number: other, type: "stock" }));
    const released = await done({ action: "release", selection });
    expect((await outcomes(released.id)).map(([, status, code]) => [status, code])).toEqual([
      ["done", ""],
      ["skipped", "not_held"],
    ]);
    await finish(must(await run(undoBulk, owner, { number: released.number })));
    const open = await sql()`
      select o.number, h.type, h.scope, h.reason from holds h join orders o on o.id = h.order_id where h.cleared_at is null`;
    expect(open).toMatchObject([{ number, type: "stock", scope: "pick", reason: "count first" }]);
    // The hold of the first change is released already: its undo finds nothing of its own.
    const nothing = must(await run(undoBulk, owner, { number: held.number }));
    await lookAtBulk(nothing.id);
    expect((await outcomes(nothing.id)).map(([, , code]) => code)).toEqual(["not_held", "not_held"]);

    const assigned = await done({ action: "assign", email: "support@shop.test", selection });
    await finish(must(await run(undoBulk, owner, { number: assigned.number })));
    const rows = await sql()`select assignee_id from orders where number = any(${[number, other]})`;
    expect(rows.map((row) => row.assignee_id)).toEqual([null, null]);
    expect(await brokenRows()).toEqual([]);
  });
});

describe("printing", () => {
  it("puts many orders into one file and changes none of them", async () => {
    const numbers = await orders(2);
    const { id } = await done({ action: "print", paper: "packing-slips", selection: { numbers } });
    expect((await outcomes(id)).map(([, status]) => status)).toEqual(["done", "done"]);
    expect(await listBulkFiles(id)).toMatchObject([{ position: 1, documents: 2 }]);
    const labels = must(await run(createBulk, owner, { action: "print", paper: "labels", selection: { numbers } }));
    await lookAtBulk(labels.id);
    expect((await outcomes(labels.id)).map(([, , code]) => code)).toEqual(["nothing_to_print", "nothing_to_print"]);
    expect(await brokenRows()).toEqual([]);
  });
});

describe("priority, promise and cancellation", () => {
  const of = async (number = "") =>
    (
      await sql()`select stage, priority, extract(epoch from due_at)::int as due, extract(epoch from promised_at)::int as promised, refunded_minor::int from orders where number = ${number}`
    )[0];

  it("move the turn of many orders, and are taken back where nobody moved it since", async () => {
    const [first = "", second = ""] = await orders(2);
    const before = await of(first);
    const changed = await done({ action: "prioritise", priority: "high", selection: { numbers: [first, second] } });
    const hours = (before?.due - (await of(first))?.due) / 3600;
    expect([hours, (await of(second))?.priority]).toEqual([48, 1]);
    must(await run(setPriority, owner, { number: second, priority: "urgent" }));
    const undone = must(await run(undoBulk, owner, { number: changed.number }));
    await finish(undone);
    expect(await of(first)).toMatchObject({ priority: 0, due: before?.due });
    expect(await of(second)).toMatchObject({ priority: 2 });
    expect((await outcomes(undone.id)).map(([, , code]) => code)).toEqual(["", "changed_since"]);
  });

  it("promise anew what is still to ship, and cancel what has not left with its money back", async () => {
    const [first = "", second = ""] = await orders(2, { paymentMethod: "bank_transfer", paid: { amount: "10.00" } });
    const promisedAt = "2030-01-02T10:00:00.000Z";
    const promised = Date.parse(promisedAt) / 1000;
    const { number } = await done({ action: "promise", promisedAt, selection: { numbers: [first, second] } });
    expect((await of(second))?.promised).toBe(promised);
    await finish(must(await run(undoBulk, owner, { number })));
    expect((await of(second))?.promised).not.toBe(promised);

    must(await run(shipOrder, owner, { number: first }));
    const { id } = await done({ action: "cancel", reason: "out_of_stock", selection: { numbers: [first, second] } });
    expect((await outcomes(id)).map(([, status, code]) => [status, code])).toEqual([
      ["skipped", "already_shipped"],
      ["done", ""],
    ]);
    expect(await of(second)).toMatchObject({ stage: "cancelled", refunded_minor: 1000 });
    expect(await brokenRows()).toEqual([]);
  });
});

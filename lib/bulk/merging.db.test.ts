import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { tagOrder } from "@/lib/orders/commands/tag-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { retryBulk } from "./commands/retry-bulk";
import { startBulk } from "./commands/start-bulk";
import { undoBulk } from "./commands/undo-bulk";
import { lookAtBulk } from "./look-at-bulk";
import { listBulkMerges } from "./queries";
import { runBulk } from "./run-bulk";

let owner: Actor;
let mug: string;
let buyers = 0;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00" });
  await addStock(mug, 300);
});

afterEach(async () => {
  expect(await brokenRows()).toEqual([]);
});

const sql = () => connection().sql;

/** Orders of one buyer, the oldest first. */
async function ofOneBuyer(count: number, more: Parameters<typeof makeOrder>[1] = {}): Promise<string[]> {
  buyers += 1;
  const customer = { name: `Buyer ${buyers}`, email: `buyer${buyers}@example.test` };
  const numbers: string[] = [];
  while (numbers.length < count) {
    const { number, stage } = await makeOrder([{ sku: mug, quantity: 1 }], { customer, ...more });
    // The review takes the second for one that was sent twice.
    if (stage === "review") must(await run(approveOrder, owner, { number }));
    numbers.push(number);
  }
  return numbers;
}

async function looked(numbers: readonly (string | undefined)[]) {
  const opened = must(await run(createBulk, owner, { action: "merge", selection: { numbers } }));
  await lookAtBulk(opened.id);
  return opened;
}

async function start({ id, number }: { id: string; number: string }) {
  must(await run(startBulk, owner, { number }));
  expect(await runBulk(id)).toBe("done");
}

const outcomes = async ({ id }: { id: string }) =>
  Object.fromEntries(
    (await sql()`select order_number, status, code from bulk_job_items where job_id = ${id}`).map(
      ({ order_number, status, code }) => [order_number, code || status],
    ),
  );
const orders = async (numbers: readonly (string | undefined)[]) =>
  (
    await sql()`select stage, total_minor::int as total from orders
      where number = any(${numbers as string[]}::text[]) order by placed_at, id`
  ).map(({ stage, total }) => [stage, total]);

describe("merging many orders", () => {
  it("makes one order of each buyer's, says before which, and takes them apart again", async () => {
    const [first, second, third] = await ofOneBuyer(3, { shipping: "8.00" });
    const [one, two] = await ofOneBuyer(2);
    const [lonely] = await ofOneBuyer(1);
    const [held, free] = await ofOneBuyer(2);
    must(await run(holdOrder, owner, { number: held, type: "address" }));
    const all = [first, second, third, one, two, lonely, held, free];
    const before = await orders(all);
    const opened = await looked(all);
    expect(await outcomes(opened)).toEqual({
      ...Object.fromEntries([first, second, third, one, two].map((number) => [number, "ready"])),
      ...{
        [lonely as string]: "bulk_merge_alone",
        [held as string]: "bulk_merge_held",
        [free as string]: "bulk_merge_alone",
      },
    });
    expect(await listBulkMerges(opened.id)).toEqual([{ currency: "CNY", groups: 2, orders: 3, sparedMinor: "1600" }]);
    expect(await orders(all)).toEqual(before);

    await start(opened);
    expect(await orders([first, second, third, one, two])).toEqual([
      ["ready", 5400],
      ["cancelled", 0],
      ["cancelled", 0],
      ["ready", 2000],
      ["cancelled", 0],
    ]);
    const undone = must(await run(undoBulk, owner, { number: opened.number }));
    await lookAtBulk(undone.id);
    must(await run(startPicking, owner, { numbers: [one] }));
    await start(undone);
    expect(await outcomes(undone)).toMatchObject({
      [first as string]: "done",
      [second as string]: "done",
      [third as string]: "done",
      [one as string]: "changed_since_preview",
      [two as string]: "merge_picked",
    });
    expect(await orders([first, second, third])).toEqual(before.slice(0, 3));
  });

  it("leaves an order that was changed since out of its group, and the group where it was to stay", async () => {
    const [into, second, third] = await ofOneBuyer(3);
    const [other, last] = await ofOneBuyer(2);
    const opened = await looked([into, second, third, other, last]);
    for (const number of [third, other]) must(await run(tagOrder, owner, { number, add: ["call"] }));
    await start(opened);
    expect(await outcomes(opened)).toEqual({
      [into as string]: "done",
      [second as string]: "done",
      [third as string]: "changed_since_preview",
      [other as string]: "changed_since_preview",
      [last as string]: "bulk_merge_changed",
    });
    const again = must(await run(retryBulk, owner, { number: opened.number, of: "skipped" }));
    await lookAtBulk(again.id);
    await start(again);
    expect(await outcomes(again)).toMatchObject({ [other as string]: "done", [last as string]: "done" });
  });

  it("does each group once when two people start the same selection, and when several workers run it", async () => {
    const numbers = [...(await ofOneBuyer(3)), ...(await ofOneBuyer(2)), ...(await ofOneBuyer(4))];
    const [mine, theirs] = [await looked(numbers), await looked([...numbers].reverse())];
    for (const { number } of [mine, theirs]) must(await run(startBulk, owner, { number }));
    await Promise.all([mine, theirs, mine].map(({ id }) => runBulk(id, { atOnce: 2 })));
    const [merges] = await sql()`
      select count(*)::int as count, count(distinct from_id)::int as sources from order_lineage l
      join orders o on o.id = l.from_id where o.number = any(${numbers}::text[]) and l.kind = 'merged'`;
    expect(merges).toEqual({ count: 6, sources: 6 });
  });

  it("goes on with whole groups after it was cut off", async () => {
    const numbers = [...(await ofOneBuyer(3)), ...(await ofOneBuyer(3))];
    const opened = await looked(numbers);
    must(await run(startBulk, owner, { number: opened.number }));
    expect(await runBulk(opened.id, { atOnce: 2, turnMs: 0 })).toBe("later");
    expect((await orders(numbers)).filter(([stage]) => stage === "cancelled")).toHaveLength(2);
    expect(await brokenRows()).toEqual([]);
    expect(await runBulk(opened.id, { atOnce: 2 })).toBe("done");
    expect((await orders(numbers)).filter(([stage]) => stage === "cancelled")).toHaveLength(4);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { startBulk } from "./commands/start-bulk";
import { undoBulk } from "./commands/undo-bulk";
import { lookAtBulk } from "./look-at-bulk";
import { runBulk } from "./run-bulk";

let owner: Actor;
let mug: string;
let bowl: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00" });
  bowl = await makeVariant({ price: "25.00" });
  await addStock(mug, 300);
  await addStock(bowl, 300);
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

const sql = () => connection().sql;

async function placed(count: number, quantity = 2): Promise<string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) numbers.push((await makeOrder([{ sku: mug, quantity }])).number);
  return numbers;
}

/** Makes the change, looks, says what the look found, and does it. */
async function done(input: Record<string, unknown>) {
  const opened = must(await run(createBulk, owner, input));
  const looked = await finish(opened);
  return { ...opened, looked };
}

async function finish({ id, number }: { id: string; number: string }) {
  await lookAtBulk(id);
  const looked = await codes(id);
  must(await run(startBulk, owner, { number }));
  expect(await runBulk(id)).toBe("done");
  return looked;
}

const codes = async (id: string) =>
  (await sql()`select status, code from bulk_job_items where job_id = ${id} order by position`).map(
    ({ status, code }) => code || status,
  );

const linesOf = async (number = "") =>
  (
    await sql()`
      select l.sku, (l.ordered - l.cancelled)::int as units, l.reserved::int, trim_scale(l.unit_price)::text as price
      from order_lines l join orders o on o.id = l.order_id where o.number = ${number} and l.ordered > l.cancelled order by position`
  ).map(({ sku, units, reserved, price }) => [sku, units, reserved, price]);
const totalOf = async (number = "") =>
  Number((await sql()`select total_minor from orders where number = ${number}`)[0]?.total_minor);

describe("an item of many orders", () => {
  it("is replaced at its price, with the stock of what takes its place, and put back", async () => {
    const numbers = await placed(3);
    const other = (await makeOrder([{ sku: bowl, quantity: 1 }])).number;
    const before = await totalOf(numbers[0]);
    const change = await done({
      ...{ action: "items", change: "replace", sku: mug.toLowerCase(), with: bowl },
      selection: { numbers: [...numbers, other] },
    });
    expect(change.looked).toEqual(["ready", "ready", "ready", "item_not_in_order"]);
    for (const number of numbers) expect(await linesOf(number)).toEqual([[bowl, 2, 2, "10"]]);
    expect(await totalOf(numbers[0])).toBe(before);
    // Whose items were changed again since keeps them.
    must(await run(changeOrder, owner, { number: numbers[2], lines: [{ line: 2, quantity: 1 }] }));
    const back = must(await run(undoBulk, owner, { number: change.number }));
    expect(await finish(back)).toEqual(["ready", "ready", "changed_since"]);
    expect(await linesOf(numbers[0])).toEqual([[mug, 2, 2, "10"]]);
    expect(await linesOf(numbers[2])).toEqual([[bowl, 1, 1, "10"]]);
  });

  it("is taken off, gets another price, or is added as a gift", async () => {
    const [first = "", second = "", third = ""] = await placed(3);
    await done({ action: "items", change: "add", sku: bowl, unitPrice: "0", selection: { numbers: [first, second] } });
    expect(await linesOf(first)).toEqual([
      [mug, 2, 2, "10"],
      [bowl, 1, 1, "0"],
    ]);
    await done({ action: "items", change: "remove", sku: bowl, selection: { numbers: [first] } });
    expect(await linesOf(first)).toEqual([[mug, 2, 2, "10"]]);
    await done({ action: "items", change: "price", sku: mug, unitPrice: "7.50", selection: { numbers: [third] } });
    expect(await linesOf(third)).toEqual([[mug, 2, 2, "7.5"]]);
    expect(await totalOf(third)).toBe(1500);
  });

  it.each([
    [{ change: "replace" }, "with"],
    [{ change: "price" }, "unitPrice"],
    [{ change: "add", quantity: 0.5 }, "quantity"],
    [{ change: "add", quantity: -1 }, "quantity"],
    [{ change: "remove", sku: "" }, "sku"],
  ])("says what is missing or wrong in %j", async (input, field) => {
    const numbers = await placed(1);
    const outcome = await run(createBulk, owner, { action: "items", sku: mug, ...input, selection: { numbers } });
    expect(outcome.ok ? {} : outcome.fields).toHaveProperty(field);
  });

  it("gives the stock that is left to as many orders as it is enough for, and says so before", async () => {
    const rare = await makeVariant({ price: "10.00" });
    await addStock(rare, 3);
    const numbers = await placed(3, 1);
    const change = await done({
      ...{ action: "items", change: "add", sku: rare, quantity: 2 },
      selection: { numbers },
    });
    expect(change.looked).toEqual(["ready", "insufficient_stock", "insufficient_stock"]);
    expect(await linesOf(numbers[0])).toEqual([
      [mug, 1, 1, "10"],
      [rare, 2, 2, "10"],
    ]);
  });
});

describe("what waits for stock", () => {
  it("becomes an order of its own in each order that has both", async () => {
    const scarce = await makeVariant({ price: "5.00", backorderAllowed: true });
    await addStock(scarce, 1);
    const both = await makeOrder([
      { sku: mug, quantity: 2 },
      { sku: scarce, quantity: 3 },
    ]);
    const [whole = ""] = await placed(1);
    const before = await totalOf(both.number);
    const change = await done({ action: "split", selection: { numbers: [both.number, whole] } });
    expect(change.looked).toEqual(["ready", "nothing_waits"]);
    expect(await linesOf(both.number)).toEqual([
      [mug, 2, 2, "10"],
      [scarce, 1, 1, "5"],
    ]);
    const [part] = await sql()`
      select p.number, p.stage, l.kind from order_lineage l join orders o on o.id = l.from_id join orders p on p.id = l.to_id
      where o.number = ${both.number}`;
    expect(part).toMatchObject({ stage: "backordered", kind: "split" });
    expect(await linesOf(part?.number)).toEqual([[scarce, 2, 0, "5"]]);
    expect((await totalOf(both.number)) + (await totalOf(part?.number))).toBe(before);
  });
});

describe("another warehouse", () => {
  it("takes as many orders as it has stock for", async () => {
    await sql()`insert into locations (id, code, name, active, priority) values (gen_random_uuid(), 'WEST', 'West', true, 9)`;
    const cup = await makeVariant({ price: "10.00" });
    await addStock(cup, 10);
    const numbers: string[] = [];
    while (numbers.length < 2) numbers.push((await makeOrder([{ sku: cup, quantity: 2 }])).number);
    await addStock(cup, 3, "WEST");
    const change = await done({ action: "reroute", location: "west", selection: { numbers } });
    expect(change.looked).toEqual(["ready", "insufficient_stock"]);
    const at = await sql()`
      select o.number, w.code from orders o join locations w on w.id = o.location_id where o.number = any(${numbers}) order by 1`;
    expect(at.map(({ code }) => code)).toEqual(["WEST", expect.not.stringMatching("WEST")]);
    const nowhere = must(
      await run(createBulk, owner, { action: "reroute", location: "NOWHERE", selection: { numbers } }),
    );
    await lookAtBulk(nowhere.id);
    expect(await codes(nowhere.id)).toEqual(["unknown_location", "unknown_location"]);
  });
});

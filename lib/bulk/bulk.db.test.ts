import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { makeShop, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { startBulk } from "./commands/start-bulk";
import type { CreateBulkInput } from "./inputs";
import { lookAtBulk } from "./look-at-bulk";
import { runBulk } from "./run-bulk";

let owner: Actor;
let support: Actor;
let sku: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  support = (await hire("support")).actor;
  sku = await stockItem();
  await receive(sku, 10_000);
});

const sql = () => connection().sql;

async function orders(count: number): Promise<string[]> {
  const numbers: string[] = [];
  for (let made = 0; made < count; made += 1) numbers.push((await sell([{ sku, quantity: 1 }])).number);
  return numbers;
}

async function looked(input: unknown, actor = owner) {
  const opened = must(await run(createBulk, actor, input));
  await lookAtBulk(opened.id);
  return opened;
}

const state = async (id: string) => (await sql()`select * from bulk_jobs where id = ${id}`)[0];
const items = async (id: string) =>
  sql()`select order_number, status, code, facts from bulk_job_items where job_id = ${id} order by position`;
const hold = { action: "hold", type: "address" } satisfies Partial<CreateBulkInput>;

describe("a bulk change", () => {
  it("looks at each order first, then does those that can go and says of the others why", async () => {
    const numbers = await orders(4);
    must(await run(holdOrder, owner, { number: numbers[3], type: "address" }));
    const { id, number, total } = await looked({ ...hold, selection: { numbers } });
    expect(total).toBe(4);
    expect(await state(id)).toMatchObject({ status: "checked", ready: 3, skipped: 1, done: 0 });
    must(await run(startBulk, owner, { number }));
    expect(await runBulk(id)).toBe("done");
    expect(await state(id)).toMatchObject({ status: "done", ready: 0, skipped: 1, done: 3, started_by: "Olive Owner" });
    expect((await items(id)).map((item) => [item.order_number, item.status, item.code])).toEqual([
      [numbers[0], "done", ""],
      [numbers[1], "done", ""],
      [numbers[2], "done", ""],
      [numbers[3], "skipped", "already_held"],
    ]);
    const events = await sql()`
      select e.actor_name, e.data from order_events e join orders o on o.id = e.order_id
      where o.number = ${numbers[0] ?? ""} and e.type = 'order.held'`;
    expect(events).toMatchObject([{ actor_name: "Olive Owner", data: { type: "address", bulk: number } }]);
    expect(await brokenRows()).toEqual([]);
  });

  it("leaves an order that somebody changed since the preview, and says who and what", async () => {
    const numbers = await orders(3);
    const { id, number } = await looked({ ...hold, selection: { numbers } });
    must(await run(holdOrder, support, { number: numbers[1], type: "fraud" }));
    must(await run(startBulk, owner, { number }));
    await runBulk(id);
    expect(await state(id)).toMatchObject({ status: "done", done: 2, skipped: 1 });
    expect((await items(id))[1]).toMatchObject({
      status: "skipped",
      code: "changed_since_preview",
      facts: { changes: [{ type: "order.held", by: "Test support" }] },
    });
    expect(await brokenRows()).toEqual([]);
  });
});

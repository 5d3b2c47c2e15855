import { spawn } from "node:child_process";
import { once } from "node:events";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { makeShop, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { retryBulk } from "./commands/retry-bulk";
import { startBulk } from "./commands/start-bulk";
import { stopBulk } from "./commands/stop-bulk";
import type { CreateBulkInput } from "./inputs";
import { lookAtBulk } from "./look-at-bulk";
import { runBulk } from "./run-bulk";

// A worker of its own takes its time to start.
vi.setConfig({ testTimeout: 90_000 });

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

describe("work that is cut off", () => {
  it("has done whole batches when it is killed in the middle of one, and each order once when it goes on", async () => {
    const numbers = await orders(9);
    const { id, number } = await looked({ ...hold, selection: { numbers } });
    must(await run(startBulk, owner, { number }));
    expect(await runBulk(id, { atOnce: 3, turnMs: 0 })).toBe("later");
    const blocker = await sql().reserve();
    const worker = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], { stdio: "ignore" });
    const ended = once(worker, "exit");
    try {
      // Somebody works on the fifth order: the worker's batch waits for it, and there it is killed.
      await blocker`begin`;
      await blocker`select 1 from orders where number = ${numbers[4] ?? ""} for update`;
      await untilSome(
        () => sql()`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      worker.kill("SIGKILL");
      await ended;
    } finally {
      await blocker`rollback`;
      blocker.release();
      worker.kill("SIGKILL");
    }
    expect(await state(id)).toMatchObject({ status: "running", done: 3, ready: 6 });
    expect(await brokenRows()).toEqual([]);
    expect(await runBulk(id, { atOnce: 3 })).toBe("done");
    expect(await state(id)).toMatchObject({ status: "done", done: 9, ready: 0 });
    expect(await timesHeld(numbers)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(await brokenRows()).toEqual([]);
  });

  it("is stopped between two batches, and the rest is done by a change of its own", async () => {
    const numbers = await orders(4);
    const { id, number } = await looked({ ...hold, selection: { numbers } });
    must(await run(startBulk, owner, { number }));
    expect(await runBulk(id, { atOnce: 2, turnMs: 0 })).toBe("later");
    must(await run(stopBulk, owner, { number }));
    expect(await runBulk(id)).toBe("stopped");
    expect(await state(id)).toMatchObject({ status: "stopped", done: 2, ready: 2 });
    const rest = must(await run(retryBulk, owner, { number, of: "left" }));
    await lookAtBulk(rest.id);
    must(await run(startBulk, owner, { number: rest.number }));
    expect(await runBulk(rest.id)).toBe("done");
    expect(await state(rest.id)).toMatchObject({ done: 2, skipped: 0 });
    expect(await timesHeld(numbers)).toEqual([1, 1, 1, 1]);
  });
});

describe("at the same moment", () => {
  it("two workers on one change do each order once", async () => {
    const numbers = await orders(8);
    const { id, number } = await looked({ ...hold, selection: { numbers } });
    must(await run(startBulk, owner, { number }));
    await Promise.all([1, 2, 3].map(() => runBulk(id, { atOnce: 2 })));
    expect(await state(id)).toMatchObject({ status: "done", done: 8 });
    expect(await timesHeld(numbers)).toEqual(Array(8).fill(1));
    expect(await brokenRows()).toEqual([]);
  });

  it("two people on the same orders do each order once, and the second is told what the first did", async () => {
    const numbers = await orders(8);
    const first = await looked({ ...hold, selection: { numbers } });
    const second = await looked(
      { action: "hold", type: "payment", selection: { numbers: numbers.toReversed() } },
      support,
    );
    must(await run(startBulk, owner, { number: first.number }));
    must(await run(startBulk, support, { number: second.number }));
    await Promise.all([runBulk(first.id, { atOnce: 2 }), runBulk(second.id, { atOnce: 3 })]);
    const outcomes = await sql()`
      select array_agg(status order by status) as ends, bool_and(code in ('', 'changed_since_preview')) as told
      from bulk_job_items where job_id in (${first.id}, ${second.id}) group by order_id`;
    expect(outcomes.map(({ ends, told }) => [ends, told])).toEqual(Array(8).fill([["done", "skipped"], true]));
    expect(await timesHeld(numbers)).toEqual(Array(8).fill(1));
    expect(await brokenRows()).toEqual([]);
  });
});

describe("an order that breaks a rule of the database", () => {
  it("fails by itself, and can be tried again", async () => {
    const numbers = await orders(7);
    await sql().unsafe(`
      create function break_one() returns trigger language plpgsql as $$ begin
        raise exception 'not this one' using errcode = 'check_violation'; end $$;
      create trigger break_one before update on orders for each row when (new.number = '${numbers[3]}') execute function break_one()`);
    const { id, number } = await looked({ ...hold, selection: { numbers } });
    must(await run(startBulk, owner, { number }));
    expect(await runBulk(id)).toBe("done");
    expect(await state(id)).toMatchObject({ status: "done", done: 6, failed: 1 });
    expect((await items(id))[3]).toMatchObject({ order_number: numbers[3], status: "failed", code: "unexpected" });
    await sql()`drop function break_one() cascade`;
    const again = must(await run(retryBulk, owner, { number, of: "failed" }));
    await lookAtBulk(again.id);
    must(await run(startBulk, owner, { number: again.number }));
    await runBulk(again.id);
    expect(await state(again.id)).toMatchObject({ status: "done", done: 1 });
    expect(await brokenRows()).toEqual([]);
  });
});

describe("who may", () => {
  it("is asked when a change is made, started and worked on", async () => {
    const [warehouse, viewer] = [await hire("warehouse"), await hire("viewer")];
    const numbers = await orders(2);
    const refused = { ok: false, refusal: { code: "forbidden" } };
    expect(await run(createBulk, viewer.actor, { ...hold, selection: { numbers } })).toMatchObject(refused);
    const tag = { action: "tag", add: ["vip"], selection: { numbers } };
    expect(await run(createBulk, warehouse.actor, tag)).toMatchObject(refused);
    const { id, number } = await looked(tag);
    expect(await run(startBulk, warehouse.actor, { number })).toMatchObject(refused);
    must(await run(startBulk, support, { number }));
    await sql()`update staff set active = false where id = ${support.id}`;
    expect(await runBulk(id)).toBe("stopped");
    await sql()`update staff set active = true where id = ${support.id}`;
    expect(await state(id)).toMatchObject({ status: "stopped", done: 0, ready: 2, error: "no_such_person" });
  });
});

/** How often each order was held. */
async function timesHeld(numbers: string[]): Promise<number[]> {
  const rows = await sql()`
    select o.number, (select count(*)::int from order_events e where e.order_id = o.id and e.type = 'order.held') as times
    from orders o where o.number = any(${numbers}) order by o.number`;
  return rows.map((row) => row.times as number);
}

async function untilSome<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (;;) {
    const found = await look();
    if (found.length > 0) return found;
  }
}

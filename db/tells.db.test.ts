import { describe, expect, it } from "vitest";
import { createRule } from "@/lib/automation/commands/create-rule";
import { run } from "@/lib/command";
import { raiseException } from "@/lib/exceptions/commands/raise-exception";
import { liveChannel } from "@/lib/live/listener";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { connection } from "./client";

const owner = await makeShop();
const cup = await makeVariant();
const { sql } = connection();

const heard: { topic: string; facts: unknown }[] = [];
const waiting = new Set<() => void>();
await sql.listen(liveChannel, (message) => {
  heard.push(JSON.parse(message) as { topic: string; facts: unknown });
  for (const look of waiting) look();
});

/** What was told from here until the work was done, which an echo after it ends. */
async function told(work: () => Promise<unknown>): Promise<{ topic: string; facts: unknown }[]> {
  heard.length = 0;
  await work();
  const echo = crypto.randomUUID();
  await new Promise<void>((resolve) => {
    const look = () => {
      if (heard.some(({ facts }) => facts === echo)) resolve();
    };
    waiting.add(look);
    void sql`select pg_notify(${liveChannel}, ${JSON.stringify({ topic: "echo", facts: echo })})`.execute();
  });
  return heard.filter(({ facts }) => facts !== echo);
}

describe("the database tells", () => {
  it("of orders that got an event", async () => {
    await addStock(cup, 10);
    const seen = await told(() => makeOrder([{ sku: cup, quantity: 1 }]));
    expect(seen.map(({ topic }) => topic)).toContain("orders");
  });

  it("of stock that moves for no order", async () => {
    expect(await told(() => addStock(cup, 1))).toContainEqual({ topic: "stock", facts: null });
  });

  it("of people whose access changed, or who are gone", async () => {
    const staff = { topic: "staff", facts: null };
    expect(await told(() => sql`update staff set role = 'owner' where id = ${owner.id}`)).toEqual([staff]);
    expect(await told(() => sql`delete from staff where id = ${crypto.randomUUID()}`)).toEqual([staff]);
  });

  it.each(["returns", "return_lines"])("of what changes in %s", async (table) => {
    const change = () => sql.unsafe(`update ${table} set id = id where false`);
    expect(await told(change)).toContainEqual({ topic: "returns", facts: null });
  });

  it("of exceptions that somebody has to look at", async () => {
    const seen = await told(async () => must(await run(raiseException, owner.actor, { title: "A box is wet" })));
    expect(seen).toContainEqual({ topic: "exceptions", facts: null });
  });

  it("of what a rule has still to do, and not of what it did at once", async () => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    const rule = { name: "Mark", trigger: "received" as const, actions: [{ kind: "review" as const }] };
    const { number } = must(await run(createRule, owner.actor, { rule }));
    const fire = (seq: number, status: string, did: string) => sql`
      insert into automation_firings (id, rule_id, rule_version, order_id, seq, cause, status, fired_at, saw, actions, did)
      select gen_random_uuid(), id, version, ${order.id}, ${seq}, 'event', ${status}, now(), '{}', '[{}]', ${did}::text::jsonb
      from automation_rules where number = ${number}`;
    const message = { topic: "automation", facts: null };
    expect(await told(() => fire(1, "done", "[{}]"))).not.toContainEqual(message);
    expect(await told(() => fire(2, "open", "[]"))).toContainEqual(message);
  });

  it("those who asked to hear of an event, by a delivery of its own", async () => {
    const endpoint = crypto.randomUUID();
    await sql`
      insert into webhook_endpoints (id, name, url, secret, topics, created_by, created_at, updated_at)
      values (${endpoint}, 'Partner', 'https://example.com', 'sealed:x', '{order.received}', 'Ann', now(), now())`;
    const seen = await told(() => makeOrder([{ sku: cup, quantity: 1 }]));
    expect(seen).toContainEqual({ topic: "webhooks", facts: null });
    const deliveries = await sql`select topic, seq from webhook_deliveries where endpoint_id = ${endpoint}`;
    expect(deliveries).toEqual([{ topic: "order.received", seq: 1 }]);
  });

  it.each([
    ["carriers", "shipping_version"],
    ["shipping_services", "shipping_version"],
    ["shipping_mappings", "shipping_version"],
    ["promotions", "promotions_version"],
  ])("those who remember %s, by the shop's row", async (table, version) => {
    const read = async () => (await sql.unsafe(`select ${version} as n from shops`))[0]?.n as number;
    const before = await read();
    await sql.unsafe(`delete from ${table} where false`);
    expect(await read()).toBe(before + 1);
  });

  it.each([
    ["bulk_jobs", "bulk", { action: "hold", status: "checking" }, "status = 'stopped'"],
    ["imports", "import", { status: "uploaded" }, "rows_done = 1"],
  ])("of work in %s that begins and gets further", async (table, kind, values, change) => {
    const message = { topic: "job", facts: [kind, "J1"] };
    const id = crypto.randomUUID();
    const row = JSON.stringify({ ...(await blank(table)), ...values, id, number: "J1" });
    const insert = `insert into ${table} select (jsonb_populate_record(null::${table}, $1::text::jsonb)).*`;
    expect(await told(() => sql.unsafe(insert, [row]))).toEqual([message]);
    expect(await told(() => sql.unsafe(`update ${table} set ${change} where id = $1`, [id]))).toEqual([message]);
  });
});

/** A row with something in every column that must have it. */
async function blank(table: string): Promise<Record<string, string | number | object>> {
  const columns = await sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attnotnull`;
  return Object.fromEntries(columns.map(({ name, type }) => [name, anyOf(type)]));
}

function anyOf(type: string): string | number | object {
  if (type === "uuid") return owner.id;
  if (type === "text") return "x";
  if (type === "jsonb") return {};
  return type.startsWith("timestamp") ? "2026-02-03T10:00:00Z" : 0;
}

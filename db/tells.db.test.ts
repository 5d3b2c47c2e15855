import { describe, expect, it } from "vitest";
import { liveChannel } from "@/lib/live/listener";
import { addStock, makeOrder, makeShop, makeVariant } from "@/lib/testing/factories";
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

import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { together } from "@/lib/run-together";
import { loadShop, type Shop } from "@/lib/shop";
import { addStock, makeShop, makeVariant } from "@/lib/testing/factories";
import { verify } from "@/lib/verify";

const receive = together(receiveOrder);
const actor = systemActor("till");
let shop: Shop;
let sku: string;
let buyers = 0;

function order(quantity: number, more: Record<string, unknown> = {}) {
  buyers += 1;
  return {
    channel: "manual",
    paymentMethod: "cod",
    onShortage: "refuse",
    reserve: true,
    customer: { name: "Ann", email: `ann-${buyers}@example.com` },
    shipTo: { name: "Ann", line1: "1 Mill Lane", city: "Leeds", country: "GB" },
    lines: [{ sku, quantity }],
    ...more,
  };
}

const call = (input: unknown, idempotencyKey?: string) => receive({ actor, shop, input, idempotencyKey });

/** How many transactions wrote the orders of these numbers. */
async function transactionsOf(numbers: readonly string[]): Promise<number> {
  const [row] = await connection().sql`
    select count(distinct xmin::text)::int as n from orders where number = any(${[...numbers]}::text[])`;
  return row?.n;
}

const counted = async (table: string): Promise<number> =>
  (await connection().sql`select count(*)::int as n from ${connection().sql(table)}`)[0]?.n;

beforeAll(async () => {
  await makeShop();
  shop = await loadShop(connection().sql);
  sku = await makeVariant();
  await addStock(sku, 1000);
});

describe("calls that come at the same time", () => {
  it("share a transaction and get what each would have got alone", async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => call(order(1))));
    const numbers = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.number] : []));
    expect(new Set(numbers).size).toBe(20);
    // Two went at once; the others are shared out between those that follow, some of which may come late.
    expect(await transactionsOf(numbers)).toBeLessThan(10);
    const [alone] = await connection()
      .sql`select stage, version, total_minor::text as total from orders where number = ${numbers[0] ?? ""}`;
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ ok: true, value: { stage: alone?.stage, version: alone?.version } });
    }
  });

  it("refuses one for what it asks without touching the others, and keeps nothing of it", async () => {
    const customers = await counted("customers");
    const orders = await counted("orders");
    const outcomes = await Promise.all([
      call(order(1)),
      call(order(1)),
      call(order(100_000)),
      call(order(1, { channel: "nowhere" })),
      call(order(1, { lines: [{ sku, quantity: 1.5 }] })),
      call(order(1, { colour: "red" })),
      call(order(1, { lines: [{ sku: "NO-SUCH", quantity: 1 }] })),
      call(order(1)),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? "taken" : outcome.refusal.code))).toEqual([
      "taken",
      "taken",
      "insufficient_stock",
      "unknown_channel",
      "invalid_input",
      "invalid_input",
      "unknown_sku",
      "taken",
    ]);
    expect(await counted("orders")).toBe(orders + 3);
    expect(await counted("customers")).toBe(customers + 3);
  });

  it("has the effect of a key once, also when its calls share a transaction", async () => {
    const before = await counted("orders");
    const once = order(1);
    // These two go at once: of the four that wait, the first that follow share a transaction.
    const busy = [call(order(1)), call(order(1))];
    const asked = [call(once, "k-1"), call(once, "k-1"), call({ ...once, gift: true }, "k-1"), call(order(1), "k-2")];
    await Promise.all(busy);
    const outcomes = await Promise.all(asked);
    expect(outcomes.map((outcome) => (outcome.ok ? "taken" : outcome.refusal.code))).toEqual([
      "taken",
      "in_progress",
      "in_progress",
      "taken",
    ]);
    expect(await counted("orders")).toBe(before + 4);
    const [again, other] = await Promise.all([call(once, "k-1"), call({ ...once, gift: true }, "k-1"), call(order(1))]);
    expect(again).toMatchObject({ ok: true, replayed: true });
    expect(other).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
    const [kept] = await Promise.all([call(order(1)), call(once, "k-1")]);
    expect(kept.ok).toBe(true);
    expect(await counted("orders")).toBe(before + 6);
  });

  it("runs each alone when the transaction they shared cannot stand", async () => {
    await connection().sql`create function refuse_lane() returns trigger language plpgsql as $$
      begin
        if new.buyer_message like '%poison%' then raise exception 'no such lane'; end if;
        return new;
      end $$`;
    await connection()
      .sql`create trigger refuse_lane before insert on orders for each row execute function refuse_lane()`;
    const ended = await Promise.allSettled([
      call(order(1)),
      call(order(1)),
      call(order(1, { buyerMessage: "poison" })),
      call(order(1), "k-3"),
    ]);
    await connection().sql`drop trigger refuse_lane on orders`;
    await connection().sql`drop function refuse_lane`;
    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await call(order(1), "k-3")).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
  });

  it("leaves every promise kept", async () => {
    const rows = [];
    for await (const row of verify(connection().sql)) rows.push(row);
    expect(rows).toEqual([]);
  });
});

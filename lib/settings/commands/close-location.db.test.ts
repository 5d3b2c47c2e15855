import { expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { addStock, makeLocation, makeShop, makeVariant } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { saveLocation } from "./save-location";

const { actor } = await makeShop();
const cup = await makeVariant();
const { sql } = connection();

/** A warehouse that alone has units. */
async function openedWith(code: string, units: number): Promise<string> {
  await makeLocation(code);
  const sku = await makeVariant({ sku: `CUP-${code}` });
  await addStock(sku, units, code);
  return sku;
}

async function close(code: string) {
  const [location] = await sql<{ id: string }[]>`select id from locations where code = ${code}`;
  const { id } = location as { id: string };
  const input = {
    id,
    code,
    name: code,
    nameZh: "",
    addressLines: "",
    city: "",
    country: "",
    phone: "",
    priority: 200,
    active: false,
  };
  return run(saveLocation, actor, input);
}

function order(sku: string, quantity: number) {
  return run(receiveOrder, systemActor(), {
    channel: "manual",
    paymentMethod: "cod",
    customer: { name: "王小明", email: `${newId()}@example.com` },
    lines: [{ sku, quantity }],
    onShortage: "refuse",
    reserve: true,
  });
}

const promised = async (code: string) =>
  (
    await sql`select coalesce(sum(reserved), 0)::int as units from stock_levels l join locations p on p.id = l.location_id
             where p.code = ${code} and not p.active`
  )[0]?.units;

it("an order that read a warehouse as open gets nothing from it once it is closed", async () => {
  const sku = await openedWith("LATE", 5);
  const outcome = await connection().transactions.begin(async (held) => {
    // Somebody counts the shelf: the order has read which warehouses are open, and waits for its level.
    await held`select 1 from stock_levels l join variants v on v.id = l.variant_id where v.sku = ${sku} for update of l`;
    const ordered = order(sku, 1);
    const waiting = () => sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(waiting).not.toHaveLength(0);
    expect(await close("LATE")).toMatchObject({ ok: true });
    return { ordered };
  });
  expect(await outcome.ordered).toMatchObject({ refusal: { code: "insufficient_stock" } });
  expect(await promised("LATE")).toBe(0);
});

it("of orders and a closing at the same moment one side is refused", async () => {
  await addStock(cup, 1);
  for (let round = 0; round < 15; round += 1) {
    const code = `RACE-${round}`;
    const sku = await openedWith(code, 10);
    const [first, closed, second] = await Promise.all([order(sku, 1), close(code), order(sku, 2)]);
    if (closed.ok) expect([first.ok, second.ok, await promised(code)]).toEqual([false, false, 0]);
    else {
      expect(closed.refusal.code).toBe("location_in_use");
      expect(first.ok || second.ok).toBe(true);
    }
  }
  expect(await brokenRows()).toEqual([]);
});

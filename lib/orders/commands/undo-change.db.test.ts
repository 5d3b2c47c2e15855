import { afterAll, beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { readOrders } from "@/lib/orders/lock-order";
import { changeBack } from "@/lib/orders/rules/undo-change";
import type { PastEvent } from "@/lib/orders/rules/undo-event";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { changeOrder } from "./change-order";

let owner: Actor;
let mug: string;
let bowl: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00" });
  bowl = await makeVariant({ price: "25.00" });
  await addStock(mug, 500);
  await addStock(bowl, 500);
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

async function seen(number: string) {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`no order ${number}`);
  const events = await connection().sql<PastEvent[]>`
    select seq, type, data from order_events where order_id = ${order.id} order by seq`;
  return { order, events };
}

/** The change that takes the latest one back, as its form would ask for it. */
async function back(number: string) {
  const { order, events } = await seen(number);
  const event = events.findLast(({ data }) => data.revert !== undefined);
  if (!event) throw new Error("nothing was changed");
  const asked = changeBack(order, event, events);
  return isRefusal(asked) ? asked : { undoes: event.seq, lines: asked.lines };
}

const sums = async (number: string) => {
  const { order } = await seen(number);
  const { itemsMinor, taxMinor, totalMinor } = order;
  const units = order.lines.reduce((sum, line) => sum + line.ordered - line.cancelled, 0);
  return { itemsMinor, taxMinor, totalMinor, units };
};

it("more units, another price and an added item go back as the one change they were", async () => {
  const { number } = await makeOrder([{ sku: mug, quantity: 3 }]);
  const before = await sums(number);
  must(
    await run(changeOrder, owner, {
      number,
      lines: [{ line: 1, quantity: 5, unitPrice: "8.00" }],
      add: [{ sku: bowl, quantity: 2 }],
    }),
  );
  const asked = await back(number);
  expect(asked).toMatchObject({
    lines: [
      { line: 1, quantity: 3, unitPrice: "10.000000" },
      { line: 2, quantity: 0 },
    ],
  });
  must(await run(changeOrder, owner, { number, ...asked }));
  expect(await sums(number)).toEqual(before);
  const { events } = await seen(number);
  expect(events.filter(({ data }) => data.undoes !== undefined)).toHaveLength(1);
  const { undoes } = asked as { undoes: number };
  const first = events.find(({ seq }) => seq === undoes) as PastEvent;
  expect(changeBack((await seen(number)).order, first, events)).toMatchObject({ code: "undone_already" });
});

it("units that were taken off come back as a line of their own, at the price of their line", async () => {
  const { number } = await makeOrder([{ sku: mug, quantity: 4 }]);
  const before = await sums(number);
  must(await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
  must(await run(changeOrder, owner, { number, ...(await back(number)) }));
  expect(await sums(number)).toEqual(before);
});

it("what was changed again since stays, and what asks for more than going back is a change like any other", async () => {
  const { number } = await makeOrder([{ sku: mug, quantity: 3 }]);
  must(await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 6 }] }));
  const asked = (await back(number)) as { undoes: number };
  must(await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 4 }], undoes: asked.undoes }));
  const { order, events } = await seen(number);
  expect(events.filter(({ data }) => data.undoes !== undefined)).toEqual([]);
  const first = events.find(({ seq }) => seq === asked.undoes) as PastEvent;
  expect(changeBack(order, first, events)).toMatchObject({ code: "changed_since" });
});

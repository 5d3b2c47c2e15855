import { beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { listOrdersToPick } from "@/lib/fulfilment/queries/queue";
import { receiveStock } from "@/lib/inventory/commands/receive-stock";
import { setPriority } from "@/lib/orders/commands/set-priority";
import { undoEvent } from "@/lib/orders/commands/undo-event";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";

let owner: Actor;

beforeAll(async () => {
  owner = (await makeShop()).actor;
});

const at = (hours: number) => new Date(Date.UTC(2030, 0, 10, hours)).toISOString();

it("lets an order's turn come first in the queue, and back again", async () => {
  const sku = await makeVariant();
  await addStock(sku, 10);
  const [early, late] = [
    (await makeOrder([{ sku, quantity: 1 }], { promisedAt: at(0) })).number,
    (await makeOrder([{ sku, quantity: 1 }], { promisedAt: at(40) })).number,
  ];
  const [main] = await connection().sql<{ id: string }[]>`select id from locations where code = 'MAIN'`;
  const queue = async () =>
    (await listOrdersToPick("ready", { id: main?.id ?? "", isFirst: true }, new Date())).rows.map(
      ({ number }) => number,
    );
  expect(await queue()).toEqual([early, late]);
  const { version } = must(await run(setPriority, owner, { number: late, priority: "high", reason: "regular" }));
  expect(await queue()).toEqual([late, early]);
  expect(await run(setPriority, owner, { number: late, priority: "high" })).toMatchObject({
    ok: false,
    refusal: { code: "nothing_to_change" },
  });
  must(await run(undoEvent, owner, { number: late, seq: version }));
  expect(await queue()).toEqual([early, late]);
});

it("gives stock that comes in to whom it puts first", async () => {
  const sku = await makeVariant({ backorderAllowed: true });
  const [early, late] = [
    (await makeOrder([{ sku, quantity: 1 }], { promisedAt: at(0) })).number,
    (await makeOrder([{ sku, quantity: 1 }], { promisedAt: at(90) })).number,
  ];
  must(await run(setPriority, owner, { number: late, priority: "urgent" }));
  must(await run(receiveStock, owner, { location: "MAIN", lines: [{ sku, quantity: 1 }] }));
  const stages = await connection().sql`
    select number, stage from orders where number in (${early}, ${late}) order by number`;
  expect(stages.map(({ stage }) => stage)).toEqual(["backordered", "ready"]);
  expect(await brokenRows()).toEqual([]);
});

import { beforeAll, expect, it } from "vitest";
import { GET as list } from "@/app/api/v1/exceptions/route";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { call, makeApiKey } from "@/lib/testing/api";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { closeExceptions } from "./commands/close-exceptions";
import { raiseException } from "./commands/raise-exception";

let owner: Actor;
beforeAll(async () => {
  owner = (await makeShop()).actor;
});

it("a program reads what is stuck, page by page", async () => {
  const sku = await makeVariant();
  await addStock(sku, 5);
  const { number: order } = await makeOrder([{ sku, quantity: 1 }]);
  const numbers: number[] = [];
  for (const title of ["One", "Two", "Three"]) {
    numbers.push(must(await run(raiseException, owner, { title, order })).number as number);
  }
  must(await run(closeExceptions, owner, { numbers: [numbers[1] as number], reason: "Done" }));
  const key = await makeApiKey();
  const ask = (query: string) => call(list, "GET", { key, query: `?${query}` });
  const first = await ask("limit=1");
  expect(first.body).toMatchObject({
    exceptions: [{ number: numbers[0], type: "raised", order, facts: { title: "One" } }],
  });
  const second = await ask(`limit=1&cursor=${(first.body as { next: string }).next}`);
  expect(second.body).toMatchObject({ exceptions: [{ number: numbers[2] }], next: null });
  expect((await ask("state=closed")).body).toMatchObject({
    exceptions: [{ number: numbers[1], closedBecause: "by_hand" }],
  });
  expect((await ask(`state=all&order=${order}&type=raised`)).body).toMatchObject({ exceptions: { length: 3 } });
  expect((await ask("cursor=nonsense")).status).toBe(422);
});

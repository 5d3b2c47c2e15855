import { expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { listOrdersToPick } from "./queue";

it("shows of an order to pick whatever keeps it from leaving", async () => {
  const { actor } = await makeShop();
  await makeLocation("EAST");
  const cup = await makeVariant({ sku: "CUP", price: "5.00" });
  await addStock(cup, 10);
  const [free, held] = [
    await makeOrder([{ sku: cup, quantity: 1 }], { paymentMethod: "cod" }),
    await makeOrder([{ sku: cup, quantity: 1 }], { paymentMethod: "cod" }),
  ];
  must(
    await run(holdOrder, actor, { number: held.number, type: "stock", scope: "ship", reason: "waits for the rest" }),
  );
  const [place] = await connection().sql<{ id: string }[]>`select id from locations where code = 'MAIN'`;
  const { rows } = await listOrdersToPick("ready", { id: place?.id ?? "", isFirst: true }, new Date());
  expect(rows.map(({ number, holdTypes }) => [number, holdTypes])).toEqual([
    [free.number, []],
    [held.number, ["stock"]],
  ]);
});

import { expect, it } from "vitest";
import { actorOf, openShop } from "@/lib/testing/people";
import { receive, sell, stockItem } from "@/lib/testing/trade";
import { getFirstSteps } from "./first-steps";

it("leads a new shop to its first order, and is silent from then on", async () => {
  const owner = (await openShop()).actor;
  const left = async () => (await getFirstSteps(owner))?.filter(({ done }) => !done).map(({ key }) => key);
  expect(await left()).toEqual(["shop", "taxes", "product", "stock", "people", "order"]);
  const warehouse = await actorOf("warehouse");
  expect(await getFirstSteps(warehouse)).toEqual([{ key: "stock", done: false }]);
  expect(await getFirstSteps(await actorOf("viewer"))).toBeNull();
  const sku = await stockItem({ sku: "FIRST-1" });
  await receive(sku, 10);
  expect(await left()).toEqual(["shop", "taxes", "order"]);
  await sell([{ sku, quantity: 1 }]);
  expect(await getFirstSteps(owner)).toBeNull();
});

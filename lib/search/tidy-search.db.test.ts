import { expect, it } from "vitest";
import { findTyped } from "@/lib/orders/search-condition";
import { addStock, makeOrder, makeShop, makeVariant } from "@/lib/testing/factories";
import { tidySearch } from "./tidy-search";

it("sorts in what was written lately, and finds the same before and after", async () => {
  await makeShop();
  const cup = await makeVariant();
  await addStock(cup, 5);
  await tidySearch();
  const order = await makeOrder([{ sku: cup, quantity: 1 }], { customer: { name: "Quill Tidyman" } });
  const found = async () => (await findTyped("tidyman")).few;
  expect(await found()).toEqual([order.id]);
  expect(await tidySearch()).toBeGreaterThan(0);
  expect(await found()).toEqual([order.id]);
  expect(await tidySearch()).toBe(0);
});

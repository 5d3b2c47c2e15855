import { expect, it, vi } from "vitest";
import { run } from "@/lib/command";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { followNews } from "./follow-news";
import { openExceptionsOf } from "./queries/of-order";

it("what gets stuck is found soon after it was told of", async () => {
  const owner = (await makeShop()).actor;
  const sku = await makeVariant();
  await addStock(sku, 5);
  const { number, id } = await makeOrder([{ sku, quantity: 1 }]);
  const following = followNews();
  const dueAt = new Date(Date.now() - 60_000).toISOString();
  must(await run(holdOrder, owner, { number, type: "other", dueAt }));
  const found = async () => (await openExceptionsOf(id)).map(({ type }) => type);
  await vi.waitFor(async () => expect(await found()).toEqual(["hold_overdue"]), { timeout: 15_000, interval: 100 });
  await following.stop();
});

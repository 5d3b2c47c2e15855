import { describe, expect, it } from "vitest";
import { run } from "@/lib/command";
import { collectCod } from "@/lib/payments/commands/collect-cod";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { markDelivered } from "./mark-delivered";
import { shipOrders } from "./ship-orders";

const owner = (await openShop()).actor;
const warehouse = await actorOf("warehouse");
const viewer = await actorOf("viewer");

describe("shipping many orders", () => {
  it("sends what can go and names what cannot, each with its own answer", async () => {
    const sku = await stockItem({ backorderAllowed: true });
    await receive(sku, 5);
    const [first, second, waiting] = [
      await sell([{ sku, quantity: 2 }]),
      await sell([{ sku, quantity: 3 }]),
      await sell([{ sku, quantity: 1 }]),
    ];
    const orders = [
      { number: first.number, carrier: "SF", trackingNumber: "SF1" },
      { number: second.number },
      { number: waiting.number },
      { number: "NO-SUCH" },
    ];
    const sent = must(await run(shipOrders, warehouse, { orders }));
    expect(sent.shipped.map(({ number, stage }) => [number, stage])).toEqual([
      [first.number, "shipped"],
      [second.number, "shipped"],
    ]);
    expect(new Set(sent.shipped.flatMap(({ shipments }) => shipments)).size).toBe(2);
    expect(sent.skipped.map(({ number, code }) => [number, code]).sort()).toEqual(
      [
        [waiting.number, "part_in_stock"],
        ["NO-SUCH", "not_found"],
      ].sort(),
    );
    expect(await brokenRows()).toEqual([]);
  });

  it("sends an order once, whoever asks at the same moment", async () => {
    const sku = await stockItem();
    await receive(sku, 4);
    const { number } = await sell([{ sku, quantity: 4 }]);
    const twice = await Promise.all([1, 2, 3].map(() => run(shipOrders, warehouse, { orders: [{ number }] })));
    expect(twice.flatMap((outcome) => must(outcome).shipped)).toHaveLength(1);
    expect(await brokenRows()).toEqual([]);
  });

  it("is not the viewer's to do", async () => {
    expect(await run(shipOrders, viewer, { orders: [{ number: "CH-1" }] })).toMatchObject({
      ok: false,
      refusal: { code: "forbidden" },
    });
  });
});

it("an order paid on delivery is completed when the courier's money is written down", async () => {
  const sku = await stockItem();
  await receive(sku, 1);
  const { number } = await sell([{ sku, quantity: 1 }]);
  const { shipped } = must(await run(shipOrders, owner, { orders: [{ number }] }));
  must(await run(markDelivered, owner, { shipments: shipped[0]?.shipments }));
  expect(must(await run(collectCod, owner, { number }))).toMatchObject({ stage: "completed" });
  expect(await brokenRows()).toEqual([]);
});

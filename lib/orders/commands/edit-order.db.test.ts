import { afterAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { cancelOrder } from "./cancel-order";
import { editOrder } from "./edit-order";

const { actor } = await makeShop();
const cup = await makeVariant({ price: "20.00" });
await addStock(cup, 10);
const abroad = { name: "Anna Bell", line1: "1 High Street", city: "London", country: "GB" };

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

it("a new address changes where the parcel goes, not the country in which the order was sold and taxed", async () => {
  const order = await makeOrder([{ sku: cup, quantity: 2 }]);
  must(await run(editOrder, actor, { number: order.number, version: order.version, shipTo: abroad }));
  const [row] = await connection().sql`select country, ship_to->>'country' as goes from orders where id = ${order.id}`;
  expect(row).toEqual({ country: "CN", goes: "GB" });
  must(await run(cancelOrder, actor, { number: order.number }));
  const sums = await connection().sql`
    select country, sum(amount_minor)::text as amount, sum(order_delta)::int as orders from sales_entries where order_id = ${order.id} group by 1`;
  expect([...sums]).toEqual([{ country: "CN", amount: "0", orders: 0 }]);
});

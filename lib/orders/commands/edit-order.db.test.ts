import { afterAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { getOrderPage } from "../queries/order-page";
import { taxElsewhere } from "../queries/tax-elsewhere";
import { cancelOrder } from "./cancel-order";
import { editOrder } from "./edit-order";
import { submitDraft } from "./submit-draft";

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

it("a draft that goes to another country is taxed by that country's rates, and says what changed", async () => {
  const { sql } = connection();
  await sql`insert into tax_rates (country, tax_class, rate) values ('CN', 'standard', '0.13'), ('GB', 'standard', '0.2'), ('GB', 'shipping', '0.2')`;
  const lines = [
    { sku: cup, quantity: 2 },
    { sku: cup, quantity: 1, taxRate: "0.06", discount: "1.00" },
  ];
  const draft = await makeOrder(lines, { draft: true, pricesIncludeTax: false, shipping: "5.00", discount: "3.00" });
  const edited = must(
    await run(editOrder, actor, { number: draft.number, version: draft.version, shipTo: abroad, sellerNote: "x" }),
  );
  const [order] = await sql`
    select country, shipping_tax_rate::float8 as shipping, tax_minor::int as tax, total_minor::int as total from orders where id = ${draft.id}`;
  const taxed =
    await sql`select tax_rate::float8 as rate, tax_minor::int as tax from order_lines where order_id = ${draft.id} order by position`;
  // Of 40.00 and 19.00 the discount of 3.00 takes 2.03 and 0.97.
  expect([...taxed]).toEqual([
    { rate: 0.2, tax: 759 },
    { rate: 0.06, tax: 108 },
  ]);
  expect(order).toEqual({ country: "GB", shipping: 0.2, tax: 759 + 108 + 100, total: 5600 + 500 + 759 + 108 + 100 });
  const [event] = await sql`select data from order_events where order_id = ${draft.id} and type = 'order.retaxed'`;
  expect(event?.data).toMatchObject({ country: "GB", taxBeforeMinor: "602", taxMinor: "967", totalMinor: "7067" });
  must(await run(submitDraft, actor, { number: draft.number, version: edited.version }));
  const [sold] =
    await sql`select sum(amount_minor)::int as sum from sales_entries where order_id = ${draft.id} and country = 'GB'`;
  expect(sold?.sum).toBe(7067);
});

it("a placed order keeps its tax, and its page says what it would be there", async () => {
  const order = await makeOrder([{ sku: cup, quantity: 2 }], { pricesIncludeTax: false });
  must(await run(editOrder, actor, { number: order.number, version: order.version, shipTo: abroad }));
  const page = await getOrderPage(order.number);
  expect(page && (await taxElsewhere(page.state, page.order.shipTo))).toEqual({
    soldIn: "CN",
    goesTo: "GB",
    taxMinor: 520n,
    taxThereMinor: 800n,
  });
  const home = await makeOrder([{ sku: cup, quantity: 1 }]);
  const same = await getOrderPage(home.number);
  expect(same && (await taxElsewhere(same.state, same.order.shipTo))).toBeNull();
});

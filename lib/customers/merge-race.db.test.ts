import { expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { addStock, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { createCustomer } from "./commands/create-customer";
import { mergeCustomers } from "./commands/merge-customers";

const { actor } = await makeShop();
const cup = await makeVariant();
await addStock(cup, 1000);

it("an order that comes in while its customer is merged goes to the one who stays", async () => {
  for (let round = 0; round < 12; round += 1) {
    const email = `twice-${round}@example.com`;
    const from = must(await run(createCustomer, actor, { name: "李雯", email }));
    const into = must(await run(createCustomer, actor, { name: "李雯", phone: `1380013${1000 + round}` }));
    const order = {
      channel: "manual",
      paymentMethod: "cash",
      customer: { name: "李雯", email },
      lines: [{ sku: cup, quantity: 1 }],
    };
    const outcomes = await Promise.all([
      run(receiveOrder, systemActor(), order),
      run(mergeCustomers, actor, { from: from.number, into: into.number }),
      run(receiveOrder, systemActor(), order),
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
  }
  const [astray] = await connection().sql`
    select count(*)::int as n from orders o join customers c on c.id = o.customer_id where c.merged_into_id is not null`;
  expect(astray?.n).toBe(0);
  expect(await brokenRows()).toEqual([]);
});

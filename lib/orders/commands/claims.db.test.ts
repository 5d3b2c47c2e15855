import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { changeCustomer } from "@/lib/orders/commands/change-customer";
import { changePaymentMethod } from "@/lib/orders/commands/change-payment-method";
import { rerouteOrder } from "@/lib/orders/commands/reroute-order";
import { setPriority } from "@/lib/orders/commands/set-priority";
import { takeStock } from "@/lib/orders/commands/take-stock";
import { readOrders } from "@/lib/orders/lock-order";
import { previewTakeover } from "@/lib/orders/queries/preview-takeover";
import type { OrderState } from "@/lib/orders/rules/state";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";

let owner: Actor;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  await makeLocation("NORTH");
});

async function read(number: string): Promise<OrderState> {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`${number} is not there`);
  return order;
}

const claimsOf = async (number: string) =>
  (
    await connection().sql`
      select p.code, r.quantity from reservations r join locations p on p.id = r.location_id
      join order_lines l on l.id = r.order_line_id join orders o on o.id = l.order_id where o.number = ${number} order by 1`
  ).map(({ code, quantity }) => `${code} ${quantity}`);

const codeOf = async (outcome: Promise<{ ok: true } | { ok: false; refusal: { code: string } }>) => {
  const answer = await outcome;
  return answer.ok ? "done" : answer.refusal.code;
};

describe("another warehouse", () => {
  it("claims there what is on no shipment, and what waited, as far as it is free", async () => {
    const sku = await makeVariant({ backorderAllowed: true });
    await addStock(sku, 2, "MAIN");
    const { number } = await makeOrder([{ sku, quantity: 5 }]);
    expect(await claimsOf(number)).toEqual(["MAIN 2"]);
    expect(await codeOf(run(rerouteOrder, owner, { number, location: "NORTH" }))).toBe("insufficient_stock");
    await addStock(sku, 4, "NORTH");
    must(await run(rerouteOrder, owner, { number, location: "north" }));
    expect(await claimsOf(number)).toEqual(["NORTH 4"]);
    expect((await read(number)).lines[0]).toMatchObject({ reserved: 4, backordered: 1 });
    expect(await codeOf(run(rerouteOrder, owner, { number, location: "NORTH" }))).toBe("nothing_to_change");
    expect(await codeOf(run(rerouteOrder, owner, { number, location: "MOON" }))).toBe("unknown_location");
    expect(await brokenRows()).toEqual([]);
  });

  it("leaves what is being picked where it is", async () => {
    const sku = await makeVariant();
    await addStock(sku, 2, "MAIN");
    await addStock(sku, 9, "NORTH");
    const { number } = await makeOrder([{ sku, quantity: 2 }]);
    must(await run(startPicking, owner, { numbers: [number], location: "MAIN" }));
    const { number: other } = await makeOrder([{ sku, quantity: 1 }]);
    expect(await codeOf(run(rerouteOrder, owner, { number: other, location: "NORTH" }))).toBe("nothing_to_change");
    must(await run(rerouteOrder, owner, { number, location: "NORTH" }));
    expect(await claimsOf(number)).toEqual(["MAIN 2"]);
    expect(await brokenRows()).toEqual([]);
  });
});

describe("how an order is paid", () => {
  it("lets it go on once nobody waits for its money, and keeps it until it is paid where somebody does", async () => {
    const sku = await makeVariant({ price: "10.00" });
    await addStock(sku, 9);
    const { number, stage } = await makeOrder([{ sku, quantity: 1 }], { paymentMethod: "bank_transfer" });
    expect(stage).toBe("awaiting_payment");
    must(await run(changePaymentMethod, owner, { number, method: "cod" }));
    expect(await read(number)).toMatchObject({ stage: "ready", paymentMethod: "cod", held: false });
    must(await run(changePaymentMethod, owner, { number, method: "card" }));
    expect((await read(number)).holds).toMatchObject([{ type: "payment", scope: "ship", releaseWhen: "paid" }]);
    must(await run(changePaymentMethod, owner, { number, method: "cash" }));
    expect(await read(number)).toMatchObject({ held: false });
    must(await run(changePaymentMethod, owner, { number, method: "online" }));
    must(await run(recordPayment, owner, { number, method: "bank_transfer" }));
    expect(await read(number)).toMatchObject({ held: false, stage: "ready" });
    expect(await codeOf(run(changePaymentMethod, owner, { number, method: "online" }))).toBe("nothing_to_change");
    expect(await brokenRows()).toEqual([]);
  });
});

describe("whose an order is", () => {
  it("counts its sale as another customer's, found by number or e-mail, with nothing else of it changed", async () => {
    const sku = await makeVariant({ price: "10.00" });
    await addStock(sku, 9);
    const [one, two] = [
      await makeOrder([{ sku, quantity: 1 }], { customer: { name: "林晓", email: "linxiao@example.com" } }),
      await makeOrder([{ sku, quantity: 1 }], { customer: { name: "周敏", email: "zhoumin@example.com" } }),
    ];
    const { sql } = connection();
    await sql`select ch_roll_up_sales(1000)`;
    must(await run(changeCustomer, owner, { number: one.number, customer: "ZhouMin@example.com" }));
    const rows = await sql`
      select o.number, c.email, o.contact_name as name from orders o join customers c on c.id = o.customer_id
      where o.number in (${one.number}, ${two.number}) order by o.number`;
    expect(rows.map(({ email, name }) => [email, name])).toEqual([
      ["zhoumin@example.com", "林晓"],
      ["zhoumin@example.com", "周敏"],
    ]);
    const again = { number: one.number, customer: "zhoumin@example.com" };
    expect(await codeOf(run(changeCustomer, owner, again))).toBe("nothing_to_change");
    expect(await codeOf(run(changeCustomer, owner, { ...again, customer: "nobody" }))).toBe("no_such_customer");
    expect(await brokenRows()).toEqual([]);
  });
});

describe("stock of others", () => {
  const at = (hours: number) => new Date(Date.UTC(2030, 0, 10, hours)).toISOString();

  it("goes to an order that counts as due sooner, from the last ones first, as it was previewed", async () => {
    const sku = await makeVariant({ backorderAllowed: true });
    await addStock(sku, 3);
    const made = async (quantity: number, hours: number) =>
      (await makeOrder([{ sku, quantity }], { promisedAt: at(hours) })).number;
    const [first, last, picked] = [await made(1, 60), await made(1, 80), await made(1, 90)];
    must(await run(startPicking, owner, { numbers: [picked] }));
    const late = await made(3, 70);
    expect(await read(late)).toMatchObject({ stage: "backordered" });
    const looked = await previewTakeover(owner, late);
    if (isRefusal(looked)) throw new Error(looked.code);
    expect(looked).toMatchObject({ taken: [{ from: last, units: 1 }], missing: 2 });
    must(await run(setPriority, owner, { number: late, priority: "high" }));
    expect(await codeOf(run(takeStock, owner, { number: late, expected: looked.digest }))).toBe("effect_changed");
    must(await run(takeStock, owner, { number: late }));
    expect((await read(late)).lines[0]).toMatchObject({ reserved: 2, backordered: 1 });
    expect((await read(first)).lines[0]).toMatchObject({ reserved: 0, backordered: 1 });
    expect((await read(last)).lines[0]).toMatchObject({ reserved: 0, backordered: 1 });
    expect((await read(picked)).lines[0]).toMatchObject({ reserved: 1 });
    expect(await codeOf(run(takeStock, owner, { number: late }))).toBe("nothing_to_take");
    expect(await brokenRows()).toEqual([]);
  });

  it("two orders that want the same units do not both get them", async () => {
    const sku = await makeVariant({ backorderAllowed: true });
    await addStock(sku, 1);
    await makeOrder([{ sku, quantity: 1 }], { promisedAt: at(90) });
    const wanting = [
      (await makeOrder([{ sku, quantity: 1 }], { promisedAt: at(1) })).number,
      (await makeOrder([{ sku, quantity: 1 }], { promisedAt: at(1) })).number,
    ];
    for (const number of wanting)
      if ((await read(number)).stage === "review") must(await run(approveOrder, owner, { number }));
    const outcomes = await Promise.all(wanting.map((number) => codeOf(run(takeStock, owner, { number }))));
    expect(outcomes.sort()).toEqual(["done", "nothing_to_take"]);
    expect(await brokenRows()).toEqual([]);
  });
});

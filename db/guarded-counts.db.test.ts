import { describe, expect, it } from "vitest";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { exchangeReturn } from "@/lib/returns/commands/exchange-return";
import { inspectReturn } from "@/lib/returns/commands/inspect-return";
import { receiveReturn } from "@/lib/returns/commands/receive-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { makeCoupon } from "@/lib/testing/promote";
import { connection } from "./client";

const { actor: owner } = await makeShop();
const { actor: support } = await hire("support");
const cup = await makeVariant({ price: "200.00" });
await addStock(cup, 100);
const { sql } = connection();

describe("without any program the database counts what is used of a coupon", () => {
  const use = async (code: string, customer: string | null) => {
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    await sql`
      insert into coupon_uses (id, coupon_id, order_id, customer_id, claimed_at, claimed_by)
      select gen_random_uuid(), c.id, ${order.id}, ${customer}, now(), 'Ann' from coupons c where c.code = ${code}`;
  };
  const used = async (code: string) => (await sql`select used from coupons where code = ${code}`)[0]?.used;
  const giveBack = (code: string) => sql`
    update coupon_uses set released_at = now()
    where coupon_id = (select id from coupons where code = ${code})`;

  it("as it is claimed and given back", async () => {
    await makeCoupon("TWICE");
    await use("TWICE", null);
    await use("TWICE", null);
    expect(await used("TWICE")).toBe(2);
    await giveBack("TWICE");
    expect(await used("TWICE")).toBe(0);
  });

  it("and lets no customer have it more often than it allows", async () => {
    await makeCoupon("ONCE", {}, { limitPerCustomer: 1 });
    const order = await makeOrder([{ sku: cup, quantity: 1 }]);
    const [buyer] = await sql`select customer_id as id from orders where id = ${order.id}`;
    await use("ONCE", buyer?.id);
    await expect(use("ONCE", buyer?.id)).rejects.toThrow("as often as it allows");
    await giveBack("ONCE");
    await use("ONCE", buyer?.id);
  });

  it("each use once: it is not given back again, nor made another's", async () => {
    await makeCoupon("STAYS");
    await use("STAYS", null);
    const other = await makeOrder([{ sku: cup, quantity: 1 }]);
    const move = sql`
      update coupon_uses set order_id = ${other.id}
      where coupon_id = (select id from coupons where code = 'STAYS')`;
    await expect(move).rejects.toThrow("append-only");
    await giveBack("STAYS");
    await expect(giveBack("STAYS")).rejects.toThrow("append-only");
  });
});

/** Three units that left and are paid, of which two are on their way back. */
async function returned() {
  const order = await makeOrder([{ sku: cup, quantity: 3 }], { paid: { amount: "600.00" } });
  must(await run(shipOrder, owner, { number: order.number, trackingNumber: `SF-${order.number}` }));
  const lines = [{ line: 1, quantity: 2, reason: "not_wanted" as const }];
  const { rma } = must(await run(requestReturn, owner, { number: order.number, lines, approve: true }));
  const [row] = await sql`
    select r.id, l.id as line from returns r join order_lines l on l.order_id = r.order_id where r.number = ${rma}`;
  return { ...(row as { id: string; line: string }), rma, number: order.number };
}

/** A refund of two units that waits for a second person, of no return yet. */
async function refundOf(number: string) {
  const what = { kind: "lines" as const, lines: [{ line: 1, quantity: 2 }] };
  must(await run(requestRefund, support, { number, what, reason: "late" }));
  const [refund] = await sql`
    select r.id from refunds r join orders o on o.id = r.order_id where o.number = ${number} and r.status = 'requested'`;
  return refund?.id as string;
}

describe("without any program the database counts what returns do", () => {
  it("the units that they wait for, on the line of the order", async () => {
    const { id, line } = await returned();
    const awaited = async () => (await sql`select awaited from order_lines where id = ${line}`)[0]?.awaited;
    expect(await awaited()).toBe(2);
    await sql`update return_lines set withdrawn = 1 where return_id = ${id}`;
    expect(await awaited()).toBe(1);
    const moreThanLeft = sql`update return_lines set requested = 9 where return_id = ${id}`;
    await expect(moreThanLeft).rejects.toThrow("order_lines_returns");
  });

  it("for the line they are of, and no other", async () => {
    const [one, two] = [await returned(), await returned()];
    const move = sql`update return_lines set order_line_id = ${two.line} where return_id = ${one.id}`;
    await expect(move).rejects.toThrow("append-only");
    const ofAnother = sql`
      insert into return_lines (id, return_id, order_line_id, position, reason, refund_when, requested)
      values (gen_random_uuid(), ${one.id}, ${two.line}, 2, 'other', 'on_receipt', 1)`;
    await expect(ofAnother).rejects.toThrow("goods of another order");
  });

  it("the units whose money goes back, until the refund is declined", async () => {
    const { id, number } = await returned();
    const refund = await refundOf(number);
    const refunded = async () => (await sql`select refunded from return_lines where return_id = ${id}`)[0]?.refunded;
    await sql`insert into return_refunds (refund_id, return_id) values (${refund}, ${id})`;
    expect(await refunded()).toBe(2);
    await sql`update refunds set status = 'declined' where id = ${refund}`;
    expect(await refunded()).toBe(0);
  });

  it("no money of another order", async () => {
    const [one, two] = [await returned(), await returned()];
    const refund = await refundOf(two.number);
    const link = sql`insert into return_refunds (refund_id, return_id) values (${refund}, ${one.id})`;
    await expect(link).rejects.toThrow("a refund of another order");
  });

  it("the units that are exchanged, until the exchange is called off", async () => {
    const { id, rma } = await returned();
    const lines = [{ line: 1, quantity: 2 }];
    const findings = [{ line: 1, quantity: 2, condition: "unopened" as const, disposition: "restock" as const }];
    must(await run(receiveReturn, owner, { rma, lines, location: "MAIN" }));
    must(await run(inspectReturn, owner, { rma, findings }));
    const { exchange } = must(await run(exchangeReturn, owner, { rma, lines }));
    const exchanged = async () => (await sql`select exchanged from return_lines where return_id = ${id}`)[0]?.exchanged;
    expect(await exchanged()).toBe(2);
    must(await run(cancelOrder, owner, { number: exchange, lines: [{ line: 1, quantity: 1 }] }));
    expect(await exchanged()).toBe(1);
  });
});

it("without any program the database counts the units of a parcel from when it leaves until it is called off", async () => {
  const item = await makeVariant();
  await addStock(item, 10);
  const { id, number } = await makeOrder([{ sku: item, quantity: 4 }]);
  const sent = async () => {
    await sql`select ch_roll_up_shipped(1000)`;
    const [row] = await sql`
      select coalesce(sum(units), 0)::int as units from shipped_daily_variants d join variants v on v.id = d.variant_id
      where v.sku = ${item}`;
    return row?.units;
  };
  must(await run(startPicking, owner, { numbers: [number] }));
  expect(await sent()).toBe(0);
  await sql`update shipments set status = 'shipped', shipped_at = now() where order_id = ${id}`;
  expect(await sent()).toBe(4);
  await sql`update shipments set status = 'delivered' where order_id = ${id}`;
  expect(await sent()).toBe(4);
  await sql`update shipments set status = 'cancelled' where order_id = ${id}`;
  expect(await sent()).toBe(0);
});

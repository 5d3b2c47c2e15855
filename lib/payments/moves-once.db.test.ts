import { afterAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { readOrders } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { declineRefund } from "./commands/decline-refund";
import { recordPayment } from "./commands/record-payment";
import { requestRefund } from "./commands/request-refund";
import { askAgain, capturePayment, takeOnline, voidPayment } from "./online-payments";
import { getOrderMoney } from "./queries/order-money";

const { actor: owner } = await makeShop();
const { actor: support } = await hire("support");
const bowl = await makeVariant({ sku: "BOWL", price: "100.00", cost: "40.00" });
await addStock(bowl, 1000);

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? "ok" : outcome.refusal?.code);

async function state(number: string): Promise<OrderState> {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`no order ${number}`);
  return order;
}

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

describe("what was paid too much", () => {
  const overpaid = { what: { kind: "overpaid" as const }, reason: "other" as const };

  /** Five bowls paid, two sent, three cancelled, and their refund turned down: 300.00 too much in the house. */
  async function overpaidOrder(): Promise<string> {
    const { number } = await makeOrder([{ sku: bowl, quantity: 5 }], { paymentMethod: "bank_transfer" });
    must(await run(recordPayment, support, { number, method: "bank_transfer" }));
    must(await run(shipOrder, owner, { number, lines: [{ code: bowl, quantity: 2 }] }));
    const { refunds } = must(await run(cancelOrder, support, { number, lines: [{ line: 1, quantity: 3 }] }));
    must(await run(declineRefund, owner, { refund: refunds[0]?.number }));
    return number;
  }

  it("is given back once, also when units come back with it", async () => {
    const number = await overpaidOrder();
    const restock = [{ line: 1, quantity: 1, location: "MAIN" }];
    must(await run(requestRefund, owner, { number, ...overpaid, restock }));
    expect(await state(number)).toMatchObject({ paidMinor: 50_000n, refundedMinor: 30_000n });
    expect(codeOf(await run(requestRefund, owner, { number, ...overpaid }))).toBe("nothing_to_refund");
    must(await run(requestRefund, owner, { number, what: { kind: "whole" }, reason: "not_wanted" }));
    expect(await state(number)).toMatchObject({ refundedMinor: 50_000n });
  });

  it("that brings units back brings their cost back too", async () => {
    const number = await overpaidOrder();
    must(
      await run(requestRefund, owner, { number, ...overpaid, restock: [{ line: 1, quantity: 1, location: "MAIN" }] }),
    );
    const [cost] = await connection().sql`
      select sum(cost_minor)::text as left from sales_entries e join orders o on o.id = e.order_id where o.number = ${number}`;
    expect(cost?.left).toBe("4000");
  });
});

it("the payments of an order are shown to those who may read payments", async () => {
  const { actor: picker } = await hire("warehouse");
  const { number } = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "bank_transfer" });
  must(await run(recordPayment, support, { number, method: "bank_transfer", reference: "6225 8801" }));
  must(await run(requestRefund, support, { number, what: { kind: "amount", amount: "20.00" }, reason: "goodwill" }));
  expect((await getOrderMoney(await state(number), support)).payments).toHaveLength(1);
  const seen = await getOrderMoney(await state(number), picker);
  expect(seen).toMatchObject({ payments: [], refunds: [], totalMinor: "10000" });
});

it("all the money of what has not left goes back by cancelling, which frees the stock", async () => {
  const { number } = await makeOrder([{ sku: bowl, quantity: 2 }], { paymentMethod: "bank_transfer" });
  must(await run(recordPayment, support, { number, method: "bank_transfer" }));
  const asked = { number, what: { kind: "whole" }, reason: "not_wanted" };
  expect(codeOf(await run(requestRefund, owner, asked))).toBe("to_ship_cancel");
  expect((await getOrderMoney(await state(number), owner)).toShip).toBe(2);
  must(await run(cancelOrder, owner, { number }));
  const order = await state(number);
  expect(order).toMatchObject({ stage: "cancelled", paidMinor: 20_000n, refundedMinor: 20_000n });
  expect(order.lines[0]?.reserved).toBe(0);
});

describe("an online payment", () => {
  const promised = async (quantity: number) => {
    const order = await makeOrder([{ sku: bowl, quantity }], { paymentMethod: "online" });
    must(await takeOnline(support, { number: order.number, capture: false }));
    return order.number;
  };

  it("is captured for what is due, not for what was cancelled since it was promised", async () => {
    const number = await promised(3);
    must(await run(cancelOrder, support, { number, lines: [{ line: 1, quantity: 2 }] }));
    const shown = await getOrderMoney(await state(number), support);
    expect(shown.payments[0]).toMatchObject({ capturableMinor: "10000", openMinor: "30000" });
    must(await capturePayment(support, { number, payment: 1 }));
    expect(await state(number)).toMatchObject({ totalMinor: 10_000n, paidMinor: 10_000n });
    expect(codeOf(await capturePayment(support, { number, payment: 1 }))).toBe("nothing_to_capture");
    must(await voidPayment(support, { number, payment: 1 }));
    expect(await state(number)).toMatchObject({ authorisedMinor: 10_000n });
  });

  it("is not captured of an order that is cancelled", async () => {
    const number = await promised(1);
    must(await run(cancelOrder, support, { number }));
    expect(codeOf(await capturePayment(support, { number, payment: 1 }))).toBe("nothing_to_capture");
  });

  it("whose answer was lost is not taken a second time beside the first", async () => {
    const { number } = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "online" });
    expect(codeOf(await takeOnline(support, { number, token: "timeout-authorise" }))).toBe("payment_in_doubt");
    expect(codeOf(await takeOnline(support, { number }))).toBe("payment_in_doubt");
    must(await askAgain(support, { number, payment: 1 }));
    expect(await state(number)).toMatchObject({ authorisedMinor: 10_000n, paidMinor: 10_000n });
  });

  it("is opened once by two who take it at the same moment", async () => {
    const { number } = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "online" });
    await Promise.all([takeOnline(support, { number }), takeOnline(owner, { number })]);
    expect(await state(number)).toMatchObject({ authorisedMinor: 10_000n, paidMinor: 10_000n });
  });
});

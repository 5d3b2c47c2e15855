import { afterAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { readOrders } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { approveRefund } from "./commands/approve-refund";
import { collectCod } from "./commands/collect-cod";
import { declineRefund } from "./commands/decline-refund";
import { recordPayment } from "./commands/record-payment";
import { requestRefund } from "./commands/request-refund";
import { askAgain, capturePayment, takeOnline, voidAfterCancel, voidPayment } from "./online-payments";
import { type Answer, ask, type PaymentProvider } from "./provider";
import { postRefundAnswer, settleRefund } from "./settle-refund";
import { createSimulator } from "./simulator";

const house = systemActor();
const { actor: owner } = await makeShop();
const { actor: support } = await hire("support");
const { actor: finance } = await hire("finance");
const { actor: warehouse } = await hire("warehouse");
await makeLocation("EAST");
const bowl = await makeVariant({ sku: "BOWL", price: "100.00", cost: "40.00" });
const towel = await makeVariant({ sku: "TOWEL", price: "33.33" });
await addStock(bowl, 10_000);
await addStock(towel, 10_000);

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? "ok" : outcome.refusal?.code);
const sql = () => connection().sql;

async function state(number: string): Promise<OrderState> {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`no order ${number}`);
  return order;
}

/** An order of that many bowls, paid and, unless told otherwise, sent. */
async function paidOrder(
  settings: { units?: number; ship?: boolean; method?: "bank_transfer" | "card" | "cash" } = {},
) {
  const { units = 1, ship = true, method = "bank_transfer" } = settings;
  const order = await makeOrder([{ sku: bowl, quantity: units }], { paymentMethod: "bank_transfer" });
  const paid = must(
    await run(recordPayment, support, { number: order.number, method, reference: `ref ${order.number}` }),
  );
  if (paid.stage === "review") must(await run(approveOrder, owner, { number: order.number }));
  if (ship) must(await run(shipOrder, owner, { number: order.number }));
  return order.number;
}

/** The same, paid online by a payment whose token says how the provider behaves. */
async function onlineOrder(token = "", units = 1) {
  const order = await makeOrder([{ sku: bowl, quantity: units }], { paymentMethod: "online" });
  must(await takeOnline(support, { number: order.number, token }));
  must(await run(shipOrder, owner, { number: order.number }));
  return order.number;
}

const refundsOf = (number: string) =>
  sql()<{ id: string; number: string; status: string; amount: string; attempts: number; provider_key: string }[]>`
    select r.id, r.number, r.status, r.amount_minor::text as amount, r.attempts, r.provider_key
    from refunds r join orders o on o.id = r.order_id where o.number = ${number} order by r.requested_at, r.id`;
const jobsFor = (queue: string, refundId: string) =>
  sql()`select 1 from jobs.job where name = ${queue} and data->>'refundId' = ${refundId}`;
const salesOf = async (number: string) => {
  const [row] = await sql()`
    select coalesce(sum(amount_minor) filter (where e.kind <> 'refund'), 0)::text as total, coalesce(sum(amount_minor), 0)::text as net,
      coalesce(sum(order_delta), 0)::int as orders
    from sales_entries e join orders o on o.id = e.order_id where o.number = ${number}`;
  return row as { total: string; net: string; orders: number };
};
const eventsOf = async (number: string) => {
  const rows =
    await sql()`select e.type from order_events e join orders o on o.id = e.order_id where o.number = ${number} order by seq`;
  return rows.map((row) => row.type as string);
};

const whole = { what: { kind: "whole" as const }, reason: "not_wanted" as const };
const amount = (text: string) => ({ what: { kind: "amount" as const, amount: text }, reason: "goodwill" as const });

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

describe("money that arrives", () => {
  it("lets an order that waited for it go on by itself", async () => {
    const order = await makeOrder([{ sku: bowl, quantity: 2 }], { paymentMethod: "bank_transfer" });
    expect(order.stage).toBe("awaiting_payment");
    const part = must(
      await run(recordPayment, support, { number: order.number, method: "bank_transfer", amount: "50.00" }),
    );
    expect(part.stage).toBe("awaiting_payment");
    const rest = must(await run(recordPayment, support, { number: order.number, method: "cash" }));
    expect(rest.stage).toBe("ready");
    const after = await state(order.number);
    expect(after).toMatchObject({ paidMinor: 20_000n, authorisedMinor: 20_000n });
    expect(after.lines[0]?.reserved).toBe(2);
    expect(await eventsOf(order.number)).toContain("order.approved");
  });

  it("is written down although the order is held, and the order waits", async () => {
    const order = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "bank_transfer" });
    must(await run(holdOrder, support, { number: order.number, type: "fraud" }));
    expect(must(await run(recordPayment, support, { number: order.number, method: "bank_transfer" })).stage).toBe(
      "review",
    );
  });

  it.each([
    ["above what is due", { amount: "100.01" }, "more_than_due"],
    ["with more decimals than the currency has", { amount: "1.001" }, "bad_amount"],
    ["of an older version", { version: 1 }, "order_changed"],
    ["of an order that does not exist", { number: "CH-1" }, "not_found"],
  ])("is refused %s, and leaves nothing", async (_, input, code) => {
    const order = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "bank_transfer" });
    expect(codeOf(await run(recordPayment, support, { number: order.number, method: "cash", ...input }))).toBe(code);
    expect((await state(order.number)).payments).toEqual([]);
  });

  it("is not taken twice by one card slip", async () => {
    const [one, two] = [
      await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "card" }),
      await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "card" }),
    ];
    must(await run(recordPayment, support, { number: one.number, method: "card", reference: "SLIP-1" }));
    expect(codeOf(await run(recordPayment, support, { number: two.number, method: "card", reference: "SLIP-1" }))).toBe(
      "duplicate_reference",
    );
  });

  it("is written once by one key, however often it is sent", async () => {
    const order = await makeOrder([{ sku: bowl, quantity: 2 }], { paymentMethod: "bank_transfer" });
    const input = { number: order.number, method: "bank_transfer", amount: "20.00" };
    for (let sent = 0; sent < 3; sent += 1) must(await run(recordPayment, support, input, { idempotencyKey: "k1" }));
    expect((await state(order.number)).paidMinor).toBe(2000n);
  });

  it("is not the warehouse's to record", async () => {
    const order = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "bank_transfer" });
    expect(codeOf(await run(recordPayment, warehouse, { number: order.number, method: "cash" }))).toBe("forbidden");
  });

  it("on delivery is collected once the parcel has left", async () => {
    const order = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "cod" });
    expect(codeOf(await run(collectCod, support, { number: order.number }))).toBe("not_shipped");
    must(await run(shipOrder, owner, { number: order.number }));
    must(await run(collectCod, support, { number: order.number }));
    expect(await state(order.number)).toMatchObject({ paidMinor: 10_000n });
    expect(codeOf(await run(collectCod, support, { number: order.number }))).toBe("nothing_due");
  });
});

describe("an online payment", () => {
  const fresh = () => makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "online" });

  it("is authorised and captured, and the order goes on", async () => {
    const order = await fresh();
    expect(must(await takeOnline(support, { number: order.number })).stage).toBe("ready");
    expect((await state(order.number)).payments).toMatchObject([
      { provider: "simulator", authorisedMinor: 10_000n, capturedMinor: 10_000n },
    ]);
  });

  it("can be captured later, in one piece", async () => {
    const order = await fresh();
    must(await takeOnline(support, { number: order.number, capture: false }));
    expect(await state(order.number)).toMatchObject({ authorisedMinor: 10_000n, paidMinor: 0n });
    expect(codeOf(await takeOnline(support, { number: order.number }))).toBe("nothing_due");
    must(await capturePayment(support, { number: order.number, payment: 1 }));
    expect(codeOf(await capturePayment(support, { number: order.number, payment: 1 }))).toBe("nothing_to_capture");
    expect((await state(order.number)).paidMinor).toBe(10_000n);
  });

  it("that is declined is told so, and can be tried again", async () => {
    const order = await fresh();
    expect(codeOf(await takeOnline(support, { number: order.number, token: "decline" }))).toBe("payment_declined");
    expect(await eventsOf(order.number)).toContain("payment.failed");
    expect(must(await takeOnline(support, { number: order.number })).stage).toBe("ready");
  });

  it("whose answer was lost is asked again with the same key: one effect", async () => {
    const order = await fresh();
    expect(
      codeOf(await takeOnline(support, { number: order.number, token: "timeout-authorise timeout-capture" })),
    ).toBe("payment_in_doubt");
    expect(codeOf(await askAgain(support, { number: order.number, payment: 1 }))).toBe("payment_in_doubt");
    must(await askAgain(support, { number: order.number, payment: 1 }));
    expect((await state(order.number)).payments).toMatchObject([{ authorisedMinor: 10_000n, capturedMinor: 10_000n }]);
  });

  it("that was only promised is let go, by hand or with the order", async () => {
    const [one, two] = [await fresh(), await fresh()];
    must(await takeOnline(support, { number: one.number, capture: false }));
    must(await voidPayment(support, { number: one.number, payment: 1 }));
    expect(await state(one.number)).toMatchObject({ authorisedMinor: 0n });
    must(await takeOnline(support, { number: two.number, capture: false }));
    must(await run(cancelOrder, support, { number: two.number }));
    const [payment] = (await state(two.number)).payments;
    expect(
      await sql()`select 1 from jobs.job where name = 'payments.void' and data->>'paymentId' = ${payment?.id ?? ""}`,
    ).toHaveLength(1);
    await voidAfterCancel(house, payment?.id ?? "");
    await voidAfterCancel(house, payment?.id ?? "");
    expect(await state(two.number)).toMatchObject({ authorisedMinor: 0n, stage: "cancelled" });
  });
});

describe("a refund", () => {
  it("of a manual payment is settled when it is approved: money, sales, counters and shelf", async () => {
    const number = await paidOrder({ units: 2 });
    const [before] =
      await sql()`select on_hand from stock_levels l join variants v on v.id = l.variant_id join locations x on x.id = l.location_id where v.sku = ${bowl} and x.code = 'EAST'`;
    const done = must(
      await run(requestRefund, owner, { number, ...whole, restock: [{ line: 1, quantity: 1, location: "EAST" }] }),
    );
    expect(done.refunds).toMatchObject([{ amountMinor: "20000", status: "succeeded" }]);
    const after = await state(number);
    expect(after).toMatchObject({ refundedMinor: 20_000n });
    expect(after.lines[0]).toMatchObject({ refunded: 2, refundedMinor: 20_000n, returned: 1, restocked: 1 });
    expect(after.payments[0]).toMatchObject({ refundedMinor: 20_000n, refundPendingMinor: 0n });
    expect(await salesOf(number)).toMatchObject({ total: "20000", net: "0", orders: 1 });
    const [shelf] =
      await sql()`select on_hand from stock_levels l join variants v on v.id = l.variant_id join locations x on x.id = l.location_id where v.sku = ${bowl} and x.code = 'EAST'`;
    expect(shelf?.on_hand).toBe((before?.on_hand ?? 0) + 1);
    expect((await eventsOf(number)).slice(-2)).toEqual(["refund.requested", "refund.settled"]);
  });

  it("refused leaves nothing behind", async () => {
    const number = await paidOrder();
    const before = await eventsOf(number);
    expect(codeOf(await run(requestRefund, owner, { number, ...amount("100.01") }))).toBe("more_than_captured");
    expect(
      codeOf(
        await run(requestRefund, owner, { number, ...whole, restock: [{ line: 1, quantity: 1, location: "NOWHERE" }] }),
      ),
    ).toBe("unknown_location");
    expect(
      codeOf(
        await run(requestRefund, owner, { number, ...whole, restock: [{ line: 1, quantity: 2, location: "MAIN" }] }),
      ),
    ).toBe("more_than_shipped");
    expect(await refundsOf(number)).toEqual([]);
    expect(await eventsOf(number)).toEqual(before);
  });

  it("is not the warehouse's to give, nor the viewer's to approve", async () => {
    const number = await paidOrder();
    expect(codeOf(await run(requestRefund, warehouse, { number, ...whole }))).toBe("forbidden");
    must(await run(requestRefund, support, { number, ...amount("100.00") }));
    expect(codeOf(await run(approveRefund, support, { refund: "R-1" }))).toBe("forbidden");
  });

  it("above a role's limit waits for a second person, who is not the first", async () => {
    const number = await paidOrder({ units: 3 });
    const asked = must(await run(requestRefund, support, { number, ...amount("250.00") }));
    const [refund] = asked.refunds;
    expect(refund).toMatchObject({ status: "requested" });
    expect(await state(number)).toMatchObject({ refundedMinor: 0n, payments: [{ refundPendingMinor: 25_000n }] });
    expect(codeOf(await run(requestRefund, owner, { number, ...amount("50.01") }))).toBe("more_than_captured");
    must(await run(approveRefund, finance, { refund: refund?.number }));
    expect(await state(number)).toMatchObject({ refundedMinor: 25_000n });
    expect(codeOf(await run(approveRefund, owner, { refund: refund?.number }))).toBe("refund_decided");
  });

  it("cannot be approved by who asked for it above their limit", async () => {
    const number = await paidOrder({ units: 60 });
    const asked = must(await run(requestRefund, finance, { number, ...amount("5000.01") }));
    expect(codeOf(await run(approveRefund, finance, { refund: asked.refunds[0]?.number }))).toBe("needs_second_person");
    expect((await refundsOf(number))[0]?.status).toBe("requested");
    must(await run(approveRefund, owner, { refund: asked.refunds[0]?.number }));
  });

  it("that is declined, or taken back, can be asked for again", async () => {
    const number = await paidOrder({ units: 3 });
    const first = must(await run(requestRefund, support, { number, ...amount("300.00") }));
    must(await run(declineRefund, owner, { refund: first.refunds[0]?.number, note: "no" }));
    const second = must(await run(requestRefund, support, { number, ...amount("300.00") }));
    must(await run(declineRefund, support, { refund: second.refunds[0]?.number }));
    expect((await state(number)).payments[0]).toMatchObject({ refundPendingMinor: 0n });
    expect((await refundsOf(number)).map((refund) => refund.status)).toEqual(["declined", "declined"]);
  });

  it("line by line of a price that does not divide adds up", async () => {
    const order = await makeOrder([{ sku: towel, quantity: 3 }], {
      paymentMethod: "bank_transfer",
      discount: "1.00",
      shipping: "5.00",
    });
    must(await run(recordPayment, support, { number: order.number, method: "bank_transfer" }));
    must(await run(shipOrder, owner, { number: order.number }));
    for (const units of [1, 2]) {
      must(
        await run(requestRefund, owner, {
          number: order.number,
          what: { kind: "lines", lines: [{ line: 1, quantity: units }] },
          reason: "damaged",
        }),
      );
    }
    must(
      await run(requestRefund, owner, {
        number: order.number,
        what: { kind: "lines", lines: [], shipping: "5.00" },
        reason: "late",
      }),
    );
    expect(await state(order.number)).toMatchObject({ refundedMinor: 10_399n, paidMinor: 10_399n });
    expect(await salesOf(order.number)).toMatchObject({ net: "0" });
  });
});

describe("a refund by a provider", () => {
  it("is settled by the job, once", async () => {
    const number = await onlineOrder();
    must(await run(requestRefund, owner, { number, ...whole }));
    const [refund] = await refundsOf(number);
    expect(refund).toMatchObject({ status: "approved" });
    expect(await jobsFor("refunds.settle", refund?.id ?? "")).toHaveLength(1);
    await settleRefund(refund?.id ?? "");
    await settleRefund(refund?.id ?? "");
    expect(await state(number)).toMatchObject({ refundedMinor: 10_000n });
    expect((await refundsOf(number))[0]).toMatchObject({ status: "succeeded", attempts: 1 });
  });

  it("that the provider did and did not say stays in doubt, is asked again, and moves money once", async () => {
    const number = await onlineOrder("timeout-refund");
    must(await run(requestRefund, owner, { number, ...whole }));
    const [refund] = await refundsOf(number);
    await settleRefund(refund?.id ?? "");
    expect((await refundsOf(number))[0]).toMatchObject({ status: "in_doubt" });
    expect(await jobsFor("refunds.settle", refund?.id ?? "")).toHaveLength(2);
    expect(await state(number)).toMatchObject({ refundedMinor: 0n, payments: [{ refundPendingMinor: 10_000n }] });
    await settleRefund(refund?.id ?? "");
    expect(await state(number)).toMatchObject({ refundedMinor: 10_000n });
    expect(await eventsOf(number)).toEqual(expect.arrayContaining(["refund.in_doubt", "refund.settled"]));
  });

  it("that is declined lets its claim go", async () => {
    const number = await onlineOrder("decline-refund");
    must(await run(requestRefund, owner, { number, ...whole }));
    const [refund] = await refundsOf(number);
    await settleRefund(refund?.id ?? "");
    expect((await refundsOf(number))[0]).toMatchObject({ status: "failed" });
    expect(await state(number)).toMatchObject({ refundedMinor: 0n, payments: [{ refundPendingMinor: 0n }] });
  });

  it("answered twice is one effect", async () => {
    const number = await onlineOrder("twice-refund");
    must(await run(requestRefund, owner, { number, ...whole }));
    const [refund] = await refundsOf(number);
    const twice = createSimulator({
      notify: async (_key, answer: Answer) => {
        const said = answer.status === "done" ? { status: answer.status, reference: answer.reference } : answer;
        must(await run(postRefundAnswer, house, { refundId: refund?.id, answer: said }));
      },
    });
    await settleRefund(refund?.id ?? "", { providerOf: () => twice });
    expect(await state(number)).toMatchObject({ refundedMinor: 10_000n });
    expect((await eventsOf(number)).filter((type) => type === "refund.settled")).toHaveLength(1);
  });

  it("survives a kill between the provider's deed and our books: run again, one effect", async () => {
    const number = await onlineOrder();
    must(await run(requestRefund, owner, { number, ...whole }));
    const [refund] = await refundsOf(number);
    const moved: string[] = [];
    const real = createSimulator();
    const counting: PaymentProvider = {
      ...real,
      refund: async (request) => {
        const answer = await real.refund(request);
        moved.push(answer.status === "done" ? answer.reference : "");
        return answer;
      },
    };
    // The process dies here: the provider has done it, and nothing of it is written.
    await ask(() =>
      counting.refund({ key: refund?.provider_key ?? "", payment: "", amountMinor: 10_000n, currency: "CNY" }),
    );
    expect((await refundsOf(number))[0]).toMatchObject({ status: "approved" });
    await settleRefund(refund?.id ?? "", { providerOf: () => counting });
    expect(await state(number)).toMatchObject({ refundedMinor: 10_000n });
    expect(new Set(moved).size).toBe(1);
    expect(await sql()`select 1 from idempotency_keys where key = ${refund?.provider_key ?? ""}`).toHaveLength(1);
  });

  it("without an adapter stays in doubt instead of being lost", async () => {
    const number = await onlineOrder();
    must(await run(requestRefund, owner, { number, ...whole }));
    const [refund] = await refundsOf(number);
    await settleRefund(refund?.id ?? "", { providerOf: () => undefined });
    expect((await refundsOf(number))[0]).toMatchObject({ status: "in_doubt" });
  });
});

describe("races", () => {
  it("20 refunds of one payment at once never give back a cent more than was captured", async () => {
    const number = await onlineOrder("", 1);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => run(requestRefund, owner, { number, ...amount("9.00") })),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(11);
    expect(new Set(outcomes.filter((outcome) => !outcome.ok).map(codeOf))).toEqual(new Set(["more_than_captured"]));
    await Promise.all((await refundsOf(number)).map((refund) => settleRefund(refund.id)));
    const after = await state(number);
    expect(after.payments[0]).toMatchObject({ capturedMinor: 10_000n, refundedMinor: 9900n, refundPendingMinor: 0n });
    const [entries] =
      await sql()`select sum(amount_minor)::text as given from payment_entries where payment_id = ${after.payments[0]?.id ?? ""} and type = 'refund'`;
    expect(entries?.given).toBe("9900");
  });

  it("the database itself refuses a claim above what was captured", async () => {
    const number = await paidOrder();
    const order = await state(number);
    await expect(
      sql()`insert into payment_entries (payment_id, order_id, type, amount_minor, refund_id, occurred_at)
        values (${order.payments[0]?.id ?? ""}, ${order.id}, 'refund_claim', 10001, gen_random_uuid(), now())`,
    ).rejects.toThrow("payments_chain");
  });

  it("a cancellation and a shipment at once: one of them", async () => {
    const number = await paidOrder({ ship: false });
    const [cancelled, shipped] = await Promise.all([
      run(cancelOrder, owner, { number }),
      run(shipOrder, owner, { number }),
    ]);
    expect([cancelled.ok, shipped.ok].filter(Boolean)).toHaveLength(1);
    const after = await state(number);
    expect(after.refundedMinor).toBe(cancelled.ok ? 10_000n : 0n);
  });
});

describe("a cancelled order", () => {
  it("gives back stock and money and is no longer sold", async () => {
    const number = await paidOrder({ units: 2, ship: false });
    expect((await state(number)).lines[0]?.reserved).toBe(2);
    const done = must(await run(cancelOrder, owner, { number, reason: "customer_request" }));
    expect(done).toMatchObject({ stage: "cancelled", refunds: [{ amountMinor: "20000", status: "succeeded" }] });
    const after = await state(number);
    expect(after).toMatchObject({ totalMinor: 0n, paidMinor: 20_000n, refundedMinor: 20_000n });
    expect(after.lines[0]).toMatchObject({ cancelled: 2, reserved: 0, cancelledMinor: 20_000n });
    expect(await salesOf(number)).toEqual({ total: "0", net: "0", orders: 0 });
    expect(codeOf(await run(cancelOrder, owner, { number }))).toBe("order_closed");
    expect(codeOf(await run(approveOrder, owner, { number }))).toBe("not_in_review");
  });

  it("in part keeps the rest, and its refund keeps to the limit of the role", async () => {
    const number = await paidOrder({ units: 5, ship: false });
    const done = must(await run(cancelOrder, support, { number, lines: [{ line: 1, quantity: 3 }] }));
    expect(done).toMatchObject({ stage: "ready", refunds: [{ amountMinor: "30000", status: "requested" }] });
    expect(await state(number)).toMatchObject({ totalMinor: 20_000n, refundedMinor: 0n });
    expect(await salesOf(number)).toMatchObject({ total: "20000", orders: 1 });
    must(await run(approveRefund, finance, { refund: done.refunds[0]?.number }));
    expect(await state(number)).toMatchObject({ refundedMinor: 30_000n });
    expect(await salesOf(number)).toMatchObject({ total: "20000", net: "20000" });
  });

  it("whose refund failed can be refunded again as overpaid", async () => {
    const order = await makeOrder([{ sku: bowl, quantity: 1 }], { paymentMethod: "online" });
    must(await takeOnline(support, { number: order.number, token: "decline-refund" }));
    must(await run(cancelOrder, owner, { number: order.number }));
    const [refund] = await refundsOf(order.number);
    await settleRefund(refund?.id ?? "");
    const again = must(
      await run(requestRefund, owner, { number: order.number, what: { kind: "overpaid" }, reason: "other" }),
    );
    expect(again.refunds).toMatchObject([{ amountMinor: "10000", status: "approved" }]);
  });

  it.each([
    ["of another version", { version: 1 }, "order_changed"],
    ["with a line it does not have", { lines: [{ line: 9, quantity: 1 }] }, "unknown_line"],
    ["with more units than it has", { lines: [{ line: 1, quantity: 2 }] }, "more_than_open"],
  ])("is refused %s, and leaves nothing", async (_, input, code) => {
    const number = await paidOrder({ ship: false });
    const before = await eventsOf(number);
    expect(codeOf(await run(cancelOrder, owner, { number, ...input }))).toBe(code);
    expect(await eventsOf(number)).toEqual(before);
  });

  it("is not the warehouse's to cancel, nor anybody's once it has left", async () => {
    expect(codeOf(await run(cancelOrder, warehouse, { number: await paidOrder({ ship: false }) }))).toBe("forbidden");
    expect(codeOf(await run(cancelOrder, owner, { number: await paidOrder() }))).toBe("already_shipped");
  });
});

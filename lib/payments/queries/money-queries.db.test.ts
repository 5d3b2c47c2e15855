import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { readList } from "@/lib/list/params";
import { cancelOrder, cancelOrderInput } from "@/lib/orders/commands/cancel-order";
import { readOrders } from "@/lib/orders/lock-order";
import { previewCancel } from "@/lib/orders/queries/preview-cancel";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { recordPayment } from "../commands/record-payment";
import { requestRefund } from "../commands/request-refund";
import { refundList } from "../refund-list-spec";
import { countRefunds, listRefunds } from "./list-refunds";
import { getOrderMoney } from "./order-money";

const { actor: owner, shop } = await makeShop();
const { actor: support } = await hire("support");
const { actor: warehouse } = await hire("warehouse");
const bowl = await makeVariant({ sku: "BOWL", price: "100.00" });
await addStock(bowl, 1000);

async function paid(units: number, ship = true): Promise<string> {
  const { number } = await makeOrder([{ sku: bowl, quantity: units }], {
    paymentMethod: "bank_transfer",
    shipping: "8.00",
  });
  must(await run(recordPayment, support, { number, method: "bank_transfer", reference: "6225 88" }));
  if (ship) must(await run(shipOrder, owner, { number }));
  return number;
}

async function moneyOf(number: string, actor = owner) {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`no order ${number}`);
  return getOrderMoney(order, actor);
}

describe("the money card", () => {
  it("shows what is due, paid and refunded, and what this person may still do", async () => {
    const number = await paid(3);
    must(
      await run(requestRefund, support, {
        number,
        what: { kind: "amount", amount: "208.00" },
        reason: "damaged",
        note: "broken",
      }),
    );
    const money = await moneyOf(number, support);
    expect(money).toMatchObject({
      totalMinor: "30800",
      paidMinor: "30800",
      refundedMinor: "0",
      dueMinor: "0",
      refundableMinor: "10000",
      limitMinor: "20000",
    });
    expect(money.payments).toMatchObject([{ place: 1, status: "captured", reference: "6225 88", online: false }]);
    expect(money.refunds).toMatchObject([
      { status: "requested", mayApprove: false, mayDecline: true, mayAskAgain: false },
    ]);
    expect((await moneyOf(number, owner)).refunds).toMatchObject([{ mayApprove: true, mayDecline: true }]);
    expect(await moneyOf(number, warehouse)).toMatchObject({ dueMinor: "0", payments: [], refunds: [] });
    expect((await moneyOf(number, owner)).limitMinor).toBeNull();
    expect(money.cancellable).toEqual([]);
    expect(money.lines).toMatchObject([{ line: 1, units: 3, restockable: 3 }]);
  });
});

describe("the preview of a cancellation", () => {
  it("is what happens", async () => {
    const number = await paid(4, false);
    must(await run(startPicking, owner, { numbers: [number] }));
    const input = cancelOrderInput.parse({ number, lines: [{ line: 1, quantity: 3 }] });
    const preview = await previewCancel(support, shop, input);
    if (isRefusal(preview)) throw new Error(preview.code);
    expect(preview).toMatchObject({
      whole: false,
      totalBeforeMinor: "40800",
      totalAfterMinor: "10800",
      released: [{ units: 3 }],
      refunds: [{ amountMinor: "30000", needsApproval: true, method: "bank_transfer" }],
    });
    const done = must(await run(cancelOrder, support, { ...input, version: preview.version }));
    expect(done.refunds.map((refund) => refund.amountMinor)).toEqual(
      preview.refunds.map((refund) => refund.amountMinor),
    );
    const after = await moneyOf(number);
    expect(after.totalMinor).toBe(preview.totalAfterMinor);
    const [order] = await readOrders(connection(), [number]);
    expect(order?.lines[0]).toMatchObject({ reserved: 1, allocated: 1, cancelled: 3 });
    expect(order?.shipments[0]?.lines[0]).toMatchObject({ quantity: 1 });
  });

  it("says why not, and is not the warehouse's to see", async () => {
    const number = await paid(1);
    const input = cancelOrderInput.parse({ number });
    expect(await previewCancel(owner, shop, input)).toMatchObject({ code: "already_shipped" });
    expect(await previewCancel(warehouse, shop, input)).toMatchObject({ code: "forbidden" });
    expect(await previewCancel(owner, shop, { ...input, number: "CH-1" })).toMatchObject({ code: "not_found" });
  });
});

describe("the queue of refunds", () => {
  it("shows the oldest first, pages by key, and says whose own request it is", async () => {
    const number = await paid(30);
    for (let asked = 0; asked < 3; asked += 1) {
      must(await run(requestRefund, support, { number, what: { kind: "amount", amount: "201.00" }, reason: "late" }));
    }
    const at = (params: Record<string, string>, actor = support) => listRefunds(actor, readList(refundList, params), 2);
    const first = await at({});
    const second = await at({ after: first.older ?? "" });
    const numbers = [...first.rows, ...second.rows].map((row) => row.number);
    expect(numbers).toEqual([...numbers].sort());
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await at({ before: second.newer ?? "" })).rows.map((row) => row.number)).toEqual(
      first.rows.map((row) => row.number),
    );
    expect(first.rows.every((row) => row.own)).toBe(true);
    expect((await at({}, owner)).rows.every((row) => !row.own)).toBe(true);
    expect((await at({ after: "tampered" })).rows.map((row) => row.number)).toEqual(
      first.rows.map((row) => row.number),
    );
    expect((await countRefunds()).waiting).toBeGreaterThanOrEqual(4);
    await expect(at({}, warehouse)).rejects.toThrow("may not payments.read");
  });
});

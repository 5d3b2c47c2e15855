import { afterAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { approveRefund } from "@/lib/payments/commands/approve-refund";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { cancelOrder } from "./commands/cancel-order";
import { holdOrder } from "./commands/hold-order";
import { releaseHold } from "./commands/release-hold";
import { saveDraft } from "./commands/save-draft";
import { submitDraft } from "./commands/submit-draft";
import { readOrders } from "./lock-order";

const { actor: owner } = await makeShop();
const { actor: support } = await hire("support");
const cup = await makeVariant({ price: "100.00" });
await addStock(cup, 100);

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? "ok" : outcome.refusal?.code);

async function state(number: string) {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`no order ${number}`);
  return order;
}

async function paidOrder(quantity: number): Promise<string> {
  const { number } = await makeOrder([{ sku: cup, quantity }], { paymentMethod: "bank_transfer" });
  must(await run(recordPayment, support, { number, method: "bank_transfer" }));
  return number;
}

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

it("a draft that is held waits for a person once it is placed", async () => {
  const input = { channel: "manual", paymentMethod: "cash", lines: [{ sku: cup, quantity: 1 }] };
  const { number } = must(
    await run(saveDraft, owner, {
      ...input,
      shipTo: { name: "王小明", line1: "张江路 88", district: "浦东新区", city: "上海", country: "CN" },
    }),
  );
  must(await run(holdOrder, owner, { number, type: "fraud", scope: "review" }));
  expect(must(await run(submitDraft, owner, { number })).stage).toBe("review");
  expect((await state(number)).lines[0]).toMatchObject({ reserved: 0 });
});

it("while refunds are held, a cancellation of part gives no money back, and what is asked for is not let through", async () => {
  const number = await paidOrder(6);
  const what = { kind: "amount" as const, amount: "250.00" };
  const [asked] = must(await run(requestRefund, support, { number, what, reason: "late" })).refunds;
  must(await run(holdOrder, owner, { number, type: "fraud", scope: "refund" }));
  expect(must(await run(cancelOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] })).refunds).toEqual([]);
  expect(codeOf(await run(approveRefund, owner, { refund: asked?.number }))).toBe("held");
  expect(await state(number)).toMatchObject({ totalMinor: 50_000n, refundedMinor: 0n });
  must(await run(releaseHold, owner, { number }));
  must(await run(approveRefund, owner, { refund: asked?.number }));
  must(await run(requestRefund, owner, { number, what: { kind: "overpaid" }, reason: "other" }));
  expect(await state(number)).toMatchObject({ refundedMinor: 35_000n });
});

it("a cancellation of all of it ends its holds and gives the money back", async () => {
  const number = await paidOrder(1);
  must(await run(holdOrder, owner, { number, type: "fraud" }));
  expect(must(await run(cancelOrder, owner, { number })).refunds).toMatchObject([{ amountMinor: "10000" }]);
});

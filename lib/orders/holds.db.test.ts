import { afterAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { receiveStock } from "@/lib/inventory/commands/receive-stock";
import { approveRefund } from "@/lib/payments/commands/approve-refund";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { cancelOrder } from "./commands/cancel-order";
import { changeHold } from "./commands/change-hold";
import { holdOrder } from "./commands/hold-order";
import { releaseHold } from "./commands/release-hold";
import { saveDraft } from "./commands/save-draft";
import { submitDraft } from "./commands/submit-draft";
import { undoEvent } from "./commands/undo-event";
import { endDueHolds } from "./end-holds";
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

it("a hold ends by itself on its date, and says that it did", async () => {
  const number = await paidOrder(1);
  const hold = { number, type: "customer_request", scope: "ship", releaseWhen: "due" } as const;
  expect(codeOf(await run(holdOrder, owner, hold))).toBe("date_missing");
  must(await run(holdOrder, owner, { ...hold, dueAt: new Date(Date.now() + 3_600_000).toISOString() }));
  expect(await endDueHolds()).toBe(0);
  await connection().sql`update holds set due_at = now() - interval '1 minute' where release_when = 'due'`;
  expect(await endDueHolds()).toBe(1);
  expect(await state(number)).toMatchObject({ held: false });
  const [last] = await connection().sql`
    select e.type, e.actor_type from order_events e join orders o on o.id = e.order_id where o.number = ${number} order by e.seq desc limit 1`;
  expect(last).toEqual({ type: "order.released", actor_type: "system" });
});

it("a hold ends by itself once all of its order is reserved", async () => {
  const scarce = await makeVariant({ backorderAllowed: true });
  await addStock(scarce, 1);
  const { number } = await makeOrder([{ sku: scarce, quantity: 3 }]);
  must(await run(holdOrder, owner, { number, type: "stock", scope: "pick", releaseWhen: "stock" }));
  const receive = (quantity: number) =>
    run(receiveStock, owner, { location: "MAIN", lines: [{ sku: scarce, quantity }] });
  must(await receive(1));
  expect(await state(number)).toMatchObject({ held: true, stage: "backordered" });
  must(await receive(1));
  expect(await state(number)).toMatchObject({ held: false, stage: "ready" });
});

it("a hold that waits for a manager ends by a manager's or the owner's hand, and by nobody else's", async () => {
  const { actor: manager } = await hire("manager");
  const ask = { type: "fraud", releaseWhen: "approved", approver: "manager" };
  const { number } = await makeOrder([{ sku: cup, quantity: 1 }]);
  expect(codeOf(await run(holdOrder, support, { number, ...ask, approver: null }))).toBe("approver_missing");
  const { version } = must(await run(holdOrder, support, { number, ...ask }));
  const refused = await run(releaseHold, support, { number });
  expect(refused.ok ? null : refused.refusal).toMatchObject({ code: "approval_needed", facts: { role: "manager" } });
  expect(codeOf(await run(undoEvent, support, { number, seq: version }))).toBe("approval_needed");
  // Neither does it lose its condition by other terms.
  expect(codeOf(await run(changeHold, support, { number, type: "fraud", scope: "ship" }))).toBe("approval_needed");
  must(await run(releaseHold, manager, { number }));
  must(await run(holdOrder, support, { number, ...ask, approver: "finance" }));
  must(await run(releaseHold, owner, { number }));
  expect(await state(number)).toMatchObject({ held: false });
});

it("gives an open hold other terms, tells of it, and takes that back", async () => {
  const { number } = await makeOrder([{ sku: cup, quantity: 1 }]);
  const hold = { number, type: "address", scope: "all", reason: "no house number" };
  must(await run(holdOrder, support, hold));
  expect(codeOf(await run(changeHold, support, hold))).toBe("nothing_to_change");
  expect(codeOf(await run(changeHold, support, { ...hold, type: "stock" }))).toBe("not_held");
  expect(codeOf(await run(changeHold, support, { ...hold, releaseWhen: "due" }))).toBe("date_missing");
  const dueAt = "2027-01-05T09:00:00Z";
  const { version } = must(await run(changeHold, support, { ...hold, scope: "ship", dueAt, releaseWhen: "due" }));
  expect((await state(number)).holds).toMatchObject([{ scope: "ship", releaseWhen: "due", dueAt: new Date(dueAt) }]);
  const [event] = await connection().sql`
    select e.data from order_events e join orders o on o.id = e.order_id where o.number = ${number} and seq = ${version}`;
  expect(event?.data.changes).toEqual([
    { field: "scope", before: "all", after: "ship" },
    { field: "dueAt", before: null, after: "2027-01-05T09:00:00.000Z" },
    { field: "releaseWhen", before: null, after: "due" },
  ]);
  must(await run(undoEvent, support, { number, seq: version }));
  expect((await state(number)).holds).toMatchObject([{ scope: "all", releaseWhen: null, dueAt: null }]);
  expect(codeOf(await run(undoEvent, support, { number, seq: version }))).toBe("undone_already");
});

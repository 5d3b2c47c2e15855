import { beforeAll, describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { assert, isRefusal } from "@/lib/core/result";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { invoicesOf } from "@/lib/documents/invoice-queries";
import { returnSlipOf } from "@/lib/documents/return-slip-query";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { sendTestMail } from "@/lib/mail/send-test-mail";
import { lockOrder } from "@/lib/orders/lock-order";
import { previewResend } from "@/lib/orders/queries/preview-resend";
import { declineRefund } from "@/lib/payments/commands/decline-refund";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { capturePayment, takeOnline } from "@/lib/payments/online-payments";
import { providerOf } from "@/lib/payments/provider";
import { getOrderMoney } from "@/lib/payments/queries/order-money";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { requestReturnInput } from "@/lib/returns/inputs";
import { getReturn } from "@/lib/returns/queries/get-return";
import { previewReturn } from "@/lib/returns/queries/preview-return";
import { search } from "@/lib/search/search";
import type { Permission } from "@/lib/staff/rules/permissions";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { changeView } from "@/lib/views/commands/change-view";

const owner = await makeShop();
const { actor: support } = await hire("support");
const cup = await makeVariant({ price: "100.00", cost: "40.00" });
await addStock(cup, 10);
const order = await makeOrder([{ sku: cup, quantity: 3 }], { paid: { amount: "300.00" } });
const { sql } = connection();

/** The owner without these permissions, or as another person without them. */
function without(missing: readonly Permission[], id = owner.actor.id): Actor {
  const permissions = new Set(owner.actor.permissions);
  for (const permission of missing) permissions.delete(permission);
  return { ...owner.actor, id, permissions };
}

const foundBy = async (actor: Actor, words: string) => {
  const { exact, groups } = await search(words, { actor, language: "en", currency: "CNY", stageName: (name) => name });
  return { exact: exact !== undefined, ...Object.fromEntries(groups.map(({ kind, items }) => [kind, items.length])) };
};

describe("the search", () => {
  it("shows orders only to who may read them", async () => {
    expect(await foundBy(owner.actor, order.number)).toMatchObject({ exact: true, order: 1 });
    expect(await foundBy(without(["orders.read"]), order.number)).toMatchObject({ exact: false, order: 0 });
  });

  it("shows customers and items only to who may read them", async () => {
    const [customer] = await sql<{ number: string; name: string }[]>`select number, name from customers limit 1`;
    assert(customer, "the order has a customer");
    expect(await foundBy(owner.actor, customer.name)).toMatchObject({ customer: 1 });
    expect(await foundBy(without(["customers.read"]), customer.name)).toMatchObject({ customer: 0 });
    expect(await foundBy(owner.actor, cup)).toMatchObject({ variant: 1 });
    expect(await foundBy(without(["catalogue.read"]), cup)).toMatchObject({ variant: 0 });
  });

  it("says how many units are free only to who may read stock", async () => {
    const details = async (actor: Actor) => {
      const { groups } = await search(cup, { actor, language: "en", currency: "CNY", stageName: (name) => name });
      return groups.find(({ kind }) => kind === "variant")?.items[0]?.detail;
    };
    expect(await details(owner.actor)).toContain("7");
    expect(await details(without(["stock.read"]))).toBe(cup);
  });
});

const what = { kind: "amount" as const, amount: "250.00" };
must(await run(requestRefund, support, { number: order.number, what, reason: "late" }));

describe("a refund that waits for a second person", () => {
  const seenBy = async (actor: Actor) => {
    const state = await transact((tx) => lockOrder(tx, order.number));
    assert(state && !isRefusal(state), "the order is there");
    return (await getOrderMoney(state, actor)).refunds[0];
  };

  it("is shown as to be decided by who may decide it", async () => {
    expect(await seenBy(owner.actor)).toMatchObject({ mayApprove: true, mayDecline: true });
    expect(await seenBy(without(["payments.approve_refund"]))).toMatchObject({ mayApprove: false, mayDecline: false });
    expect(await seenBy(without(["payments.refund"]))).toMatchObject({ mayDecline: false });
    expect(await seenBy(support)).toMatchObject({ mayApprove: false, mayDecline: true });
  });

  it("is turned down by who asked for it or may approve it, and nobody else", async () => {
    const [refund] = await sql<{ number: string }[]>`select number from refunds where order_id = ${order.id}`;
    const decline = { refund: refund?.number ?? "", note: "" };
    const stranger = without(["payments.approve_refund"]);
    expect(await run(declineRefund, stranger, decline)).toMatchObject({ refusal: { code: "needs_second_person" } });
    expect(await run(declineRefund, support, decline)).toMatchObject({ ok: true });
  });

  it("is asked about again, where its provider is in doubt, by who may refund", async () => {
    await sql`update refunds set status = 'in_doubt' where order_id = ${order.id}`;
    expect(await seenBy(owner.actor)).toMatchObject({ mayAskAgain: true });
    expect(await seenBy(without(["payments.refund"]))).toMatchObject({ mayAskAgain: false });
  });
});

describe("once goods have left", () => {
  let number: string;
  let rma: string;
  const asked = () =>
    requestReturnInput.parse({ number, lines: [{ line: 1, quantity: 1, reason: "late" }], approve: true });

  beforeAll(async () => {
    ({ number } = await makeOrder([{ sku: cup, quantity: 2 }], { paid: { amount: "200.00" } }));
    must(await run(shipOrder, owner.actor, { number }));
    ({ rma } = must(await run(requestReturn, owner.actor, asked())));
  });

  it("a return is approved as it is asked for only by who may approve one", async () => {
    expect(await run(requestReturn, without(["returns.approve"]), asked())).toMatchObject({
      refusal: { code: "forbidden", facts: { permission: "returns.approve" } },
    });
  });

  it("a return is offered to be taken against the policy, or approved, by who may do that", async () => {
    const offered = (actor: Actor) => previewReturn(actor, owner.shop, asked());
    expect(await offered(owner.actor)).toMatchObject({ mayOverride: true, mayApprove: true });
    expect(await offered(without(["returns.manage"]))).toMatchObject({ mayOverride: false, mayApprove: true });
    expect(await offered(without(["returns.approve"]))).toMatchObject({ mayOverride: true, mayApprove: false });
  });

  it("a return says what is to be given back only to who may see money", async () => {
    const suggested = async (actor: Actor) => (await getReturn(actor, rma))?.view.suggestion;
    expect(await suggested(owner.actor)).toHaveProperty("amountMinor");
    expect(await suggested(without(["payments.read"]))).toBeNull();
  });

  it("what sending them again costs is shown only to who may see costs", async () => {
    const input = { number, lines: [{ line: 1, quantity: 1 }], reason: "lost" as const, note: "" };
    const seen = (actor: Actor) => previewResend(actor, owner.shop, input);
    expect(await seen(owner.actor)).toMatchObject({ costMinor: "4000" });
    expect(await seen(without(["reports.cost"]))).toMatchObject({ costMinor: null });
  });

  it("the slip of a return is drawn only for who may read returns", async () => {
    const slip = (actor: Actor) => returnSlipOf(rma, { actor, shop: owner.shop, now: new Date() });
    expect(await slip(owner.actor)).toMatchObject({ rma });
    await expect(slip(without(["returns.read"]))).rejects.toThrow("may not returns.read");
  });

  it("invoices are drawn only for who may issue them", async () => {
    must(await run(issueInvoice, owner.actor, { number }));
    const of = { orders: [number], shipments: [], waves: [] };
    const words = { discount: "", adjustment: "", credited: "", method: String, percent: String };
    const drawn = (actor: Actor) => invoicesOf(of, { actor, shop: owner.shop, now: new Date() }, () => words);
    expect(await drawn(owner.actor)).toMatchObject([{ order: number }]);
    await expect(drawn(without(["documents.invoice"]))).rejects.toThrow("may not documents.invoice");
  });
});

describe("without the right to it", () => {
  it("no money is taken that a provider promised", async () => {
    const promised = await makeOrder([{ sku: cup, quantity: 1 }], { paymentMethod: "card" });
    must(await takeOnline(owner.actor, { number: promised.number, capture: false, token: "tok_ok" }));
    const asked = vi.fn(providerOf);
    const take = (actor: Actor) =>
      capturePayment(actor, { number: promised.number, payment: 1 }, { providerOf: asked });
    expect(await take(without(["payments.record"]))).toMatchObject({ refusal: { code: "forbidden" } });
    // Refused after its provider was asked, the money would have moved all the same.
    expect(asked).not.toHaveBeenCalled();
    expect(await take(owner.actor)).toMatchObject({ ok: true });
  });

  it("no test mail goes out", async () => {
    const session = { actor: without(["settings.edit"]) } as Parameters<typeof sendTestMail>[0];
    expect(await sendTestMail(session)).toMatchObject({ refusal: { code: "forbidden" } });
  });

  it("a view of one's own is not shared", async () => {
    const id = crypto.randomUUID();
    const [view] = await sql<{ number: number }[]>`
      insert into saved_views (id, staff_id, list, name, query) values (${id}, ${owner.id}, 'orders', 'Mine', '') returning number`;
    const share = { number: view?.number ?? 0, sharedWith: ["support" as const] };
    expect(await run(changeView, without(["views.share"]), share)).toMatchObject({ refusal: { code: "forbidden" } });
    expect(await run(changeView, owner.actor, share)).toMatchObject({ ok: true });
  });
});

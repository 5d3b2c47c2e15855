import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { recordTracking } from "@/lib/fulfilment/commands/record-tracking";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { saveDraft } from "@/lib/orders/commands/save-draft";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { findTrackedOrder } from "./find-order";
import { getTracking } from "./queries";
import { linkOpens, relatedLink, trackingLink } from "./tracking-link";

const { actor: owner } = await makeShop();
const { actor: support } = await hire("support");
const cup = await makeVariant({ sku: "CUP", title: "Tea cup", price: "20.00" });
await addStock(cup, 1000);
const now = new Date();
let caller = 0;
const fromNewAddress = () => `10.0.0.${++caller}`;
const customer = { name: "李雯", email: "Li.Wen@example.com", phone: "13812345521" };

describe("finding one's order", () => {
  it("takes the number with the e-mail or the end of the phone", async () => {
    const { number } = await makeOrder([{ sku: cup, quantity: 1 }], { customer });
    for (const contact of ["li.wen@EXAMPLE.com", "5521", "138 1234 5521"]) {
      expect(await findTrackedOrder({ number: number.toLowerCase(), contact }, fromNewAddress())).toEqual({ number });
    }
    expect(await findTrackedOrder({ number: number.replace(/\D/g, ""), contact: "5521" }, fromNewAddress())).toEqual({
      number,
    });
  });

  it("takes the number that the channel gave, and of two orders of that number the one whose contact was typed", async () => {
    const lines = [{ sku: cup, quantity: 1 }];
    const { number } = await makeOrder(lines, { customer, externalId: "#GL2001" });
    for (const typed of ["#GL2001", "gl2001", " GL 2001 "]) {
      expect(await findTrackedOrder({ number: typed, contact: "5521" }, fromNewAddress())).toEqual({ number });
    }
    const other = await makeOrder(lines, {
      channel: "import",
      customer: { name: "Ada", phone: "02079460001" },
      externalId: "GL2001",
    });
    expect(await findTrackedOrder({ number: "GL2001", contact: "0001" }, fromNewAddress())).toEqual({
      number: other.number,
    });
    expect(await findTrackedOrder({ number: "GL2001", contact: "5521" }, fromNewAddress())).toEqual({ number });
    expect(await findTrackedOrder({ number: "GL2001", contact: "7777" }, fromNewAddress())).toEqual(
      await findTrackedOrder({ number: "GL9999", contact: "7777" }, fromNewAddress()),
    );
  });

  it("answers a wrong contact exactly as an unknown number", async () => {
    const { number } = await makeOrder([{ sku: cup, quantity: 1 }], { customer });
    const wrong = await findTrackedOrder({ number, contact: "0000" }, fromNewAddress());
    const unknown = await findTrackedOrder({ number: "CH-999999", contact: "0000" }, fromNewAddress());
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ code: "not_found", facts: {} });
  });

  it("stops guessing at one order from many addresses, whether it exists or not", async () => {
    const { number } = await makeOrder([{ sku: cup, quantity: 1 }], { customer });
    for (const target of [number, "CH-888888"]) {
      const codes: string[] = [];
      for (let tail = 0; tail < 12; tail += 1) {
        const answer = await findTrackedOrder({ number: target, contact: `100${tail}` }, fromNewAddress());
        codes.push("code" in answer ? answer.code : "found");
      }
      expect(codes.filter((code) => code === "not_found")).toHaveLength(10);
      expect(codes.slice(10)).toEqual(["too_many_attempts", "too_many_attempts"]);
    }
    expect(await findTrackedOrder({ number, contact: "5521" }, fromNewAddress())).toMatchObject({
      code: "too_many_attempts",
    });
  });

  it("stops one address that tries many orders, and does not count what was found", async () => {
    const { number } = await makeOrder([{ sku: cup, quantity: 1 }], { customer });
    const address = fromNewAddress();
    for (let found = 0; found < 35; found += 1)
      expect(await findTrackedOrder({ number, contact: "5521" }, address)).toEqual({ number });
    for (let guess = 0; guess < 30; guess += 1)
      await findTrackedOrder({ number: `CH-7${guess}`, contact: "5521" }, address);
    expect(await findTrackedOrder({ number, contact: "5521" }, address)).toMatchObject({ code: "too_many_attempts" });
  });

  it("does not open a draft", async () => {
    const draft = must(
      await run(saveDraft, support, {
        channel: "manual",
        paymentMethod: "cash",
        customer,
        lines: [{ sku: cup, quantity: 1 }],
      }),
    );
    expect(await findTrackedOrder({ number: draft.number, contact: "5521" }, fromNewAddress())).toMatchObject({
      code: "not_found",
    });
    expect(await getTracking(draft.number, now)).toBeNull();
  });
});

describe("what a buyer sees", () => {
  it("follows the order from payment to the parcel's news and the refund", async () => {
    const { number } = await makeOrder([{ sku: cup, quantity: 2 }], {
      customer,
      paymentMethod: "bank_transfer",
      shipping: "8.00",
    });
    expect(await getTracking(number, now)).toMatchObject({
      order: { status: { state: "waiting_for_payment", steps: 1 }, dueMinor: "4800" },
    });
    must(await run(recordPayment, support, { number, method: "bank_transfer" }));
    expect(await getTracking(number, now)).toMatchObject({
      order: { status: { state: "preparing", steps: 2 }, events: [{ kind: "paid" }, { kind: "received" }] },
    });
    const { shipments } = must(await run(shipOrder, owner, { number, carrier: "圆通速递", trackingNumber: "YT1" }));
    must(
      await run(recordTracking, owner, {
        shipment: shipments[0],
        status: "out_for_delivery",
        place: "杭州",
        description: "Ask Bob at the back door",
      }),
    );
    must(
      await run(requestRefund, owner, {
        number,
        what: { kind: "amount", amount: "5.00" },
        reason: "late",
        note: "angry customer",
      }),
    );
    const page = await getTracking(number, now);
    expect(page?.order).toMatchObject({
      status: { state: "out_for_delivery", steps: 4 },
      parcels: [
        {
          carrier: "圆通速递",
          trackingNumber: "YT1",
          events: [{ kind: "out_for_delivery", place: "杭州" }, { kind: "shipped" }],
        },
      ],
      items: [{ title: "Tea cup", quantity: 2, amountMinor: "4000" }],
      refunds: [{ amountMinor: "500", done: true }],
    });
  });

  it("is nothing of the house: no notes, no reasons, no names, no address", async () => {
    const { number } = await makeOrder([{ sku: cup, quantity: 1 }], {
      customer,
      sellerNote: "watch out",
      paymentMethod: "bank_transfer",
    });
    must(await run(noteOrder, support, { number, body: "a difficult one" }));
    must(await run(recordPayment, support, { number, method: "bank_transfer", reference: "6225 8801" }));
    must(
      await run(requestRefund, support, {
        number,
        what: { kind: "amount", amount: "5.00" },
        reason: "goodwill",
        note: "to keep the peace",
      }),
    );
    const shown = JSON.stringify(await getTracking(number, now));
    for (const secret of [
      "watch out",
      "difficult",
      "keep the peace",
      "goodwill",
      "6225",
      support.name,
      "李雯",
      "example.com",
      "5521",
      "文三路",
    ]) {
      expect(shown).not.toContain(secret);
    }
  });

  it("tells of a cancelled order what it was, and nothing of a refund that still waits for approval", async () => {
    const { number } = await makeOrder([{ sku: cup, quantity: 20 }], { customer, paymentMethod: "bank_transfer" });
    must(await run(recordPayment, support, { number, method: "bank_transfer" }));
    must(await run(cancelOrder, support, { number }));
    const page = await getTracking(number, now);
    expect(page?.order).toMatchObject({
      status: { state: "cancelled", steps: 0 },
      items: [{ quantity: 20 }],
      dueMinor: "0",
      refunds: [],
    });
  });

  it("is nothing of an order that does not exist", async () => {
    expect(await getTracking("CH-1", now)).toBeNull();
    expect((await connection().sql`select 1 from rate_limits where key like 'track-%'`).length).toBeGreaterThan(0);
  });
});

describe("orders that belong together", () => {
  const split = async (settings: Record<string, unknown> = { customer }) => {
    const { number } = await makeOrder([{ sku: cup, quantity: 3 }], settings);
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    return { number, part: part.number };
  };
  const kinOf = async (number: string) => (await getTracking(number, now))?.order.kin;

  it("are named to each other's buyer, with a link that ends when this one ends", async () => {
    const { number, part } = await split();
    expect(await kinOf(number)).toEqual([{ kind: "split", side: "came", number: part }]);
    expect(await kinOf(part)).toEqual([{ kind: "split", side: "from", number }]);
    const token = trackingLink({ number }, now, 1).split("t=")[1] ?? "";
    const there = relatedLink(part, token);
    expect(there).toMatch(new RegExp(`^/track/${part}\\?t=`));
    const theirs = there.split("t=")[1] ?? "";
    expect(linkOpens(part, theirs, now)).toBe(true);
    expect(linkOpens(number, theirs, now)).toBe(false);
    expect(linkOpens(part, theirs, new Date(now.getTime() + 3 * 86_400_000))).toBe(false);
  });

  it("stay unnamed where one of them goes to somebody else", async () => {
    const { number, part } = await split();
    const [row] = await connection().sql`select version from orders where number = ${part}`;
    const shipTo = { name: "Mei", phone: "13900007777", line1: "1 Lake Road", city: "Leeds", country: "GB" };
    must(await run(editOrder, owner, { number: part, version: row?.version, shipTo, contactPhone: "13900007777" }));
    // The friend to whom the part goes knows its phone, and learns nothing of the buyer's order.
    expect(await kinOf(part)).toEqual([{ kind: "split", side: "from", number: null }]);
    expect(JSON.stringify(await getTracking(part, now))).not.toContain(number);
    expect(await kinOf(number)).toEqual([{ kind: "split", side: "came", number: null }]);
    const bare = await split({ customer: undefined, shipTo: undefined });
    expect(await kinOf(bare.number)).toEqual([{ kind: "split", side: "came", number: null }]);
  });
});

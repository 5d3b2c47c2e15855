import { afterAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { listOrders } from "@/lib/orders/queries/list-orders";
import { addStock, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { readList } from "../list/params";
import { cancelOrder } from "./commands/cancel-order";
import { placeDraft } from "./commands/place-draft";
import { receiveOrder } from "./commands/receive-order";
import { saveDraft } from "./commands/save-draft";
import { submitDraft } from "./commands/submit-draft";
import { tagOrder } from "./commands/tag-order";
import { orderList } from "./list-spec";
import { readOrders } from "./lock-order";

const actor = systemActor("test");
await makeShop();
const [cup, pot] = [await makeVariant({ price: "20.00" }), await makeVariant({ price: "50.00" })];
await addStock(cup, 100);
await addStock(pot, 100);

const shipTo = { name: "王小明", line1: "张江路 88", district: "浦东新区", city: "上海", country: "CN" };
let made = 0;

function form(lines: { sku: string; quantity: number }[], more: Record<string, unknown> = {}) {
  made += 1;
  return {
    channel: "manual",
    paymentMethod: "cash",
    customer: { name: "王小明", email: `draft-${made}@example.com` },
    shipTo,
    lines,
    ...more,
  };
}

async function state(number: string) {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`no order ${number}`);
  return order;
}

const found = async (q: string) => {
  const context = {
    timeZone: "UTC",
    today: "2026-11-21",
    currency: "CNY",
    staffId: "",
    language: "en",
    now: new Date(),
  };
  return (await listOrders(readList(orderList, { q }), context)).rows.map((row) => row.number);
};

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

describe("a draft that is placed", () => {
  it("as paid is paid, as an order that is placed at once is", async () => {
    const draft = must(await run(saveDraft, actor, form([{ sku: cup, quantity: 1 }])));
    const input = form([{ sku: cup, quantity: 2 }], { paid: { amount: "40.00", reference: "till 7" } });
    const placed = must(await run(placeDraft, actor, { ...input, number: draft.number, version: draft.version }));
    expect(placed.stage).toBe("ready");
    expect(await state(draft.number)).toMatchObject({ totalMinor: 4000n, paidMinor: 4000n });
  });

  it("and refused leaves the draft as it was, to be placed again", async () => {
    const draft = must(await run(saveDraft, actor, form([{ sku: cup, quantity: 1 }])));
    const input = { ...form([{ sku: pot, quantity: 1 }]), number: draft.number, version: draft.version };
    expect(await run(placeDraft, actor, { ...input, paid: { amount: "50.01" } })).toMatchObject({
      ok: false,
      refusal: { code: "paid_more_than_total" },
    });
    expect(await state(draft.number)).toMatchObject({ version: draft.version, totalMinor: 2000n });
    expect(must(await run(placeDraft, actor, { ...input, paid: { amount: "50.00" } })).stage).toBe("ready");
    expect(await run(placeDraft, actor, input)).toMatchObject({ ok: false, refusal: { code: "order_changed" } });
  });

  it("long after it was begun is promised for a day to come", async () => {
    const then = new Date(Date.now() - 30 * 86_400_000);
    const draft = must(await run(saveDraft, actor, form([{ sku: cup, quantity: 1 }]), { now: then }));
    must(await run(submitDraft, actor, { number: draft.number }));
    expect((await state(draft.number)).promisedAt?.getTime()).toBeGreaterThan(Date.now());
  });
});

describe("a draft", () => {
  it("takes no money: an order that says it was paid has to be placed", async () => {
    const outcome = await run(
      receiveOrder,
      actor,
      form([{ sku: cup, quantity: 1 }], { draft: true, paid: { amount: "20.00" } }),
    );
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "not_placed" } });
  });

  it("written anew is found by what it holds now, its phone in the form in which duplicates are seen", async () => {
    const draft = must(await run(saveDraft, actor, form([{ sku: cup, quantity: 1 }])));
    const again = form([{ sku: pot, quantity: 1 }], {
      customer: { name: "李雯", phone: "+86 138-0013 9977" },
      externalId: "TEL-77",
    });
    must(await run(saveDraft, actor, { ...again, number: draft.number, version: draft.version }));
    expect(await found(pot)).toContain(draft.number);
    expect(await found("TEL-77")).toContain(draft.number);
    const [row] = await connection().sql`select contact_phone from orders where number = ${draft.number}`;
    expect(row?.contact_phone).toBe("+8613800139977");
  });

  it("written anew keeps what the form does not show: its tags and its promise", async () => {
    const promisedAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
    const draft = must(await run(saveDraft, actor, form([{ sku: cup, quantity: 1 }], { promisedAt })));
    const tagged = must(await run(tagOrder, actor, { number: draft.number, add: ["vip"] }));
    const again = form([{ sku: pot, quantity: 1 }]);
    must(await run(saveDraft, actor, { ...again, number: draft.number, version: tagged.version }));
    const [row] = await connection().sql`select tags from orders where number = ${draft.number}`;
    expect(row?.tags).toEqual(["vip"]);
    expect((await state(draft.number)).promisedAt?.toISOString()).toBe(promisedAt);
  });

  it("is discarded as a whole, not because one line of it is", async () => {
    const draft = must(
      await run(
        saveDraft,
        actor,
        form([
          { sku: cup, quantity: 1 },
          { sku: pot, quantity: 1 },
        ]),
      ),
    );
    expect(await run(cancelOrder, actor, { number: draft.number, lines: [{ line: 1, quantity: 1 }] })).toMatchObject({
      ok: false,
      refusal: { code: "not_placed" },
    });
    expect(must(await run(cancelOrder, actor, { number: draft.number })).stage).toBe("cancelled");
  });
});

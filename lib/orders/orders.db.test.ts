import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { mapSku } from "@/lib/orders/commands/map-sku";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { receiveOrder, receiveOrderBatch } from "@/lib/orders/commands/receive-order";
import { rejectOrder } from "@/lib/orders/commands/reject-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { saveDraft } from "@/lib/orders/commands/save-draft";
import { submitDraft } from "@/lib/orders/commands/submit-draft";
import { permissionsOf } from "@/lib/staff/rules/permissions";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { verify } from "@/lib/verify";

const actor = systemActor("test");
const shipTo = { name: "王小明", line1: "张江路 88", district: "浦东新区", city: "上海", country: "CN" };
let contact = 0;

function input(
  lines: { sku: string; quantity: number; [more: string]: unknown }[],
  more: Record<string, unknown> = {},
) {
  contact += 1;
  return {
    channel: "manual",
    paymentMethod: "cod",
    customer: { name: "王小明", email: `wang-${contact}@example.com` },
    shipTo,
    lines,
    ...more,
  };
}

async function levelOf(sku: string, location = "MAIN") {
  const [level] = await connection().sql`
    select on_hand, reserved, available from stock_levels l join variants v on v.id = l.variant_id join locations w on w.id = l.location_id
    where v.sku = ${sku} and w.code = ${location}`;
  return level;
}

async function orderOf(number: string) {
  const [order] = await connection().sql`select * from orders where number = ${number}`;
  return order;
}

async function broken() {
  const rows = [];
  for await (const row of verify(connection().sql)) rows.push(row);
  return rows;
}

const counted = async (table: string) =>
  (await connection().sql`select count(*)::int as n from ${connection().sql(table)}`)[0]?.n;

beforeAll(async () => {
  await makeShop();
  await makeLocation("EAST", { priority: 300 });
});

describe("taking an order", () => {
  it("prices, totals, checks, approves and reserves in one transaction", async () => {
    const sku = await makeVariant({ price: "6.45" });
    await addStock(sku, 10);
    const received = must(
      await run(receiveOrder, actor, input([{ sku: sku.toLowerCase(), quantity: 3 }], { shipping: "4.00" })),
    );
    expect(received).toMatchObject({ stage: "ready", totalMinor: "2335", currency: "CNY" });
    expect(await levelOf(sku)).toMatchObject({ on_hand: 10, reserved: 3, available: 7 });
    const [entries] = await connection()
      .sql`select sum(amount_minor)::text as total, sum(order_delta)::int as orders from sales_entries where order_id = ${received.id}`;
    expect(entries).toEqual({ total: "2335", orders: 1 });
  });

  it("refuses what is not there, and leaves nothing behind", async () => {
    const sku = await makeVariant();
    await addStock(sku, 2);
    const before = await Promise.all(
      ["orders", "order_lines", "customers", "stock_movements", "order_events", "outbox"].map(counted),
    );
    const outcome = await run(receiveOrder, actor, input([{ sku, quantity: 3 }], { onShortage: "refuse" }));
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "insufficient_stock", facts: { lines: [{ sku, requested: 3, available: 2 }] } },
    });
    expect(await levelOf(sku)).toMatchObject({ reserved: 0, available: 2 });
    expect(await counted("orders")).toBe(before[0]);
    expect(await counted("order_events")).toBe(before[4]);
  });

  it("leaves nothing at all when the only order of a transaction is refused for its input", async () => {
    const customers = await counted("customers");
    const outcome = await run(receiveOrder, actor, {
      ...input([{ sku: "NO-SUCH", quantity: 1 }]),
      lines: [{ sku: "X", quantity: 1.5 }],
    });
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "invalid_input" },
      fields: { "lines.0.quantity": ["not_whole"] },
    });
    expect(await counted("customers")).toBe(customers);
  });

  it.each([
    ["quantity", 0, "not_positive"],
    ["quantity", -1, "not_positive"],
    ["quantity", 1.5, "not_whole"],
    ["quantity", "1e3", "not_a_number"],
    ["quantity", 1_000_001, "too_large"],
    ["unitPrice", "-0.01", "not_a_price"],
    ["unitPrice", "1e3", "not_a_price"],
    ["unitPrice", 12.5, "not_text"],
    ["title", "mug\u0000", "forbidden_character"],
    ["title", "mug\u202E", "forbidden_character"],
    ["colour", "red", "unknown_field"],
  ])("refuses %s %j as %s", async (field, value, problem) => {
    const outcome = await run(receiveOrder, actor, input([{ sku: "X", quantity: 1, [field]: value }]));
    expect(outcome).toMatchObject({ ok: false, fields: { [`lines.0.${field}`]: [problem] } });
  });

  it("refuses a quantity beyond what a number can hold exactly", async () => {
    const outcome = await run(receiveOrder, actor, input([{ sku: "X", quantity: 2 ** 53 + 2 }]));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "invalid_input" } });
  });

  it("refuses decimals that the currency has not", async () => {
    const outcome = await run(
      receiveOrder,
      actor,
      input([{ sku: "X", quantity: 1, unitPrice: "100" }], { currency: "JPY", shipping: "10.50" }),
    );
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "bad_amount", facts: { field: "shipping", currency: "JPY" } },
    });
  });

  it("refuses 10,001 lines", async () => {
    const lines = Array.from({ length: 10_001 }, () => ({ sku: "X", quantity: 1 }));
    expect(await run(receiveOrder, actor, input(lines))).toMatchObject({
      ok: false,
      fields: { lines: ["too_many_lines"] },
    });
  });

  it("keeps a name that looks like markup as the text it is", async () => {
    const sku = await makeVariant();
    await addStock(sku, 1);
    const name = '<img src=x onerror="alert(1)">';
    const { number } = must(await run(receiveOrder, actor, { ...input([{ sku, quantity: 1 }]), customer: { name } }));
    expect((await orderOf(number))?.contact_name).toBe(name);
  });

  it("takes one order per channel and external number, however often it is sent at once", async () => {
    const sku = await makeVariant();
    await addStock(sku, 100);
    const asked = input([{ sku, quantity: 1 }], { externalId: "T-7718" });
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => run(receiveOrder, actor, asked)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusal.code).toBe("duplicate_external_id");
    expect(await levelOf(sku)).toMatchObject({ reserved: 1 });
  });

  it("gives one order and one answer for one key sent fifty times at once", async () => {
    const sku = await makeVariant();
    await addStock(sku, 100);
    const asked = input([{ sku, quantity: 2 }]);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => run(receiveOrder, actor, asked, { idempotencyKey: "key-50" })),
    );
    const numbers = new Set(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.number] : [])));
    expect(numbers.size).toBe(1);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusal.code).toBe("in_progress");
    expect(await levelOf(sku)).toMatchObject({ reserved: 2 });
    const again = await run(receiveOrder, actor, asked, { idempotencyKey: "key-50" });
    expect(again).toMatchObject({ ok: true, replayed: true, value: { number: [...numbers][0] } });
    const other = await run(receiveOrder, actor, { ...asked, gift: true }, { idempotencyKey: "key-50" });
    expect(other).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
  });

  it("never oversells: of 120 orders for the last 40 units exactly 40 are taken", async () => {
    const sku = await makeVariant();
    await addStock(sku, 40);
    const outcomes = await Promise.all(
      Array.from({ length: 120 }, () =>
        run(receiveOrder, actor, input([{ sku, quantity: 1 }], { onShortage: "refuse", reserve: true })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(40);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code])))).toEqual(
      new Set(["insufficient_stock"]),
    );
    expect(await levelOf(sku)).toMatchObject({ on_hand: 40, reserved: 40, available: 0 });
  }, 30_000);

  it("deadlocks nobody when orders name the same items in any order", async () => {
    const skus = await Promise.all(Array.from({ length: 5 }, () => makeVariant()));
    for (const sku of skus) await addStock(sku, 1000);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, at) => {
        const turned = [...skus.slice(at % 5), ...skus.slice(0, at % 5)];
        return run(
          receiveOrder,
          actor,
          input((at % 2 ? turned : turned.reverse()).map((sku) => ({ sku, quantity: 1 }))),
        );
      }),
    );
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    for (const sku of skus) expect(await levelOf(sku)).toMatchObject({ reserved: 60 });
  }, 30_000);

  it("answers each order of a batch by itself and never claims a unit twice", async () => {
    const sku = await makeVariant();
    await addStock(sku, 3);
    const orders = [input([{ sku, quantity: 2 }]), input([{ sku, quantity: 2 }]), input([{ sku, quantity: 1 }])].map(
      (order) => ({ ...order, onShortage: "refuse" }),
    );
    const { answers } = must(await run(receiveOrderBatch, actor, { orders }));
    expect(answers.map((answer) => ("refused" in answer ? answer.code : answer.stage))).toEqual([
      "ready",
      "insufficient_stock",
      "ready",
    ]);
    expect(await levelOf(sku)).toMatchObject({ reserved: 3, available: 0 });
  });

  it("takes an order of an item it does not know from a channel, and lets it be linked once", async () => {
    const sku = await makeVariant();
    await addStock(sku, 5);
    const first = must(
      await run(receiveOrder, actor, input([{ sku: "TB-999", title: "茶罐", quantity: 1, unitPrice: "20" }])),
    );
    expect(first.stage).toBe("review");
    expect(must(await run(mapSku, actor, { channel: "manual", externalSku: "tb-999", sku }))).toMatchObject({
      orders: 1,
      sku,
    });
    expect(await orderOf(first.number)).toMatchObject({ stage: "ready" });
    const second = must(await run(receiveOrder, actor, input([{ sku: "TB-999", quantity: 1 }])));
    expect(second.stage).toBe("ready");
    expect(await levelOf(sku)).toMatchObject({ reserved: 2 });
  });

  it("counts what was sold under an unknown code for the item, with its cost, once the code is linked", async () => {
    const sku = await makeVariant({ cost: "7.25" });
    await addStock(sku, 10);
    const { number } = must(
      await run(receiveOrder, actor, input([{ sku: "TB-998", title: "茶罐", quantity: 3, unitPrice: "20" }])),
    );
    const sums = () => connection().sql`
      select v.sku, sum(e.quantity)::int as units, sum(e.amount_minor)::int as amount, sum(e.cost_minor)::int as cost,
             sum(e.order_delta)::int as orders, bool_or(e.uncosted) as unknown
      from sales_entries e join orders o on o.id = e.order_id left join variants v on v.id = e.variant_id
      where o.number = ${number} and e.component = 'merchandise' and e.business_day = o.business_day
      group by 1 order by v.sku nulls first`;
    const [before] = await sums();
    expect(before).toMatchObject({ sku: null, units: 3, cost: 0, orders: 1, unknown: true });
    must(await run(mapSku, actor, { channel: "manual", externalSku: "TB-998", sku }));
    expect(await sums()).toEqual([
      { sku: null, units: 0, amount: 0, cost: 0, orders: 1, unknown: true },
      { sku, units: 3, amount: before?.amount, cost: 2175, orders: 0, unknown: false },
    ]);
    for await (const broken of verify()) expect(broken).toBeUndefined();
  });

  it("ships from one warehouse when one has all, else from the fewest", async () => {
    const [cup, pot] = [await makeVariant(), await makeVariant()];
    await addStock(cup, 1);
    await addStock(cup, 5, "EAST");
    await addStock(pot, 5, "EAST");
    must(
      await run(
        receiveOrder,
        actor,
        input([
          { sku: cup, quantity: 1 },
          { sku: pot, quantity: 1 },
        ]),
      ),
    );
    expect(await levelOf(cup)).toMatchObject({ reserved: 0 });
    expect(await levelOf(cup, "EAST")).toMatchObject({ reserved: 1 });
    must(await run(receiveOrder, actor, input([{ sku: cup, quantity: 5 }])));
    expect(await levelOf(cup)).toMatchObject({ reserved: 1 });
    expect(await levelOf(cup, "EAST")).toMatchObject({ reserved: 5 });
  });

  it("gives an order of things made to order a warehouse to leave from", async () => {
    const sku = await makeVariant({ madeToOrder: true });
    const received = must(await run(receiveOrder, actor, input([{ sku, quantity: 1 }])));
    expect(received.stage).toBe("ready");
    expect((await orderOf(received.number))?.location_id).not.toBeNull();
  });

  it("backorders what may be backordered", async () => {
    const sku = await makeVariant({ backorderAllowed: true });
    await addStock(sku, 1);
    const received = must(await run(receiveOrder, actor, input([{ sku, quantity: 4 }], { onShortage: "refuse" })));
    expect(received.stage).toBe("backordered");
    const [line] = await connection()
      .sql`select reserved, backordered from order_lines where order_id = ${received.id}`;
    expect(line).toEqual({ reserved: 1, backordered: 3 });
  });
});

describe("reviewing an order", () => {
  const stopped = async (sku: string, quantity: number) =>
    must(await run(receiveOrder, actor, input([{ sku, quantity }])));

  it("approves by hand once the stock is there, and refuses before", async () => {
    const sku = await makeVariant();
    const order = await stopped(sku, 2);
    expect(order.stage).toBe("review");
    expect(await run(approveOrder, actor, { number: order.number })).toMatchObject({
      ok: false,
      refusal: { code: "insufficient_stock" },
    });
    await addStock(sku, 2);
    expect(must(await run(approveOrder, actor, { number: order.number }))).toMatchObject({ stage: "ready" });
    expect(await run(approveOrder, actor, { number: order.number })).toMatchObject({
      ok: false,
      refusal: { code: "not_in_review" },
    });
  });

  it("does not approve what is held, and goes on when it is released", async () => {
    const sku = await makeVariant();
    const order = await stopped(sku, 1);
    await addStock(sku, 1);
    must(await run(holdOrder, actor, { number: order.number, type: "customer_request", scope: "review" }));
    expect((await orderOf(order.number))?.held).toBe(true);
    expect(await run(approveOrder, actor, { number: order.number })).toMatchObject({
      ok: false,
      refusal: { code: "held" },
    });
    expect(await run(holdOrder, actor, { number: order.number, type: "customer_request" })).toMatchObject({
      ok: false,
      refusal: { code: "already_held" },
    });
    must(await run(releaseHold, actor, { number: order.number }));
    expect((await orderOf(order.number))?.held).toBe(false);
    expect(await run(releaseHold, actor, { number: order.number })).toMatchObject({
      ok: false,
      refusal: { code: "not_held" },
    });
    must(await run(approveOrder, actor, { number: order.number }));
  });

  it("reserves once when two people approve at the same moment", async () => {
    const sku = await makeVariant();
    const order = await stopped(sku, 2);
    await addStock(sku, 10);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => run(approveOrder, actor, { number: order.number })),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await levelOf(sku)).toMatchObject({ reserved: 2 });
  });

  it("rejects with a reason: the sale is taken back", async () => {
    const sku = await makeVariant();
    const order = await stopped(sku, 2);
    must(await run(rejectOrder, actor, { number: order.number, reason: "stolen card" }));
    expect(await orderOf(order.number)).toMatchObject({ stage: "cancelled", total_minor: "0" });
    const [entries] = await connection()
      .sql`select sum(amount_minor)::text as total, sum(order_delta)::int as orders from sales_entries where order_id = ${order.id}`;
    expect(entries).toEqual({ total: "0", orders: 0 });
  });
});

describe("changing an order", () => {
  it("tells the second of two tabs what it does not know, and writes nothing of a field that both changed", async () => {
    const sku = await makeVariant();
    await addStock(sku, 5);
    const order = await makeOrder([{ sku, quantity: 1 }]);
    must(await run(editOrder, actor, { number: order.number, version: order.version, sellerNote: "first" }));
    const second = await run(editOrder, actor, { number: order.number, version: order.version, sellerNote: "second" });
    expect(second).toMatchObject({
      ok: false,
      refusal: {
        code: "edit_conflict",
        facts: { conflicts: [{ field: "sellerNote", yours: "second", theirs: "first" }] },
      },
    });
    expect((await orderOf(order.number))?.seller_note).toBe("first");
    // The form sends every field: what it shows as it was is no change of its sender.
    const other = { number: order.number, version: order.version, sellerNote: "", contactName: "Ann" };
    must(await run(editOrder, actor, other));
    expect(await orderOf(order.number)).toMatchObject({ seller_note: "first", contact_name: "Ann" });
    expect(await run(editOrder, actor, { ...other, version: order.version + 9 })).toMatchObject({
      refusal: { code: "order_changed" },
    });
  });

  it("records what was changed from what to what", async () => {
    const sku = await makeVariant();
    await addStock(sku, 5);
    const order = await makeOrder([{ sku, quantity: 1 }]);
    must(
      await run(editOrder, actor, {
        number: order.number,
        version: order.version,
        shipTo: { ...shipTo, line1: "新路 1" },
      }),
    );
    const [event] = await connection()
      .sql`select data from order_events where order_id = ${order.id} and type = 'order.edited'`;
    expect(event?.data).toMatchObject({ changes: [{ field: "shipTo", after: { line1: "新路 1" } }] });
    const [found] = await connection().sql`select words from order_search where order_id = ${order.id}`;
    expect(found?.words).toContain("上海");
  });

  it("refuses a role that may not", async () => {
    const sku = await makeVariant();
    await addStock(sku, 5);
    const order = await makeOrder([{ sku, quantity: 1 }]);
    const viewer = { ...actor, type: "staff" as const, role: "viewer", permissions: permissionsOf("viewer") };
    const tries = [
      await run(holdOrder, viewer, { number: order.number, type: "other" }),
      await run(approveOrder, viewer, { number: order.number }),
      await run(editOrder, viewer, { number: order.number, version: order.version, gift: true }),
      await run(noteOrder, viewer, { number: order.number, body: "x" }),
    ];
    for (const outcome of tries) expect(outcome).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
    expect(await orderOf(order.number)).toMatchObject({ version: order.version });
  });
});

describe("drafts", () => {
  it("sell nothing and claim nothing until they are placed", async () => {
    const sku = await makeVariant({ price: "10.00" });
    await addStock(sku, 5);
    const draft = must(await run(saveDraft, actor, input([{ sku, quantity: 1 }])));
    expect(draft.stage).toBe("draft");
    expect(await levelOf(sku)).toMatchObject({ reserved: 0 });
    const saved = must(
      await run(saveDraft, actor, {
        ...input([{ sku, quantity: 4, unitPrice: "9.50" }]),
        number: draft.number,
        version: draft.version,
      }),
    );
    const [sold] = await connection()
      .sql`select count(*)::int as n from sales_entries e join orders o on o.id = e.order_id where o.number = ${draft.number}`;
    expect(sold?.n).toBe(0);
    expect(
      await run(saveDraft, actor, { ...input([{ sku, quantity: 1 }]), number: draft.number, version: draft.version }),
    ).toMatchObject({ ok: false, refusal: { code: "order_changed" } });
    expect(must(await run(submitDraft, actor, { number: draft.number, version: saved.version }))).toMatchObject({
      stage: "ready",
    });
    expect(await orderOf(draft.number)).toMatchObject({ total_minor: "3800", unit_count: 4 });
    expect(await levelOf(sku)).toMatchObject({ reserved: 4 });
    expect(await run(submitDraft, actor, { number: draft.number })).toMatchObject({
      ok: false,
      refusal: { code: "not_a_draft" },
    });
  });
});

it("holds every promise of the house after all of this", async () => {
  expect(await broken()).toEqual([]);
});

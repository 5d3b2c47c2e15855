import { beforeAll, describe, expect, test } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { readOrders } from "@/lib/orders/lock-order";
import { deriveStage } from "@/lib/orders/rules/stage";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf } from "@/lib/testing/people";
import { cancelShipment } from "./cancel-shipment";
import { finishPacking } from "./finish-packing";
import { markDelivered } from "./mark-delivered";
import { packUnits } from "./pack-units";
import { pickUnits } from "./pick-units";
import { recordTracking } from "./record-tracking";
import { reportShort } from "./report-short";
import { shipOrder } from "./ship-order";
import { shipShipment } from "./ship-shipment";
import { startPicking } from "./start-picking";

type Item = { sku: string; barcode: string };

let owner: Actor;
let picker: Actor;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  await makeLocation("EAST");
  picker = await actorOf("warehouse");
});

let made = 0;
async function item(
  settings: Parameters<typeof makeVariant>[0] & { main?: number; other?: number } = {},
): Promise<Item> {
  const { main = 10, other = 0, ...variant } = settings;
  made += 1;
  const barcode = `690123456${String(1000 + made)}`;
  const sku = await makeVariant({ barcode, ...variant });
  if (main > 0) await addStock(sku, main, "MAIN", `A-0${made}`);
  if (other > 0) await addStock(sku, other, "EAST");
  return { sku, barcode };
}

const ordered = (found: Item, quantity = 1) => ({ sku: found.sku, quantity });

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? "done" : outcome.refusal.code;
}

async function orderNow(number: string) {
  const [order] = await readOrders((await import("@/db/client")).connection(), [number]);
  if (!order) throw new Error(`there is no order ${number}`);
  return order;
}

async function levelOf(found: Item, location = "MAIN") {
  const [level] = await connection().sql`
    select s.on_hand, s.reserved, s.damaged from stock_levels s
    join variants v on v.id = s.variant_id join locations l on l.id = s.location_id where v.sku = ${found.sku} and l.code = ${location}`;
  return level && { onHand: level.on_hand, reserved: level.reserved, damaged: level.damaged };
}

async function eventTypes(number: string): Promise<string[]> {
  const rows = await connection().sql`
    select e.type from order_events e join orders o on o.id = e.order_id where o.number = ${number} order by e.seq`;
  return rows.map((row) => row.type as string);
}

async function started(lines: { sku: string; quantity: number }[], settings: Record<string, unknown> = {}) {
  const order = await makeOrder(lines, settings);
  const { wave, done } = must(await run(startPicking, picker, { numbers: [order.number] }));
  return { number: order.number, wave, shipment: done[0]?.shipment ?? "" };
}

async function packed(lines: { sku: string; quantity: number }[], settings: Record<string, unknown> = {}) {
  const begun = await started(lines, settings);
  for (const line of lines)
    must(await run(pickUnits, picker, { shipment: begun.shipment, code: line.sku, quantity: line.quantity }));
  must(await run(finishPacking, picker, { shipment: begun.shipment, rest: true, packages: 1, weightGrams: 900 }));
  return begun;
}

/** The balances that the house promises, for everything this file did. */
async function expectAllInBalance() {
  const { sql } = connection();
  const off = await sql`
    select l.variant_id from stock_levels l left join (
      select variant_id, location_id, sum(on_hand_delta) on_hand, sum(reserved_delta) reserved, sum(damaged_delta) damaged
      from stock_movements group by 1, 2) m using (variant_id, location_id)
    where (l.on_hand, l.reserved, l.damaged) is distinct from (m.on_hand, m.reserved, m.damaged)
    union all
    select l.variant_id from stock_levels l left join (
      select variant_id, location_id, sum(quantity) quantity from reservations group by 1, 2) r using (variant_id, location_id)
    where l.reserved <> coalesce(r.quantity, 0)`;
  expect(off).toHaveLength(0);
  const lines = await sql`
    select l.id from order_lines l left join (
      select sl.order_line_id, sum(sl.quantity) allocated, sum(sl.picked) picked, sum(sl.packed) packed,
        sum(sl.quantity) filter (where s.shipped_at is not null) shipped, sum(sl.quantity) filter (where s.status = 'delivered') delivered
      from shipment_lines sl join shipments s on s.id = sl.shipment_id where s.status <> 'cancelled' group by 1) s on s.order_line_id = l.id
    where (l.allocated, l.picked, l.packed, l.shipped, l.delivered) is distinct from
      (coalesce(s.allocated, 0), coalesce(s.picked, 0), coalesce(s.packed, 0), coalesce(s.shipped, 0), coalesce(s.delivered, 0))`;
  expect(lines).toHaveLength(0);
  const numbers = await sql`select number from orders`;
  for (const order of await readOrders(
    (await import("@/db/client")).connection(),
    numbers.map((row) => row.number as string),
  )) {
    expect(order.stage).toBe(deriveStage(order));
  }
}

describe("starting to pick", () => {
  test("several orders make one wave with a shipment each, due first in slot one", async () => {
    const mug = await item();
    const late = await makeOrder([ordered(mug, 2)], { promisedAt: "2026-12-24T10:00:00Z" });
    const soon = await makeOrder([ordered(mug, 1)], { promisedAt: "2026-12-01T10:00:00Z" });
    const { wave, done, skipped, location } = must(
      await run(startPicking, picker, { numbers: [late.number, soon.number] }),
    );
    expect(done.map((each) => each.number)).toEqual([soon.number, late.number]);
    expect(skipped).toEqual([]);
    expect(location).toBe("MAIN");
    const order = await orderNow(late.number);
    expect(order.stage).toBe("picking");
    expect(order.lines[0]).toMatchObject({ reserved: 2, allocated: 2, picked: 0 });
    expect(order.shipments[0]).toMatchObject({ status: "picking", lines: [{ quantity: 2, picked: 0 }] });
    expect(await eventTypes(late.number)).toContain("shipment.started");
    const [row] = await connection().sql`select closed_at from waves where number = ${wave}`;
    expect(row?.closed_at).toBeNull();
  });

  test("what cannot be picked is left out with its reason, and the rest is begun", async () => {
    const [bowl, rug] = [await item(), await item({ main: 0, backorderAllowed: true })];
    const good = await makeOrder([ordered(bowl)]);
    const held = await makeOrder([ordered(bowl)]);
    must(
      await run(holdOrder, owner, { number: held.number, type: "address", scope: "pick", reason: "no house number" }),
    );
    const unpaid = await makeOrder([ordered(bowl)], { paymentMethod: "bank_transfer" });
    const waiting = await makeOrder([ordered(bowl), ordered(rug)]);
    const numbers = [good, held, unpaid, waiting].map((order) => order.number);
    const { done, skipped } = must(await run(startPicking, picker, { numbers: [...numbers, "CH-0"] }));
    expect(done.map((each) => each.number)).toEqual([good.number]);
    expect(Object.fromEntries(skipped.map((each) => [each.number, each.code]))).toEqual({
      "CH-0": "not_found",
      [held.number]: "held",
      [unpaid.number]: "not_ready",
      [waiting.number]: "part_in_stock",
    });
    expect(skipped.find((each) => each.number === held.number)?.facts).toMatchObject({ types: ["address"] });
  });

  test("what is there of an order can be picked when somebody says so; the rest follows", async () => {
    const [bowl, rug] = [await item(), await item({ main: 0, backorderAllowed: true })];
    const order = await makeOrder([ordered(bowl), ordered(rug)]);
    expect(order.stage).toBe("backordered");
    must(await run(startPicking, picker, { numbers: [order.number], partial: true }));
    const now = await orderNow(order.number);
    expect(now.lines.map((line) => line.allocated)).toEqual([1, 0]);
  });

  test("a refusal leaves nothing behind", async () => {
    const bowl = await item();
    const { number } = await started([ordered(bowl)]);
    const before = await orderNow(number);
    const [waves] = await connection().sql`select count(*)::int as n from waves`;
    expect(codeOf(await run(startPicking, picker, { numbers: [number] }))).toBe("already_picking");
    expect(await orderNow(number)).toEqual(before);
    expect((await connection().sql`select count(*)::int as n from waves`)[0]).toEqual(waves);
  });

  test("an order in two warehouses is picked in each", async () => {
    const bowl = await item({ main: 2, other: 3 });
    const order = await makeOrder([ordered(bowl, 5)]);
    must(await run(startPicking, picker, { numbers: [order.number], location: "MAIN" }));
    must(await run(startPicking, picker, { numbers: [order.number], location: "EAST" }));
    const now = await orderNow(order.number);
    expect(now.shipments.map((shipment) => shipment.lines[0]?.quantity).sort()).toEqual([2, 3]);
    expect(now.lines[0]?.allocated).toBe(5);
  });

  test("a role that may not pick is refused", async () => {
    expect(codeOf(await run(startPicking, await actorOf("finance"), { numbers: ["CH-1"] }))).toBe("forbidden");
  });
});

describe("picking", () => {
  test("scans count up, the last one ends picking, one too many is refused", async () => {
    const [bowl, towel] = [await item(), await item()];
    const { number, shipment, wave } = await started([ordered(bowl, 2), ordered(towel, 1)]);
    const scan = (code: string) => run(pickUnits, picker, { shipment, code });
    expect(codeOf(await scan(bowl.barcode))).toBe("done");
    expect(codeOf(await scan(bowl.sku.toLowerCase()))).toBe("done");
    const surplus = await scan(bowl.sku);
    expect(surplus).toMatchObject({
      ok: false,
      refusal: { code: "already_picked", facts: { sku: bowl.sku, quantity: 2 } },
    });
    expect((await orderNow(number)).lines[0]?.picked).toBe(2);
    expect(must(await scan(towel.sku)).finished).toEqual([shipment]);
    const now = await orderNow(number);
    expect(now.stage).toBe("packing");
    expect(now.shipments[0]).toMatchObject({ status: "picked" });
    const [row] = await connection().sql`select closed_at from waves where number = ${wave}`;
    expect(row?.closed_at).not.toBeNull();
  });

  test("another item is refused and named; a code nobody knows is told apart", async () => {
    const [bowl, towel] = [await item(), await item({ title: "Tea towel" })];
    const { number, shipment } = await started([ordered(bowl)]);
    const before = await orderNow(number);
    expect(await run(pickUnits, picker, { shipment, code: towel.barcode })).toMatchObject({
      ok: false,
      refusal: { code: "wrong_item", facts: { sku: towel.sku, title: "Tea towel" } },
    });
    expect(codeOf(await run(pickUnits, picker, { shipment, code: "00000000" }))).toBe("unknown_code");
    expect(await orderNow(number)).toEqual(before);
  });

  test("undo puts back and opens the wave again", async () => {
    const bowl = await item();
    const { number, shipment, wave } = await started([ordered(bowl)]);
    must(await run(pickUnits, picker, { shipment, code: bowl.sku }));
    must(await run(pickUnits, picker, { shipment, code: bowl.sku, quantity: -1 }));
    expect(codeOf(await run(pickUnits, picker, { shipment, code: bowl.sku, quantity: -1 }))).toBe("nothing_to_undo");
    const now = await orderNow(number);
    expect(now.shipments[0]?.status).toBe("picking");
    expect(now.stage).toBe("picking");
    const [row] = await connection().sql`select closed_at from waves where number = ${wave}`;
    expect(row?.closed_at).toBeNull();
  });

  test("a wave fills its slots in turn, undoes from the last, and refuses an item of another bin", async () => {
    const [bowl, towel] = [await item(), await item()];
    const first = await makeOrder([ordered(bowl, 2), ordered(towel)], { promisedAt: "2026-12-01T10:00:00Z" });
    const second = await makeOrder([ordered(bowl, 3)], { promisedAt: "2026-12-02T10:00:00Z" });
    const { wave } = must(await run(startPicking, picker, { numbers: [first.number, second.number] }));
    const pick = (code: string, quantity: number, expected = code) =>
      run(pickUnits, picker, { wave, code, quantity, expected });
    expect(must(await pick(bowl.sku, 4)).moved).toMatchObject([
      { order: first.number, slot: 1, quantity: 2 },
      { order: second.number, slot: 2, quantity: 2 },
    ]);
    expect(await pick(bowl.sku, 2)).toMatchObject({
      ok: false,
      refusal: { code: "more_than_needed", facts: { left: 1 } },
    });
    expect(await pick(towel.sku, 1, bowl.sku)).toMatchObject({
      ok: false,
      refusal: { code: "wrong_item", facts: { needed: "elsewhere" } },
    });
    expect(must(await pick(bowl.sku, -1)).moved).toMatchObject([{ order: second.number, slot: 2, quantity: -1 }]);
    expect((await orderNow(second.number)).lines[0]?.picked).toBe(1);
  });

  test("two who take the last unit at once: one gets it", async () => {
    const bowl = await item();
    const { shipment, number } = await started([ordered(bowl)]);
    const codes = (await Promise.all([1, 2].map(() => run(pickUnits, picker, { shipment, code: bowl.sku })))).map(
      codeOf,
    );
    expect(codes.sort()).toEqual(["already_picked", "done"]);
    expect((await orderNow(number)).lines[0]?.picked).toBe(1);
  });

  test("an order held whole stops the picker; one held from shipping does not", async () => {
    const bowl = await item();
    const { shipment, number } = await started([ordered(bowl, 2)]);
    must(await run(holdOrder, owner, { number, type: "payment", scope: "ship" }));
    expect(codeOf(await run(pickUnits, picker, { shipment, code: bowl.sku }))).toBe("done");
    must(await run(holdOrder, owner, { number, type: "fraud", scope: "all" }));
    expect(codeOf(await run(pickUnits, picker, { shipment, code: bowl.sku }))).toBe("held");
  });
});

describe("a short pick", () => {
  test("units that are not there leave the level and come from another warehouse", async () => {
    const bowl = await item({ main: 5, other: 5 });
    const { number, shipment } = await started([ordered(bowl, 3)]);
    must(await run(pickUnits, picker, { shipment, code: bowl.sku, quantity: 1 }));
    const { orders } = must(await run(reportShort, picker, { shipment, code: bowl.sku, quantity: 2 }));
    expect(orders).toEqual([{ number, reservedElsewhere: 2, backordered: 0, left: 0, held: false }]);
    expect(await levelOf(bowl)).toEqual({ onHand: 3, reserved: 1, damaged: 0 });
    expect(await levelOf(bowl, "EAST")).toEqual({ onHand: 5, reserved: 2, damaged: 0 });
    const now = await orderNow(number);
    expect(now.lines[0]).toMatchObject({ reserved: 3, allocated: 1, picked: 1 });
    expect(now.shipments[0]?.status).toBe("picked");
    const { done } = must(await run(startPicking, picker, { numbers: [number] }));
    expect(done).toHaveLength(1);
  });

  test("damaged units stay on hand, set aside", async () => {
    const bowl = await item({ main: 5, other: 5 });
    const { shipment } = await started([ordered(bowl, 2)]);
    must(await run(reportShort, picker, { shipment, code: bowl.sku, quantity: 1, reason: "damaged", note: "cracked" }));
    expect(await levelOf(bowl)).toEqual({ onHand: 5, reserved: 1, damaged: 1 });
  });

  test("what no warehouse has is backordered where the item allows it", async () => {
    const bowl = await item({ main: 2, backorderAllowed: true });
    const { number, shipment } = await started([ordered(bowl, 2)]);
    const { orders } = must(await run(reportShort, picker, { shipment, code: bowl.sku, quantity: 2 }));
    expect(orders).toEqual([{ number, reservedElsewhere: 0, backordered: 2, left: 0, held: false }]);
    const now = await orderNow(number);
    expect(now.stage).toBe("backordered");
    expect(now.shipments[0]?.status).toBe("cancelled");
  });

  test("otherwise the order waits for a person, held from being picked", async () => {
    const bowl = await item({ main: 2 });
    const { number, shipment } = await started([ordered(bowl, 2)]);
    const { orders } = must(await run(reportShort, picker, { shipment, code: bowl.sku, quantity: 1 }));
    expect(orders).toEqual([{ number, reservedElsewhere: 0, backordered: 0, left: 1, held: true }]);
    const now = await orderNow(number);
    expect(now.holds).toMatchObject([{ type: "stock", scope: "pick", reason: `${bowl.sku} × 1` }]);
    // The unit that is there goes its way.
    expect(codeOf(await run(pickUnits, picker, { shipment, code: bowl.sku }))).toBe("done");
    expect((await eventTypes(number)).filter((type) => type === "shipment.short_picked")).toHaveLength(1);
  });

  test("in a wave the order promised last goes without, and gets the first unit found elsewhere last", async () => {
    const bowl = await item({ main: 4, other: 1 });
    const first = await makeOrder([ordered(bowl, 2)], { promisedAt: "2026-12-01T10:00:00Z" });
    const second = await makeOrder([ordered(bowl, 2)], { promisedAt: "2026-12-02T10:00:00Z" });
    const { wave } = must(await run(startPicking, picker, { numbers: [first.number, second.number] }));
    const { orders } = must(await run(reportShort, picker, { wave, code: bowl.sku, quantity: 3 }));
    expect(orders).toEqual([
      { number: first.number, reservedElsewhere: 1, backordered: 0, left: 0, held: false },
      { number: second.number, reservedElsewhere: 0, backordered: 0, left: 2, held: true },
    ]);
    expect(await levelOf(bowl)).toEqual({ onHand: 1, reserved: 1, damaged: 0 });
  });

  test("more than is left is refused and leaves nothing behind", async () => {
    const bowl = await item();
    const { number, shipment } = await started([ordered(bowl, 2)]);
    const before = await orderNow(number);
    expect(codeOf(await run(reportShort, picker, { shipment, code: bowl.sku, quantity: 3 }))).toBe("more_than_needed");
    expect(await orderNow(number)).toEqual(before);
    expect(await levelOf(bowl)).toEqual({ onHand: 10, reserved: 2, damaged: 0 });
  });
});

describe("packing", () => {
  test("each scan counts; wrong, surplus and forgotten items are refused", async () => {
    const [bowl, towel, mug] = [await item(), await item(), await item()];
    const { number, shipment } = await started([ordered(bowl, 2), ordered(towel)]);
    const scan = (code: string) => run(packUnits, picker, { shipment, code });
    expect(codeOf(await scan(bowl.sku))).toBe("wrong_status");
    for (const [found, quantity] of [
      [bowl, 2],
      [towel, 1],
    ] as const)
      must(await run(pickUnits, picker, { shipment, code: found.sku, quantity }));
    expect(must(await scan(bowl.barcode)).left).toBe(2);
    expect(codeOf(await scan(mug.sku))).toBe("wrong_item");
    expect(await run(finishPacking, picker, { shipment })).toMatchObject({
      ok: false,
      refusal: { code: "not_all_packed", facts: { left: 2 } },
    });
    must(await scan(bowl.sku));
    expect(codeOf(await scan(bowl.sku))).toBe("already_packed");
    must(await scan(towel.sku));
    must(await run(finishPacking, picker, { shipment, packages: 2, weightGrams: 1200 }));
    const [row] = await connection()
      .sql`select status, packages, weight_grams, packed_by from shipments where number = ${shipment}`;
    expect(row).toEqual({ status: "packed", packages: 2, weight_grams: 1200, packed_by: picker.name });
    expect((await orderNow(number)).lines.map((line) => line.packed)).toEqual([2, 1]);
  });

  test("taking something out opens the parcel again", async () => {
    const bowl = await item();
    const { shipment, number } = await packed([ordered(bowl)]);
    must(await run(packUnits, picker, { shipment, code: bowl.sku, quantity: -1 }));
    expect((await orderNow(number)).shipments[0]?.status).toBe("picked");
  });

  test("a role that may not pack is refused", async () => {
    const viewer = await actorOf("viewer");
    expect(codeOf(await run(packUnits, viewer, { shipment: "SH-1", code: "X" }))).toBe("forbidden");
    expect(codeOf(await run(finishPacking, viewer, { shipment: "SH-1" }))).toBe("forbidden");
  });
});

describe("shipping", () => {
  const parcel = { carrier: "SF Express", service: "standard", trackingNumber: "SF1234567890" };

  test("units leave the shelf and the reservation; the parcel is found by its number", async () => {
    const bowl = await item();
    const { number, shipment } = await packed([ordered(bowl, 3)]);
    const outcome = must(await run(shipShipment, picker, { shipment, ...parcel }));
    expect(outcome).toMatchObject({ shipment, number, stage: "shipped" });
    expect(await levelOf(bowl)).toEqual({ onHand: 7, reserved: 0, damaged: 0 });
    const now = await orderNow(number);
    expect(now.lines[0]).toMatchObject({ reserved: 0, shipped: 3, packed: 3 });
    const [row] = await connection().sql`
      select o.first_shipped_at is not null as shipped, 'sf1234567890' = any(s.keys) as found
      from orders o join order_search s on s.order_id = o.id where o.number = ${number}`;
    expect(row).toEqual({ shipped: true, found: true });
  });

  test("ten people ship the same lines at once: they are shipped once", async () => {
    const bowl = await item();
    const { number, shipment } = await packed([ordered(bowl, 4)]);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => run(shipShipment, picker, { shipment, ...parcel })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual([...Array(9).fill("already_shipped"), "done"]);
    expect(await levelOf(bowl)).toEqual({ onHand: 6, reserved: 0, damaged: 0 });
    expect((await orderNow(number)).lines[0]?.shipped).toBe(4);
    expect((await eventTypes(number)).filter((type) => type === "shipment.shipped")).toHaveLength(1);
  });

  test("ten one-step shipments of one order at once: it is shipped once", async () => {
    const bowl = await item();
    const order = await makeOrder([ordered(bowl, 4)]);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => run(shipOrder, picker, { number: order.number, ...parcel })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual([...Array(9).fill("already_shipped"), "done"]);
    expect(await levelOf(bowl)).toEqual({ onHand: 6, reserved: 0, damaged: 0 });
  });

  test("what is held, unpaid or not packed stays, and nothing has moved", async () => {
    const bowl = await item();
    const { number, shipment } = await packed([ordered(bowl)]);
    must(await run(holdOrder, owner, { number, type: "address", scope: "ship" }));
    const before = await orderNow(number);
    expect(codeOf(await run(shipShipment, picker, { shipment, ...parcel }))).toBe("held");
    expect(await orderNow(number)).toEqual(before);

    const open = await started([ordered(bowl)]);
    expect(codeOf(await run(shipShipment, picker, { shipment: open.shipment }))).toBe("wrong_status");
    must(await run(pickUnits, picker, { shipment: open.shipment, code: bowl.sku }));
    expect(codeOf(await run(shipShipment, picker, { shipment: open.shipment }))).toBe("not_all_packed");

    await connection().sql`update orders set payment_method = 'card' where number = ${open.number}`;
    must(await run(packUnits, picker, { shipment: open.shipment, code: bowl.sku }));
    expect(await run(shipShipment, picker, { shipment: open.shipment })).toMatchObject({
      ok: false,
      refusal: { code: "payment_due", facts: { dueMinor: "1000", currency: "CNY" } },
    });
    expect(codeOf(await run(shipShipment, await actorOf("viewer", "v2@shop.test"), { shipment }))).toBe("forbidden");
  });

  test("an order goes in parts, in one step each, and no unit twice", async () => {
    const [bowl, towel] = [await item({ main: 2, other: 1 }), await item()];
    const order = await makeOrder([ordered(bowl, 3), ordered(towel, 2)]);
    const ship = (lines?: object[]) =>
      run(shipOrder, picker, { number: order.number, ...parcel, ...(lines ? { lines } : {}) });
    expect(await ship([{ code: towel.sku, quantity: 3 }])).toMatchObject({
      ok: false,
      refusal: { code: "more_than_reserved", facts: { available: 2 } },
    });
    expect(must(await ship([{ code: towel.sku, quantity: 1 }])).stage).toBe("partly_shipped");
    const rest = must(await ship());
    expect(rest.stage).toBe("shipped");
    expect(rest.shipments).toHaveLength(2);
    expect(await levelOf(bowl)).toEqual({ onHand: 0, reserved: 0, damaged: 0 });
    expect(await levelOf(bowl, "EAST")).toEqual({ onHand: 0, reserved: 0, damaged: 0 });
    expect(codeOf(await ship())).toBe("already_shipped");
  });

  test("an order of made things alone, which has no warehouse, is picked or shipped from the first one", async () => {
    const vase = await item({ main: 0, madeToOrder: true });
    const [one, other] = [await makeOrder([ordered(vase, 2)]), await makeOrder([ordered(vase)])];
    expect(must(await run(shipOrder, picker, { number: one.number, ...parcel })).stage).toBe("shipped");
    expect(must(await run(startPicking, picker, { numbers: [other.number] })).location).toBe("MAIN");
    expect(await levelOf(vase)).toBeUndefined();
  });

  test("one step also ends what others had begun, and closes their wave", async () => {
    const bowl = await item();
    const { number, wave, shipment } = await started([ordered(bowl, 2)]);
    must(await run(pickUnits, picker, { shipment, code: bowl.sku }));
    expect(must(await run(shipOrder, picker, { number, ...parcel })).shipments).toEqual([shipment]);
    expect((await orderNow(number)).lines[0]).toMatchObject({ allocated: 2, picked: 2, packed: 2, shipped: 2 });
    const [row] = await connection().sql`select closed_at from waves where number = ${wave}`;
    expect(row?.closed_at).not.toBeNull();
  });
});

describe("taking a shipment back", () => {
  test("frees its units for another one and keeps the reservation", async () => {
    const bowl = await item();
    const { number, shipment } = await packed([ordered(bowl, 2)]);
    must(await run(cancelShipment, picker, { shipment, note: "wrong box" }));
    const now = await orderNow(number);
    expect(now.stage).toBe("ready");
    expect(now.lines[0]).toMatchObject({ reserved: 2, allocated: 0, picked: 0, packed: 0 });
    expect(codeOf(await run(cancelShipment, picker, { shipment }))).toBe("wrong_status");
    must(await run(startPicking, picker, { numbers: [number] }));
  });

  test("is refused once it has left", async () => {
    const bowl = await item();
    const { shipment } = await packed([ordered(bowl)]);
    must(await run(shipShipment, picker, { shipment }));
    expect(codeOf(await run(cancelShipment, picker, { shipment }))).toBe("already_shipped");
  });
});

describe("on the way", () => {
  const gone = async (settings: Record<string, unknown> = {}) => {
    const bowl = await item();
    const begun = await packed([ordered(bowl, 2)], settings);
    must(await run(shipShipment, picker, { shipment: begun.shipment }));
    return begun;
  };

  test("news come in any order; the parcel shows the latest, and the same news twice is one", async () => {
    const { shipment, number } = await gone();
    const news = (status: string, at: string) =>
      run(recordTracking, picker, { shipment, status, at, place: "Hangzhou" });
    must(await news("out_for_delivery", "2026-11-23T08:00:00Z"));
    must(await news("in_transit", "2026-11-22T08:00:00Z"));
    must(await news("in_transit", "2026-11-22T08:00:00Z"));
    expect((await orderNow(number)).shipments[0]?.status).toBe("out_for_delivery");
    const [count] = await connection().sql`
      select count(*)::int as n from tracking_events t join shipments s on s.id = t.shipment_id where s.number = ${shipment}`;
    expect(count?.n).toBe(2);
  });

  test("the last parcel delivers the order, and completes it when it is paid", async () => {
    const unpaid = await gone();
    must(await run(markDelivered, picker, { shipments: [unpaid.shipment] }));
    expect((await orderNow(unpaid.number)).stage).toBe("delivered");

    const paid = await gone({ paid: { amount: "20.00" } });
    must(
      await run(recordTracking, picker, { shipment: paid.shipment, status: "delivered", at: "2026-11-25T08:00:00Z" }),
    );
    const now = await orderNow(paid.number);
    expect(now.stage).toBe("completed");
    expect(now.lines[0]?.delivered).toBe(2);
    expect(await eventTypes(paid.number)).toEqual(expect.arrayContaining(["shipment.delivered", "order.completed"]));
    expect(codeOf(await run(markDelivered, picker, { shipments: [paid.shipment] }))).toBe("parcel_closed");
  });

  test("several at once, two parcels of one order among them; the others are named", async () => {
    const bowl = await item({ main: 1, other: 1 });
    const order = await makeOrder([ordered(bowl, 2)], { paid: { amount: "20.00" } });
    const { shipments } = must(await run(shipOrder, picker, { number: order.number }));
    const waiting = await started([ordered(await item())]);
    const outcome = must(await run(markDelivered, picker, { shipments: [...shipments, waiting.shipment, "SH-0"] }));
    expect(outcome.delivered.sort()).toEqual([...shipments].sort());
    expect(outcome.skipped.map((each) => each.code).sort()).toEqual(["not_shipped", "shipment_not_found"]);
    expect((await orderNow(order.number)).stage).toBe("completed");
  });

  test("a parcel that came back is not delivered", async () => {
    const { shipment, number } = await gone();
    must(await run(recordTracking, picker, { shipment, status: "failed" }));
    must(await run(recordTracking, picker, { shipment, status: "returned_to_sender" }));
    expect((await orderNow(number)).stage).toBe("shipped");
    expect(codeOf(await run(markDelivered, picker, { shipments: [shipment] }))).toBe("parcel_closed");
  });
});

test("after all of it, every balance is the sum of its ledger and every stage is derived", expectAllInBalance);

import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, openWarehouse, receive, sell, stockItem } from "@/lib/testing/trade";
import { adjustStock } from "./adjust-stock";
import { receiveStock } from "./receive-stock";
import { setBin } from "./set-bin";
import { setReorderPoint } from "./set-reorder-point";
import { transferStock } from "./transfer-stock";

const owner = (await openShop()).actor;
const warehouse = await actorOf("warehouse");
const viewer = await actorOf("viewer");
await openWarehouse("LEEDS");
const sql = connection().sql;

const levelOf = async (sku: string, location = "MAIN") => {
  const [level] = await sql<{ onHand: number; reserved: number; damaged: number; available: number; bin: string }[]>`
    select s.on_hand as "onHand", s.reserved, s.damaged, s.available, s.bin from stock_levels s
    join variants v on v.id = s.variant_id join locations l on l.id = s.location_id where v.sku = ${sku} and l.code = ${location}`;
  return level;
};
const movementsOf = async (sku: string) =>
  sql<{ reason: string; on_hand_delta: number; document_number: string }[]>`
    select m.reason, m.on_hand_delta, m.document_number from stock_movements m join variants v on v.id = m.variant_id
    where v.sku = ${sku} order by m.id`;
const unbalanced = () => sql`
  select 1 from stock_levels l cross join lateral (
    select coalesce(sum(on_hand_delta), 0) on_hand, coalesce(sum(reserved_delta), 0) reserved, coalesce(sum(damaged_delta), 0) damaged
    from stock_movements m where m.variant_id = l.variant_id and m.location_id = l.location_id
  ) m where l.on_hand <> m.on_hand or l.reserved <> m.reserved or l.damaged <> m.damaged`;

it("units beyond what a level can count are refused, not a fault", async () => {
  const sku = await stockItem();
  const lines = Array.from({ length: 2200 }, () => ({ sku, quantity: 1_000_000 }));
  expect(await run(receiveStock, warehouse, { location: "MAIN", lines })).toMatchObject({
    ok: false,
    refusal: { code: "number_too_large" },
  });
  expect(await levelOf(sku)).toBeUndefined();
});

describe("adjusting", () => {
  it("sets on hand to what a count found, and writes the difference with its document", async () => {
    const sku = await stockItem();
    await receive(sku, 50);
    const done = must(
      await run(adjustStock, warehouse, { sku, location: "MAIN", reason: "count", quantity: 47, note: "yearly" }),
    );
    expect(done).toMatchObject({ onHand: 47, available: 47 });
    expect((await movementsOf(sku)).at(-1)).toMatchObject({
      reason: "count",
      on_hand_delta: -3,
      document_number: done.document,
    });
  });

  it("keeps damaged units on the shelf but not for sale, until they are repaired or scrapped", async () => {
    const sku = await stockItem();
    await receive(sku, 10);
    const adjust = (reason: string, quantity: number) =>
      run(adjustStock, warehouse, { sku, location: "MAIN", reason, quantity });
    await adjust("damage", 4);
    expect(await levelOf(sku)).toMatchObject({ onHand: 10, damaged: 4, available: 6 });
    await adjust("repair", 1);
    await adjust("scrap", 3);
    expect(await levelOf(sku)).toMatchObject({ onHand: 7, damaged: 0, available: 7 });
    expect(await adjust("scrap", 1)).toMatchObject({ ok: false, refusal: { code: "not_enough_damaged" } });
  });

  it("does not take what is promised to orders, and a refusal leaves nothing behind", async () => {
    const sku = await stockItem();
    await receive(sku, 10);
    expect(await sell([{ sku, quantity: 8 }])).toMatchObject({ stage: "ready" });
    const [before] = await sql<{ n: number }[]>`select count(*)::int as n from stock_documents`;
    const outcome = await run(adjustStock, warehouse, { sku, location: "MAIN", reason: "lost", quantity: 3 });
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "not_enough_free", facts: { free: 2, requested: 3, reserved: 8 } },
    });
    expect(await levelOf(sku)).toMatchObject({ onHand: 10, reserved: 8, available: 2 });
    expect(await sql`select count(*)::int as n from stock_documents`).toMatchObject([before]);
  });

  it("is refused to a role without the permission, and to input that says nothing clear", async () => {
    const sku = await stockItem();
    const input = { sku, location: "MAIN", reason: "found", quantity: 1 };
    expect(await run(adjustStock, viewer, input)).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
    for (const wrong of [
      { quantity: 0 },
      { quantity: -1 },
      { quantity: 1.5 },
      { reason: "why not" },
      { reason: "other" },
      { extra: 1 },
    ]) {
      expect(await run(adjustStock, warehouse, { ...input, ...wrong })).toMatchObject({
        refusal: { code: "invalid_input" },
      });
    }
    expect(await run(adjustStock, warehouse, { ...input, sku: "NO-SUCH" })).toMatchObject({
      refusal: { code: "no_such_item" },
    });
    expect(await run(adjustStock, warehouse, { ...input, location: "MOON" })).toMatchObject({
      refusal: { code: "unknown_location" },
    });
    expect(await movementsOf(sku)).toEqual([]);
  });

  it("lets the last free units go once, however many take them at the same moment", async () => {
    const sku = await stockItem();
    await receive(sku, 5);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        run(adjustStock, warehouse, { sku, location: "MAIN", reason: "lost", quantity: 2 }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
    expect(await levelOf(sku)).toMatchObject({ onHand: 1 });
    expect(await unbalanced()).toEqual([]);
  });

  it("has one effect when the same form is sent twice", async () => {
    const sku = await stockItem();
    const send = () =>
      run(adjustStock, warehouse, { sku, location: "MAIN", reason: "found", quantity: 3 }, { idempotencyKey: "once" });
    const [first, second] = [await send(), await send()];
    expect(second).toMatchObject({ ok: true, replayed: true });
    expect(must(second)).toEqual(must(first));
    expect(await levelOf(sku)).toMatchObject({ onHand: 3 });
  });
});

describe("receiving", () => {
  it("adds up an item that was scanned twice, by SKU in either case and by barcode", async () => {
    const sku = await stockItem({ sku: "Mug-1", barcode: "6901234567892" });
    const lines = [
      { sku: "mug-1", quantity: 2 },
      { sku: "6901234567892", quantity: 3 },
    ];
    const done = must(await run(receiveStock, warehouse, { location: "MAIN", lines, reference: "DN 77" }));
    expect(done).toMatchObject({ items: 1, units: 5 });
    expect(await movementsOf(sku)).toMatchObject([{ reason: "receive", on_hand_delta: 5 }]);
  });

  it("serves the orders that wait, oldest promise first, in the same transaction", async () => {
    const sku = await stockItem({ backorderAllowed: true });
    const promise = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const later = await sell([{ sku, quantity: 3 }], { promisedAt: promise(9) });
    const sooner = await sell([{ sku, quantity: 3 }], { promisedAt: promise(2) });
    expect([later.stage, sooner.stage]).toEqual(["backordered", "backordered"]);

    const first = must(await run(receiveStock, warehouse, { location: "MAIN", lines: [{ sku, quantity: 4 }] }));
    expect(first.filled).toEqual({ orders: [sooner.number, later.number], units: 4 });
    const stages = async () =>
      Object.fromEntries(
        (await sql`select number, stage from orders where number = any(${[later.number, sooner.number]})`).map((o) => [
          o.number,
          o.stage,
        ]),
      );
    expect(await stages()).toEqual({ [sooner.number]: "ready", [later.number]: "backordered" });
    await run(adjustStock, warehouse, { sku, location: "MAIN", reason: "found", quantity: 5 });
    expect(await stages()).toEqual({ [sooner.number]: "ready", [later.number]: "ready" });
    expect(await levelOf(sku)).toMatchObject({ onHand: 9, reserved: 6, available: 3 });
    const lines =
      await sql`select backordered, reserved from order_lines l join variants v on v.id = l.variant_id where v.sku = ${sku}`;
    expect(lines).toMatchObject([
      { backordered: 0, reserved: 3 },
      { backordered: 0, reserved: 3 },
    ]);
    const events =
      await sql`select e.type from order_events e join orders o on o.id = e.order_id where o.number = ${sooner.number} order by seq`;
    expect(events.at(-1)?.type).toBe("stock.reserved");
    expect(await unbalanced()).toEqual([]);
  });

  it("gives each waiting unit once when two receipts come in together", async () => {
    const sku = await stockItem({ backorderAllowed: true });
    await sell([{ sku, quantity: 6 }]);
    const takeIn = () => run(receiveStock, warehouse, { location: "MAIN", lines: [{ sku, quantity: 5 }] });
    const filled = (await Promise.all([takeIn(), takeIn()])).map((outcome) => must(outcome).filled.units);
    expect(filled.sort()).toEqual([1, 5]);
    expect(await levelOf(sku)).toMatchObject({ onHand: 10, reserved: 6 });
  });

  it("refuses all lines when one is unknown", async () => {
    const sku = await stockItem();
    const lines = [
      { sku, quantity: 1 },
      { sku: "NO-SUCH", quantity: 1 },
    ];
    expect(await run(receiveStock, warehouse, { location: "MAIN", lines })).toMatchObject({
      refusal: { code: "no_such_item", facts: { sku: "NO-SUCH" } },
    });
    expect(await movementsOf(sku)).toEqual([]);
  });

  it("is refused at a warehouse that is closed, and to a viewer", async () => {
    const sku = await stockItem();
    await openWarehouse("OLD", { active: false });
    const input = { location: "OLD", lines: [{ sku, quantity: 1 }] };
    expect(await run(receiveStock, warehouse, input)).toMatchObject({ refusal: { code: "closed_location" } });
    expect(await run(receiveStock, viewer, input)).toMatchObject({ refusal: { code: "forbidden" } });
  });
});

describe("a transfer", () => {
  it("moves units by two movements of one document", async () => {
    const sku = await stockItem();
    await receive(sku, 9);
    const done = must(
      await run(transferStock, warehouse, { from: "MAIN", to: "LEEDS", lines: [{ sku, quantity: 4 }] }),
    );
    expect([(await levelOf(sku))?.onHand, (await levelOf(sku, "LEEDS"))?.onHand]).toEqual([5, 4]);
    const moved = (await movementsOf(sku)).filter((movement) => movement.document_number === done.document);
    expect(moved.map(({ reason, on_hand_delta }) => [reason, on_hand_delta]).sort()).toEqual([
      ["transfer_in", 4],
      ["transfer_out", -4],
    ]);
  });

  it("never loses or doubles a unit while others transfer, sell and lose the same item", async () => {
    const sku = await stockItem();
    await receive(sku, 30);
    await receive(sku, 10, "LEEDS");
    const there = () => run(transferStock, warehouse, { from: "MAIN", to: "LEEDS", lines: [{ sku, quantity: 7 }] });
    const back = () => run(transferStock, warehouse, { from: "LEEDS", to: "MAIN", lines: [{ sku, quantity: 6 }] });
    const lose = () => run(adjustStock, warehouse, { sku, location: "MAIN", reason: "lost", quantity: 1 });
    const outcomes = await Promise.all([
      there(),
      back(),
      there(),
      lose(),
      back(),
      there(),
      lose(),
      sell([{ sku, quantity: 5 }]),
      back(),
    ]);
    const lost = [outcomes[3], outcomes[6]].filter((outcome) => outcome && "ok" in outcome && outcome.ok).length;
    const [main, leeds] = [await levelOf(sku), await levelOf(sku, "LEEDS")];
    expect((main?.onHand ?? 0) + (leeds?.onHand ?? 0)).toBe(40 - lost);
    expect((main?.reserved ?? 0) + (leeds?.reserved ?? 0)).toBe(5);
    expect(await unbalanced()).toEqual([]);
  });

  it("is refused beyond what is free, and to the warehouse it leaves", async () => {
    const sku = await stockItem();
    await receive(sku, 3);
    const lines = [{ sku, quantity: 4 }];
    expect(await run(transferStock, warehouse, { from: "MAIN", to: "LEEDS", lines })).toMatchObject({
      refusal: { code: "not_enough_free", facts: { free: 3, requested: 4 } },
    });
    expect(await run(transferStock, warehouse, { from: "MAIN", to: "MAIN", lines })).toMatchObject({
      refusal: { code: "invalid_input" },
    });
    expect(await levelOf(sku, "LEEDS")).toBeUndefined();
  });
});

describe("shelf and reorder point", () => {
  it("are set with an entry in the audit, also before the first unit is there", async () => {
    const sku = await stockItem();
    must(await run(setBin, warehouse, { sku, location: "LEEDS", bin: "A-01-3" }));
    expect(await levelOf(sku, "LEEDS")).toMatchObject({ bin: "A-01-3", onHand: 0 });
    must(await run(setReorderPoint, owner, { sku, reorderPoint: 12, reorderQuantity: 48 }));
    expect(await run(setReorderPoint, warehouse, { sku, reorderPoint: 1, reorderQuantity: null })).toMatchObject({
      refusal: { code: "forbidden" },
    });
    const audit = await sql`select action, facts from audit_log where subject = ${sku} order by id`;
    expect(audit).toMatchObject([
      { action: "stock.bin_set", facts: { before: "", after: "A-01-3" } },
      { action: "stock.reorder_point_set", facts: { before: { point: null }, after: { point: 12, quantity: 48 } } },
    ]);
  });
});

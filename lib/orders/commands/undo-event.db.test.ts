import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { createCustomer } from "@/lib/customers/commands/create-customer";
import { mergeCustomers } from "@/lib/customers/commands/merge-customers";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf, hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { assignOrder } from "./assign-order";
import { changeCustomer } from "./change-customer";
import { changeHold } from "./change-hold";
import { changePaymentMethod } from "./change-payment-method";
import { editOrder } from "./edit-order";
import { holdOrder } from "./hold-order";
import { noteOrder } from "./note-order";
import { releaseHold } from "./release-hold";
import { splitOrder } from "./split-order";
import { tagOrder } from "./tag-order";
import { undoEvent } from "./undo-event";

let owner: Actor;
let sku: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  sku = await makeVariant();
  await addStock(sku, 100);
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

const rowOf = async (number: string) =>
  (
    await connection().sql`
      select o.held, o.tags, o.seller_note as note, o.contact_name as name, o.promised_at as promised, o.ship_to->>'city' as city, o.version,
        (select jsonb_agg(jsonb_build_object('type', h.type, 'scope', h.scope, 'reason', h.reason, 'due', h.due_at is not null) order by h.type)
         from holds h where h.order_id = o.id and h.cleared_at is null) as holds
      from orders o where number = ${number}`
  )[0];

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? "done" : outcome.refusal.code);
const undo = (number: string, seq: number, actor = owner) => run(undoEvent, actor, { number, seq });

async function fresh() {
  const { number, version } = await makeOrder([{ sku, quantity: 1 }]);
  return { number, version };
}

describe("taking back what one event did", () => {
  it("opens a hold's way again, and holds again what was released, as it was held", async () => {
    const { number } = await fresh();
    const hold = { number, type: "address", scope: "ship", reason: "no house number", dueAt: "2026-12-01T10:00:00Z" };
    const { version: held } = must(await run(holdOrder, owner, hold));
    must(await undo(number, held));
    expect(await rowOf(number)).toMatchObject({ held: false });
    const again = must(await run(holdOrder, owner, hold)).version;
    // The first hold is not this one, though it has its type.
    expect(codeOf(await undo(number, held))).toBe("undone_already");
    const released = must(await run(releaseHold, owner, { number })).version;
    must(await undo(number, released));
    expect(await rowOf(number)).toMatchObject({
      held: true,
      holds: [{ type: "address", scope: "ship", reason: "no house number", due: true }],
    });
    expect(codeOf(await undo(number, again))).toBe("not_held");
  });

  it("holds again by the terms a hold had in the end, and also what came along with a split", async () => {
    const { number } = await makeOrder([{ sku, quantity: 2 }]);
    const hold = { number, type: "address", scope: "ship", reason: "no house number" };
    must(await run(holdOrder, owner, hold));
    const part = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] })).part.number;
    must(await run(changeHold, owner, { ...hold, scope: "pick", reason: "asked the buyer" }));
    for (const [of, scope, reason] of [
      [number, "pick", "asked the buyer"],
      [part, "ship", "no house number"],
    ]) {
      const released = must(await run(releaseHold, owner, { number: of })).version;
      must(await undo(of as string, released));
      expect(await rowOf(of as string)).toMatchObject({ held: true, holds: [{ type: "address", scope, reason }] });
    }
  });

  it("moves back only the tags that it moved", async () => {
    const { number } = await fresh();
    must(await run(tagOrder, owner, { number, add: ["vip", "late"] }));
    const { version } = must(await run(tagOrder, owner, { number, add: ["gift"], remove: ["late"] }));
    must(await run(tagOrder, owner, { number, add: ["new"] }));
    must(await undo(number, version));
    expect((await rowOf(number))?.tags.sort()).toEqual(["late", "new", "vip"]);
  });

  it("gives edited fields their values back, and refuses once one of them was changed again", async () => {
    const order = await fresh();
    const { number } = order;
    const before = await rowOf(number);
    const shipTo = { name: "Ann", line1: "1 Mill Lane", city: "Leeds", country: "GB" };
    const edit = { shipTo, sellerNote: "ring twice", promisedAt: "2027-01-01T00:00:00Z" };
    const { version } = must(await run(editOrder, owner, { ...order, ...edit }));
    must(await run(noteOrder, owner, { number, body: "a note in between" }));
    const undone = must(await undo(number, version));
    expect(await rowOf(number)).toMatchObject({ note: before?.note, city: before?.city, promised: before?.promised });
    expect(codeOf(await undo(number, version))).toBe("undone_already");
    // Taking back can be taken back.
    must(await undo(number, undone.version));
    const again = await rowOf(number);
    expect(again).toMatchObject({ note: "ring twice", city: "Leeds" });
    must(await run(editOrder, owner, { number, version: again?.version, sellerNote: "ring once" }));
    expect(await run(undoEvent, owner, { number, seq: undone.version + 1 })).toMatchObject({
      refusal: { code: "changed_since", facts: { fields: ["sellerNote"] } },
    });
  });

  it("refuses what cannot be taken back, what is not there, and whoever may not do the opposite", async () => {
    const { number, version } = await fresh();
    expect(codeOf(await undo(number, 1))).toBe("not_undoable");
    expect(codeOf(await undo(number, version + 5))).toBe("not_undoable");
    expect(codeOf(await undo("NO-SUCH", 1))).toBe("not_found");
    const held = must(await run(holdOrder, owner, { number, type: "other" })).version;
    const edited = must(await run(editOrder, owner, { number, version: held, sellerNote: "x" })).version;
    const [viewer, packer] = await Promise.all([actorOf("viewer", "v@shop.test"), actorOf("warehouse", "w@shop.test")]);
    expect(codeOf(await undo(number, held, viewer))).toBe("forbidden");
    expect(codeOf(await undo(number, edited, packer))).toBe("forbidden");
    expect(codeOf(await undo(number, held, packer))).toBe("done");
    expect(codeOf(await run(undoEvent, owner, { number, seq: edited, version: held }))).toBe("order_changed");
  });

  it("is done once, however often it is asked at the same time", async () => {
    const { number } = await fresh();
    const { version } = must(await run(tagOrder, owner, { number, add: ["vip"] }));
    const codes = (await Promise.all(Array.from({ length: 5 }, () => undo(number, version)))).map(codeOf);
    expect(codes.sort()).toEqual(["done", ...Array(4).fill("undone_already")]);
  });

  it("gives an order back to whoever had it, and to nobody where nobody had", async () => {
    const { number } = await fresh();
    const [ann, bo] = [await hire("support"), await hire("manager")];
    const first = must(await run(assignOrder, owner, { number, email: ann.email })).version;
    const second = must(await run(assignOrder, owner, { number, email: bo.email })).version;
    expect(codeOf(await undo(number, first))).toBe("changed_since");
    const back = must(await undo(number, second)).version;
    const who = async () =>
      (
        await connection()
          .sql`select p.email from orders o left join staff p on p.id = o.assignee_id where number = ${number}`
      )[0]?.email;
    expect(await who()).toBe(ann.email);
    must(await undo(number, back));
    expect(await who()).toBe(bo.email);
    must(await run(assignOrder, owner, { number, email: ann.email }));
    await connection().sql`update staff set active = false where email = ${bo.email}`;
    const [{ seq }] = (await connection().sql`
      select max(seq) as seq from order_events e join orders o on o.id = e.order_id where o.number = ${number}`) as unknown as [
      { seq: number },
    ];
    expect(codeOf(await undo(number, seq))).toBe("no_such_person");
  });

  it("lets an order be paid as before, held until it is where it was approved, until money came or it left", async () => {
    const { number } = await makeOrder([{ sku, quantity: 1 }], { paymentMethod: "bank_transfer" });
    const method = async (to: string) => must(await run(changePaymentMethod, owner, { number, method: to })).version;
    const stand = async () =>
      (await connection().sql`select payment_method as method, stage, held from orders where number = ${number}`)[0];
    const first = (await connection().sql`select version from orders where number = ${number}`)[0]?.version + 1;
    await method("cod");
    expect(await stand()).toEqual({ method: "cod", stage: "ready", held: false });
    const back = must(await undo(number, first)).version;
    expect(await stand()).toEqual({ method: "bank_transfer", stage: "ready", held: true });
    expect(codeOf(await undo(number, first))).toBe("undone_already");
    // Its first event is the change itself, what follows from it comes after.
    must(await undo(number, back - 1));
    expect(await stand()).toEqual({ method: "cod", stage: "ready", held: false });
    const online = await method("cash");
    await method("cod");
    expect(await run(undoEvent, owner, { number, seq: online })).toMatchObject({
      refusal: { code: "changed_since", facts: { fields: ["paymentMethod"] } },
    });
    const last = await method("cash");
    must(await run(recordPayment, owner, { number, method: "cash" }));
    expect(codeOf(await undo(number, last))).toBe("paid_since");
    const again = await method("cod");
    must(await run(shipOrder, owner, { number }));
    expect(codeOf(await undo(number, again))).toBe("already_shipped");
  });

  it("gives an order back to its customer, or to nobody, unless that one was merged away", async () => {
    const [ann, bo, cy] = await Promise.all(
      ["Ann", "Bo", "Cy"].map(async (name) => must(await run(createCustomer, owner, { name })).number),
    );
    const { number } = await makeOrder([{ sku, quantity: 1 }], { customer: undefined });
    const give = async (customer = "") => must(await run(changeCustomer, owner, { number, customer })).version;
    const whose = async () =>
      (
        await connection()
          .sql`select c.number from orders o left join customers c on c.id = o.customer_id where o.number = ${number}`
      )[0]?.number;
    const nobody = await whose();
    const toAnn = await give(ann);
    const toBo = await give(bo);
    expect(codeOf(await undo(number, toAnn))).toBe("changed_since");
    const toAnnAgain = must(await undo(number, toBo)).version;
    expect(await whose()).toBe(ann);
    must(await run(mergeCustomers, owner, { from: bo, into: cy }));
    expect(await run(undoEvent, owner, { number, seq: toAnnAgain })).toMatchObject({
      refusal: { code: "customer_merged", facts: { number: cy } },
    });
    must(await undo(number, toAnn));
    expect(await whose()).toBe(nobody);
  });
});

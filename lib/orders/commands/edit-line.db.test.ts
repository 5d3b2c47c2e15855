import { afterAll, beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { getOrderPage } from "@/lib/orders/queries/order-page";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { duplicateOrder } from "./duplicate-order";
import { editLine } from "./edit-line";
import { splitOrder } from "./split-order";
import { undoEvent } from "./undo-event";

let owner: Actor;
let ring: string;
const engraving = { name: "Engraving", value: "For Ann" };

beforeAll(async () => {
  owner = (await makeShop()).actor;
  ring = await makeVariant({ price: "100.00" });
  await addStock(ring, 100);
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? "done" : outcome.refusal.code);

async function wordsOf(number: string, position = 1) {
  const page = await getOrderPage(number);
  const words = [...(page?.lineWords.values() ?? [])].find((line) => line.position === position);
  return { note: words?.note, custom: words?.custom };
}

const ordered = () => makeOrder([{ sku: ring, quantity: 2, custom: [engraving] }]);

it("says what the buyer asked for, and says something else when that changes", async () => {
  const { number } = await ordered();
  expect(await wordsOf(number)).toEqual({ note: "", custom: [engraving] });
  const custom = [
    { name: "Engraving", value: "For Bo" },
    { name: "Size", value: "54" },
  ];
  const { version } = must(await run(editLine, owner, { number, line: 1, note: "in gold", custom }));
  expect(await wordsOf(number)).toEqual({ note: "in gold", custom });
  const [event] = await connection().sql`
    select e.data from order_events e join orders o on o.id = e.order_id where o.number = ${number} and seq = ${version}`;
  expect(event?.data.changes).toEqual([
    { name: "", before: "", after: "in gold" },
    { name: "Engraving", before: "For Ann", after: "For Bo" },
    { name: "Size", before: null, after: "54" },
  ]);
  must(await run(undoEvent, owner, { number, seq: version }));
  expect(await wordsOf(number)).toEqual({ note: "", custom: [engraving] });
});

it("is not taken back over what somebody wrote since, and keeps what a second change wrote beside it", async () => {
  const { number } = await ordered();
  const first = must(await run(editLine, owner, { number, line: 1, custom: [] })).version;
  const size = { name: "Size", value: "54" };
  must(await run(editLine, owner, { number, line: 1, custom: [size] }));
  must(await run(undoEvent, owner, { number, seq: first }));
  expect((await wordsOf(number)).custom).toEqual([size, engraving]);
  const second = must(await run(editLine, owner, { number, line: 1, custom: [{ name: "Size", value: "56" }] })).version;
  must(await run(editLine, owner, { number, line: 1, custom: [{ name: "Size", value: "58" }] }));
  expect(codeOf(await run(undoEvent, owner, { number, seq: second }))).toBe("changed_since");
});

it("refuses a line that is not there, nothing new, two of one name, and what has left", async () => {
  const { number } = await ordered();
  expect(codeOf(await run(editLine, owner, { number, line: 7 }))).toBe("unknown_line");
  expect(codeOf(await run(editLine, owner, { number, line: 1, custom: [engraving] }))).toBe("nothing_to_change");
  expect(codeOf(await run(editLine, owner, { number, line: 1, custom: [engraving, engraving] }))).toBe("invalid_input");
  const empty = [{ name: "Engraving", value: "" }];
  expect(codeOf(await run(editLine, owner, { number, line: 1, custom: empty }))).toBe("invalid_input");
  expect(codeOf(await run(editLine, await actorOf("warehouse"), { number, line: 1 }))).toBe("forbidden");
  must(await run(shipOrder, owner, { number }));
  expect(codeOf(await run(editLine, owner, { number, line: 1 }))).toBe("already_shipped");
});

it("goes along when units are split off or the order is made again", async () => {
  const { number } = await ordered();
  const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
  expect((await wordsOf(part.number)).custom).toEqual([engraving]);
  const copy = must(await run(duplicateOrder, owner, { number }));
  expect((await wordsOf(copy.number)).custom).toEqual([engraving]);
});

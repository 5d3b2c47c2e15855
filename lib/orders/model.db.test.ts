import { beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { createBulk } from "@/lib/bulk/commands/create-bulk";
import { startBulk } from "@/lib/bulk/commands/start-bulk";
import { undoBulk } from "@/lib/bulk/commands/undo-bulk";
import { lookAtBulk } from "@/lib/bulk/look-at-bulk";
import { runBulk } from "@/lib/bulk/run-bulk";
import { type Outcome, run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import {
  act,
  type Did,
  type Line,
  making,
  merge,
  type Order,
  rejoin,
  returnable,
  split,
  takeBack,
  takeOff,
  totalOf,
  unitsOf,
  unmake,
  type World,
} from "@/lib/testing/order-paper";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { approveOrder } from "./commands/approve-order";
import { assignOrder } from "./commands/assign-order";
import { cancelOrder } from "./commands/cancel-order";
import { changeHold } from "./commands/change-hold";
import { changeOrder } from "./commands/change-order";
import { editLine } from "./commands/edit-line";
import { editOrder } from "./commands/edit-order";
import { holdOrder } from "./commands/hold-order";
import { mergeOrders } from "./commands/merge-orders";
import { rejoinOrders } from "./commands/rejoin-orders";
import { releaseHold } from "./commands/release-hold";
import { setPriority } from "./commands/set-priority";
import { splitOrder } from "./commands/split-order";
import { tagOrder } from "./commands/tag-order";
import { undoEvent } from "./commands/undo-event";
import { readOrders } from "./lock-order";
import { levelOf, priorities } from "./rules/priority";
import { changeBack } from "./rules/undo-change";
import type { PastEvent } from "./rules/undo-event";

/** Sequences of a dozen commands each; more, by another draw, where MODEL_SEQUENCES and MODEL_SEED say so. */
const sequences = Number(process.env.MODEL_SEQUENCES ?? 60);
const commandsEach = 12;
const prices = [500, 1250, 3333];
const holdTypes = ["other", "address"] as const;
const words = ["", "ring twice", "mind the step"];
const tags = ["vip", "gift", "late"];

type Draw = (below: number) => number;

let owner: Actor;
const skus: string[] = [];
const people: string[] = [];

beforeAll(async () => {
  owner = (await makeShop()).actor;
  for (const price of prices) {
    const sku = await makeVariant({ price: (price / 100).toFixed(2) });
    await addStock(sku, 900_000);
    skus.push(sku);
  }
  for (const role of ["support", "manager"] as const) people.push((await hire(role)).email);
});

/** The same draw each time the test runs: what fails once fails again. */
function drawer(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ok = (outcome: Outcome<unknown>) => outcome.ok;
const pick = <T>(draw: Draw, from: readonly T[]): T => from[draw(from.length)] as T;

async function placed(draw: Draw, buyer: number): Promise<Order> {
  const lines: Line[] = Array.from({ length: 1 + draw(3) }, () => {
    const item = draw(skus.length);
    return { item, price: prices[item] as number, open: 1 + draw(4), off: 0, note: "" };
  });
  const order: Order = {
    ...{ number: "", lines, fee: draw(2) * 800, paid: 0, givenBack: false, state: "open", counts: 1 },
    ...{ holds: new Map(), tags: new Set(), person: null, priority: "usual", note: "", contact: `Buyer ${buyer}` },
    deeds: [],
  };
  order.paid = draw(2) * totalOf(order);
  const made = await makeOrder(
    lines.map(({ item, open }) => ({ sku: skus[item] as string, quantity: open })),
    {
      customer: { name: `Buyer ${buyer}`, email: `model-${buyer}@example.com` },
      shipping: (order.fee / 100).toFixed(2),
      ...(order.paid > 0 ? { paid: { amount: (order.paid / 100).toFixed(2) } } : {}),
    },
  );
  if (made.stage === "review") must(await run(approveOrder, owner, { number: made.number }));
  // What was invoiced follows; the promises hold the documents against the orders at the end.
  if (lines.length !== 2) must(await run(issueInvoice, owner, { number: made.number }));
  return { ...order, number: made.number };
}

type Step = { said: boolean; did: boolean; name: string };

const deeds = [
  ...(["cancel", "change", "change", "price", "split", "split", "merge", "merge", "rejoin", "rejoin", "ship"] as const),
  ...(["hold", "release", "terms", "tag", "assign", "prioritise", "edit", "line"] as const),
  ...([
    "resend",
    "duplicate",
    "unmake",
    "undo",
    "undo",
    "undo",
    "undo",
    "undo",
    "undo",
    "undo",
    "undo",
    "undo",
  ] as const),
] as const;

/** One command on the house and on the paper: what the paper says of it, and what the house answered. */
async function step(world: World, draw: Draw): Promise<Step> {
  const order = pick(draw, world.orders);
  const other = pick(draw, world.orders);
  const at = draw(order.lines.length);
  const line = order.lines[at] as Line;
  const position = at + 1;
  const units = 1 + draw(3);
  const { number } = order;
  const open = order.state === "open";
  /** Writes the change on the paper and has the house do it; what it did is noted under the events that tell of it. */
  const both = async (did: Did, name: string, command: () => Promise<Outcome<unknown>>): Promise<Step> =>
    noted(order, act(order, did), `${name} ${number}`, command);
  const action = pick(draw, deeds);
  switch (action) {
    case "cancel": {
      const said = open && units <= line.open;
      const did = ok(await run(cancelOrder, owner, { number, lines: [{ line: position, quantity: units }] }));
      if (said) takeOff(order, line, units);
      return { said, did, name: `cancel ${units} of line ${position} of ${number}` };
    }
    case "change": {
      const quantity = Math.max(line.open + units - 2, 0);
      return both(items(at, line, quantity, line.price), `${quantity} of line ${position} of`, () =>
        run(changeOrder, owner, { number, lines: [{ line: position, quantity }] }),
      );
    }
    case "price": {
      const [price, quantity] = [Math.max(line.price + 100 * (units - 2), 100), line.open + draw(2)];
      return both(items(at, line, quantity, price), `${quantity} of line ${position} at ${price} of`, () =>
        run(changeOrder, owner, { number, lines: [{ line: position, quantity, unitPrice: (price / 100).toFixed(2) }] }),
      );
    }
    case "split": {
      const said = open && units <= line.open && units < unitsOf(order);
      const outcome = await run(splitOrder, owner, { number, lines: [{ line: position, quantity: units }] });
      if (said && outcome.ok) {
        const moved = split(order, line, units, outcome.value.part.number);
        world.orders.push(moved.to);
        world.moves.push(moved);
      }
      return { said, did: outcome.ok, name: `split ${units} of line ${position} off ${number}` };
    }
    case "merge": {
      const parts = other.counts === 1 && order.counts === 0;
      const said =
        order !== other &&
        [order, other].every((one) => one.state === "open" && one.holds.size === 0 && !one.givenBack) &&
        !parts;
      const did = ok(await run(mergeOrders, owner, { number, from: [other.number] }));
      if (said) world.moves.push(merge(order, other));
      return { said, did, name: `merge ${other.number} into ${number}` };
    }
    case "rejoin": {
      const chosen = world.moves.filter((one) => !one.over)[draw(Math.max(world.moves.length, 1))];
      // Of a split and a merge of the same two orders the later one is taken back first.
      const pair = new Set([chosen?.from, chosen?.to]);
      const moved = world.moves.findLast((one) => !one.over && pair.has(one.from) && pair.has(one.to));
      if (!chosen || !moved) return { said: true, did: true, name: "nothing to take back" };
      const said = returnable(moved);
      const did = ok(await run(rejoinOrders, owner, { number: moved.to.number, other: moved.from.number }));
      if (said) rejoin(moved);
      return { said, did, name: `take back the ${moved.kind} of ${moved.from.number} and ${moved.to.number}` };
    }
    case "ship": {
      const said = open && order.holds.size === 0;
      const did = ok(await run(shipOrder, owner, { number }));
      if (said) order.state = "sent";
      return { said, did, name: `ship ${number}` };
    }
    case "hold": {
      const [type, reason] = [pick(draw, holdTypes), pick(draw, words)];
      return both({ kind: "held", type, reason }, `hold for ${type}`, () =>
        run(holdOrder, owner, { number, type, scope: "ship", reason }),
      );
    }
    case "release": {
      const type = draw(2) === 0 ? undefined : pick(draw, holdTypes);
      const holds = [...order.holds].filter(([of]) => type === undefined || of === type);
      const released = holds.map(([of, { reason }]) => ({ type: of, reason }));
      return both({ kind: "released", holds: released }, `release ${type ?? "all"} of`, () =>
        run(releaseHold, owner, { number, type }),
      );
    }
    case "terms": {
      const [type, after] = [pick(draw, holdTypes), pick(draw, words)];
      const before = order.holds.get(type)?.reason ?? "";
      return both({ kind: "terms", type, before, after }, `hold for ${type} because of "${after}"`, () =>
        run(changeHold, owner, { number, type, scope: "ship", reason: after }),
      );
    }
    case "tag": {
      const [add, remove] = [[pick(draw, tags)], [pick(draw, tags)]];
      const left = remove.filter((tag) => !add.includes(tag));
      return both({ kind: "tagged", add, remove: left }, `tag ${add} not ${left}`, () =>
        run(tagOrder, owner, { number, add, remove: left }),
      );
    }
    case "assign": {
      const to = pick(draw, [null, ...people]);
      return both({ kind: "assigned", from: order.person, to }, `give to ${to}`, () =>
        run(assignOrder, owner, { number, email: to }),
      );
    }
    case "prioritise": {
      const to = pick(draw, priorities);
      return both({ kind: "prioritised", from: order.priority, to }, `${to}`, () =>
        run(setPriority, owner, { number, priority: to }),
      );
    }
    case "edit": {
      const wanted = { note: pick(draw, words), contact: pick(draw, ["Ann", "Bo", order.contact]) };
      const fields = draw(2) === 0 ? (["note"] as const) : (["note", "contact"] as const);
      const changes = fields.map((field) => ({ field, before: order[field], after: wanted[field] }));
      const input = { sellerNote: wanted.note, ...(fields.length > 1 ? { contactName: wanted.contact } : {}) };
      const version = await versionOf(number);
      return both({ kind: "edited", changes }, `edit ${JSON.stringify(input)}`, () =>
        run(editOrder, owner, { number, version, ...input }),
      );
    }
    case "line": {
      const after = pick(draw, words);
      return both({ kind: "line", line: at, before: line.note, after }, `line ${position} says "${after}" in`, () =>
        run(editLine, owner, { number, line: position, note: after }),
      );
    }
    case "resend":
    case "duplicate": {
      const made = making(world, order, action);
      const input = action === "resend" ? { action, reason: "lost" } : { action };
      const done = await bulk(await run(createBulk, owner, { ...input, selection: { numbers: [number] } }));
      if (made && done.ok) {
        made.order.number = done.made;
        world.orders.push(made.order);
        world.made.push({ ...made, action, job: done.job, version: await versionOf(done.made) });
      }
      return { said: made !== null, did: done.ok, name: `${action} ${number}` };
    }
    case "unmake": {
      const made = pick(draw, world.made);
      if (!made) return { said: true, did: true, name: "nothing made to take back" };
      const said = unmake(world, made, await versionOf(made.order.number));
      const { ok: did } = await bulk(await run(undoBulk, owner, { number: made.job }));
      return { said, did, name: `take back the ${made.action} ${made.order.number}` };
    }
    case "undo": {
      const deed = order.deeds.at(-1 - draw(Math.min(order.deeds.length, 4)));
      if (!deed) return { said: true, did: true, name: `nothing to take back of ${number}` };
      const { seq, kind } = deed;
      return noted(order, takeBack(order, deed), `take back event ${seq} (${kind}) of ${number}`, () =>
        kind === "items" ? changeTakenBack(number, seq) : run(undoEvent, owner, { number, seq }),
      );
    }
  }
}

/** Has a bulk change of one order looked at and done; what it made, where it was done. */
async function bulk(
  opened: Outcome<{ id: string; number: string }>,
): Promise<{ ok: false } | { ok: true; job: string; made: string }> {
  const { id, number } = must(opened);
  await lookAtBulk(id);
  if (!ok(await run(startBulk, owner, { number }))) return { ok: false };
  expect(await runBulk(id)).toBe("done");
  const [item] = await connection().sql<{ status: string; made: string | null }[]>`
    select status, effect ->> 'made' as made from bulk_job_items where job_id = ${id}`;
  return item?.status === "done" ? { ok: true, job: number, made: item.made ?? "" } : { ok: false };
}

function items(at: number, { open, price }: Line, quantity: number, unitPrice: number): Did {
  return { kind: "items", line: at, units: [open, quantity], price: [price, unitPrice] };
}

async function versionOf(number: string): Promise<number> {
  const [row] = await connection().sql<{ version: number }[]>`select version from orders where number = ${number}`;
  return row?.version ?? 0;
}

/** What the timeline offers for a change of items: its form, filled with what takes it back. */
async function changeTakenBack(number: string, seq: number): Promise<Outcome<unknown>> {
  const [order] = await readOrders(connection(), [number]);
  const events = await connection().sql<PastEvent[]>`
    select e.seq, e.type, e.data from order_events e join orders o on o.id = e.order_id where o.number = ${number} order by e.seq`;
  const event = events.find((of) => of.seq === seq);
  if (!order || !event) throw new Error(`no event ${seq} of ${number}`);
  const back = changeBack(order, event, events);
  if (isRefusal(back)) return { ok: false, refusal: back };
  return run(changeOrder, owner, { number, undoes: seq, lines: back.lines });
}

const eventOf: Record<Did["kind"], readonly string[]> = {
  held: ["order.held"],
  released: ["order.released"],
  terms: ["order.hold_changed"],
  tagged: ["order.tagged"],
  assigned: ["order.assigned"],
  prioritised: ["order.prioritised"],
  edited: ["order.edited"],
  line: ["line.edited"],
  items: ["lines.added", "lines.repriced", "lines.cancelled"],
};

/** Has the house do what the paper did, and notes by which event of the timeline each of it can be taken back. */
async function noted(
  order: Order,
  done: Did[] | null,
  name: string,
  command: () => Promise<Outcome<unknown>>,
): Promise<Step> {
  const { number } = order;
  const before = await versionOf(number);
  const did = ok(await command());
  if (!done || !did) return { said: done !== null, did, name };
  const events = await connection().sql<{ seq: number; type: string; hold: string | null }[]>`
    select e.seq, e.type, e.data ->> 'type' as hold from order_events e join orders o on o.id = e.order_id
    where o.number = ${number} and e.seq > ${before} order by e.seq`;
  for (const of of done) {
    const event = events.find(
      ({ type, hold }) => eventOf[of.kind].includes(type) && (of.kind !== "held" || hold === of.type),
    );
    if (!event) throw new Error(`no event tells of ${name}`);
    order.deeds.push({ ...of, seq: event.seq, undone: false });
    const hold = of.kind === "held" ? order.holds.get(of.type) : undefined;
    if (hold) hold.seq = event.seq;
  }
  return { said: true, did, name };
}

/** Holds the house against the paper; gives how far each order's events are. */
async function compare(world: World, trail: readonly string[]): Promise<Map<string, number>> {
  const { sql } = connection();
  const rows = await sql`
    select o.number, o.version, o.total_minor::int as total, (o.paid_minor - o.refunded_minor)::int as paid, o.held,
      case o.stage when 'cancelled' then case when o.submitted_at is null then 'dropped' else 'gone' end
        when 'shipped' then 'sent' when 'draft' then 'draft' else 'open' end as state,
      (select coalesce(sum(order_delta), 0)::int from sales_entries s where s.order_id = o.id) as counts,
      (select coalesce(sum(amount_minor), 0)::int from sales_entries s where s.order_id = o.id and s.kind <> 'refund') as sold,
      (select jsonb_agg(jsonb_build_array(l.ordered - l.cancelled, (l.unit_price * 100)::int, l.note) order by l.position)
       from order_lines l where l.order_id = o.id) as lines,
      (select coalesce(jsonb_object_agg(h.type, h.reason), '{}') from holds h where h.order_id = o.id and h.cleared_at is null) as holds,
      o.tags, (select email from staff p where p.id = o.assignee_id) as person, o.priority, o.seller_note as note, o.contact_name as contact
    from orders o where o.number = any(${world.orders.map(({ number }) => number)})`;
  const versions = new Map(rows.map((row) => [row.number as string, row.version as number]));
  const found = new Map(
    rows.map(({ version: _, ...row }) => [row.number as string, { ...row, tags: [...row.tags].sort() }]),
  );
  const paper = world.orders.map((order) => {
    const { number, paid, state, counts, person, note, contact } = order;
    const total = totalOf(order);
    return {
      ...{ number, total, paid, held: order.holds.size > 0, state, counts },
      // A draft is outside the books.
      sold: state === "draft" || state === "dropped" ? 0 : total,
      lines: order.lines.map((line) => [line.open, line.price, line.note]),
      holds: Object.fromEntries([...order.holds].map(([type, { reason }]) => [type, reason])),
      ...{ tags: [...order.tags].sort(), person, priority: levelOf(order.priority as "usual"), note, contact },
    };
  });
  expect(
    paper.map(({ number }) => found.get(number)),
    trail.join("\n"),
  ).toEqual(paper);
  return versions;
}

it(`${sequences} sequences of commands on a buyer's orders leave what the paper says`, { timeout: 0 }, async () => {
  const draw = drawer(Number(process.env.MODEL_SEED ?? 20_261_123));
  let [done, undone] = [0, 0];
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    const world: World = { orders: [await placed(draw, sequence), await placed(draw, sequence)], moves: [], made: [] };
    const trail = world.orders.map(({ number, lines }) => `${number}: ${JSON.stringify(lines)}`);
    let versions = await compare(world, trail);
    for (let command = 0; command < commandsEach; command += 1) {
      const { said, did, name } = await step(world, draw);
      trail.push(`${name}: ${did ? "done" : "refused"}`);
      expect(did, trail.join("\n")).toBe(said);
      if (did) done += 1;
      if (did && name.startsWith("take back event")) undone += 1;
      const now = await compare(world, trail);
      // What is refused leaves nothing behind, no event either.
      if (!did) expect(now, trail.join("\n")).toEqual(versions);
      versions = now;
    }
    if (sequence % 250 === 249) expect(await brokenRows()).toEqual([]);
  }
  expect(done).toBeGreaterThan(sequences);
  expect(undone).toBeGreaterThan(sequences / 2);
  expect(await brokenRows()).toEqual([]);
});

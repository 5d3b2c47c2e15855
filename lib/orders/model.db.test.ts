import { beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { approveOrder } from "./commands/approve-order";

/** Sequences of up to eight commands each; more, by another draw, where MODEL_SEQUENCES and MODEL_SEED say so. */
const sequences = Number(process.env.MODEL_SEQUENCES ?? 60);
const commandsEach = 8;
const prices = [500, 1250, 3333];

// What a person with a slip of paper would note of the orders: units, prices, money. Nothing of how the house does it.
type Line = { item: number; price: number; open: number; off: number };
type Order = {
  number: string;
  lines: Line[];
  fee: number;
  paid: number;
  /** Money of it was given back. */
  givenBack: boolean;
  state: "open" | "sent" | "gone";
  held: boolean;
  counts: number;
};
type Moved = {
  kind: "split" | "merged";
  from: Order;
  to: Order;
  lines: Move[];
  over: boolean;
  /** Charge, money and count that a merge brought along. */
  fee: number;
  paid: number;
  counts: number;
};
type Move = { from: Line; to: Line; units: number; off: number };
type World = { orders: Order[]; moves: Moved[] };

let owner: Actor;
const skus: string[] = [];

beforeAll(async () => {
  owner = (await makeShop()).actor;
  for (const price of prices) {
    const sku = await makeVariant({ price: (price / 100).toFixed(2) });
    await addStock(sku, 900_000);
    skus.push(sku);
  }
});

/** The same draw each time the test runs: what fails once fails again. */
function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const unitsOf = (order: Order) => order.lines.reduce((sum, line) => sum + line.open, 0);
const totalOf = (order: Order) =>
  order.state === "gone" ? 0 : order.lines.reduce((sum, line) => sum + line.open * line.price, order.fee);
const ok = (outcome: Outcome<unknown>) => outcome.ok;

/** What is paid too much goes back with the next change of the order itself; taking a merge back leaves it there until then. */
function settle(order: Order): void {
  if (order.paid <= totalOf(order)) return;
  order.paid = totalOf(order);
  order.givenBack = true;
}

/** Where money went back, nothing is added that would not be asked for. */
function isAskedFor(order: Order, more: number): boolean {
  return !order.givenBack || totalOf(order) + more <= order.paid;
}

function takeOff(order: Order, line: Line, units: number): void {
  line.open -= units;
  line.off += units;
  if (unitsOf(order) === 0) {
    order.state = "gone";
    order.held = false;
    order.counts = 0;
    order.fee = 0;
  }
  settle(order);
}

async function placed(draw: (below: number) => number, buyer: number): Promise<Order> {
  const lines: Line[] = Array.from({ length: 1 + draw(3) }, () => {
    const item = draw(skus.length);
    return { item, price: prices[item] as number, open: 1 + draw(4), off: 0 };
  });
  const order: Order = {
    ...{ number: "", lines, fee: draw(2) * 800, paid: 0, givenBack: false, state: "open", held: false, counts: 1 },
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

/** One command on the house and on the paper: what the paper says of it before, and what the house answered. */
async function step(world: World, draw: (below: number) => number): Promise<Step> {
  const order = world.orders[draw(world.orders.length)] as Order;
  const other = world.orders[draw(world.orders.length)] as Order;
  const at = draw(order.lines.length);
  const line = order.lines[at] as Line;
  const position = at + 1;
  const units = 1 + draw(3);
  const { number } = order;
  const open = order.state === "open";
  switch (["cancel", "more", "price", "split", "merge", "rejoin", "rejoin", "ship", "hold", "release"][draw(10)]) {
    case "cancel": {
      const said = open && units <= line.open;
      const did = ok(await run(cancelOrder, owner, { number, lines: [{ line: position, quantity: units }] }));
      if (said) takeOff(order, line, units);
      return { said, did, name: `cancel ${units} of line ${position} of ${number}` };
    }
    case "more": {
      const said = open && isAskedFor(order, units * line.price);
      const quantity = line.open + units;
      const did = ok(await run(changeOrder, owner, { number, lines: [{ line: position, quantity }] }));
      // What happened to a line stays told by it: further units are a line of their own.
      if (said && line.off > 0) order.lines.push({ item: line.item, price: line.price, open: units, off: 0 });
      else if (said) line.open += units;
      if (said) settle(order);
      return { said, did, name: `${quantity} of line ${position} of ${number}` };
    }
    case "price": {
      const price = line.price + 100 * units;
      const said = open && line.off === 0 && isAskedFor(order, 100 * units * line.open);
      const lines = [{ line: position, unitPrice: (price / 100).toFixed(2) }];
      const did = ok(await run(changeOrder, owner, { number, lines }));
      if (said) line.price = price;
      if (said) settle(order);
      return { said, did, name: `price of line ${position} of ${number}` };
    }
    case "split": {
      const said = open && units <= line.open && units < unitsOf(order);
      const outcome = await run(splitOrder, owner, { number, lines: [{ line: position, quantity: units }] });
      if (said && outcome.ok) {
        const part: Line = { item: line.item, price: line.price, open: units, off: 0 };
        const before = order.paid;
        const off = line.off;
        line.open -= units;
        line.off += units;
        const paid = Math.min(Math.max(before - totalOf(order), 0), units * line.price);
        order.paid -= paid;
        const made: Order = {
          ...{ number: outcome.value.part.number, lines: [part], fee: 0, paid, givenBack: false, state: "open" },
          ...{ held: order.held, counts: 0 },
        };
        world.orders.push(made);
        const lines = [{ from: line, to: part, units, off }];
        world.moves.push({ kind: "split", from: order, to: made, lines, over: false, fee: 0, paid: 0, counts: 0 });
      }
      return { said, did: outcome.ok, name: `split ${units} of line ${position} off ${number}` };
    }
    case "merge": {
      const parts = other.counts === 1 && order.counts === 0;
      const said =
        order !== other && [order, other].every((one) => one.state === "open" && !one.held && !one.givenBack) && !parts;
      const did = ok(await run(mergeOrders, owner, { number, from: [other.number] }));
      if (said) merge(world, order, other);
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
      const said = open && !order.held;
      const did = ok(await run(shipOrder, owner, { number }));
      if (said) order.state = "sent";
      return { said, did, name: `ship ${number}` };
    }
    case "hold": {
      const said = order.state !== "gone" && !order.held;
      const did = ok(await run(holdOrder, owner, { number, type: "other", scope: "ship" }));
      if (said) order.held = true;
      return { said, did, name: `hold ${number}` };
    }
    default: {
      const said = order.held;
      const did = ok(await run(releaseHold, owner, { number }));
      if (said) order.held = false;
      return { said, did, name: `release ${number}` };
    }
  }
}

function merge(world: World, into: Order, from: Order): void {
  const lines = from.lines
    .filter((line) => line.open > 0)
    .map((line): Move => ({ from: line, to: { ...line, off: 0 }, units: line.open, off: line.off }));
  const { fee, paid, counts } = from;
  world.moves.push({ kind: "merged", from, to: into, lines, over: false, fee, paid, counts });
  for (const { from: line, to } of lines) {
    into.lines.push(to);
    line.off += line.open;
    line.open = 0;
  }
  into.fee += from.fee;
  into.paid += from.paid;
  Object.assign(from, { state: "gone", fee: 0, paid: 0, counts: 0 });
}

function returnable({ kind, from, to, lines, paid }: Moved): boolean {
  const split = kind === "split";
  const alone = to.lines.every((line) => line.open === 0 || lines.some((move) => move.to === line));
  return (
    to.state === "open" &&
    (!split || from.state === "open") &&
    !to.givenBack &&
    (split ? alone : to.paid >= paid && !alone) &&
    lines.every(({ from: line, to: part, units, off }) => {
      return part.open === units && part.off === 0 && part.price === line.price && line.off === off + units;
    })
  );
}

function rejoin(moved: Moved): void {
  const { kind, from, to, lines, fee, paid, counts } = moved;
  moved.over = true;
  for (const { from: line, to: part, units } of lines) {
    line.open += units;
    line.off -= units;
    part.open = 0;
    part.off += units;
  }
  if (kind === "split") {
    from.paid += to.paid;
    Object.assign(to, { state: "gone", paid: 0, held: false });
    return;
  }
  Object.assign(from, { state: "open", fee, counts });
  to.fee -= fee;
  to.paid -= paid;
  from.paid += paid;
}

async function compare(world: World, trail: readonly string[]): Promise<void> {
  const { sql } = connection();
  const rows = await sql`
    select o.number, o.total_minor::int as total, (o.paid_minor - o.refunded_minor)::int as paid, o.held,
      case o.stage when 'cancelled' then 'gone' when 'shipped' then 'sent' else 'open' end as state,
      (select coalesce(sum(order_delta), 0)::int from sales_entries s where s.order_id = o.id) as counts,
      (select coalesce(sum(amount_minor), 0)::int from sales_entries s where s.order_id = o.id and s.kind <> 'refund') as sold,
      (select jsonb_agg(l.ordered - l.cancelled order by l.position) from order_lines l where l.order_id = o.id) as units
    from orders o where o.number = any(${world.orders.map(({ number }) => number)})`;
  const found = new Map(rows.map((row) => [row.number as string, { ...row }]));
  const paper = world.orders.map((order) => {
    const { number, paid, held, state, counts } = order;
    const total = totalOf(order);
    return { number, total, paid, held, state, counts, sold: total, units: order.lines.map((line) => line.open) };
  });
  expect(
    paper.map(({ number }) => found.get(number)),
    trail.join("\n"),
  ).toEqual(paper);
}

it(`${sequences} sequences of commands on a buyer's orders leave what the paper says`, { timeout: 0 }, async () => {
  const draw = drawer(Number(process.env.MODEL_SEED ?? 20_261_123));
  let done = 0;
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    const world: World = { orders: [await placed(draw, sequence), await placed(draw, sequence)], moves: [] };
    const trail = world.orders.map(({ number, lines }) => `${number}: ${JSON.stringify(lines)}`);
    for (let command = 0; command < commandsEach; command += 1) {
      const { said, did, name } = await step(world, draw);
      trail.push(`${name}: ${did ? "done" : "refused"}`);
      expect(did, trail.join("\n")).toBe(said);
      if (did) done += 1;
      await compare(world, trail);
    }
    if (sequence % 250 === 249) expect(await brokenRows()).toEqual([]);
  }
  expect(done).toBeGreaterThan(sequences);
  expect(await brokenRows()).toEqual([]);
});

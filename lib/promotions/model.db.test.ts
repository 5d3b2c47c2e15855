import { beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { toDecimalString } from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import { changeOrderInput } from "@/lib/orders/change-input";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { readOrders } from "@/lib/orders/lock-order";
import { previewChange } from "@/lib/orders/queries/preview-change";
import { changeBack } from "@/lib/orders/rules/undo-change";
import type { PastEvent } from "@/lib/orders/rules/undo-event";
import { loadShop } from "@/lib/shop";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { makeCoupon } from "@/lib/testing/promote";
import { brokenRows } from "@/lib/verify";

const sequences = Number(process.env.MODEL_SEQUENCES ?? 25);
const commandsEach = 8;
const prices = [501, 1250, 3333];
const minimum = 4000;

// What a person would note: what is left of the order, and whether it has its coupon.
type Line = { item: number; price: number; open: number; off: number };
type Paper = { number: string; lines: Line[]; fee: number; coupon: boolean };

let owner: Actor;
const skus: string[] = [];

beforeAll(async () => {
  owner = (await makeShop()).actor;
  for (const price of prices) {
    const sku = await makeVariant({ price: (price / 100).toFixed(2) });
    await addStock(sku, 900_000);
    skus.push(sku);
  }
  await makeCoupon("MODEL", { percent: "12.5", minimumSpend: { CNY: "40.00" } });
});

function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const spendOf = ({ lines }: Paper) => lines.reduce((sum, line) => sum + line.open * line.price, 0);
/** An eighth, half to even, once the minimum is reached. */
function discountOf(paper: Paper): number {
  const spend = spendOf(paper);
  if (!paper.coupon || spend < minimum) return 0;
  const eighth = spend / 8;
  const floor = Math.floor(eighth);
  return eighth - floor === 0.5 ? floor + (floor % 2) : Math.round(eighth);
}
const totalOf = (paper: Paper) => spendOf(paper) - discountOf(paper) + paper.fee;

async function found(number: string) {
  const [row] = await connection().sql`
    select o.total_minor::int as total, o.discount_minor::int as discount,
      (select coalesce(sum(amount_minor), 0)::int from sales_entries s where s.order_id = o.id) as sold,
      (select coalesce(sum(ch_left_of(d.amount_minor, l.cancelled, l.ordered)), 0)::int
       from order_promotions g join order_discounts d on d.order_promotion_id = g.id join order_lines l on l.id = d.line_id
       where g.order_id = o.id) as given,
      (select count(*)::int from coupon_uses u where u.order_id = o.id and u.released_at is null) as uses
    from orders o where o.number = ${number}`;
  return { ...row };
}

/** Asks as the form does: what was previewed is what is done, or nothing is. */
async function change(number: string, ask: object): Promise<boolean> {
  const input = changeOrderInput.parse({ number, ...ask });
  const seen = await previewChange(owner, await loadShop(connection().sql), input);
  const outcome = await run(changeOrder, owner, {
    ...input,
    ...(isRefusal(seen) ? {} : { expected: seen.digest, version: seen.version }),
  });
  expect(outcome.ok).toBe(!isRefusal(seen));
  if (outcome.ok && !isRefusal(seen)) expect((await found(number)).total).toBe(Number(seen.money.total.afterMinor));
  return outcome.ok;
}

async function step(paper: Paper, draw: (below: number) => number): Promise<string> {
  const at = draw(paper.lines.length);
  const line = paper.lines[at] as Line;
  const position = at + 1;
  const units = 1 + draw(3);
  const { number } = paper;
  switch (["more", "less", "less", "price", "add", "coupon", "fee"][draw(7)]) {
    case "more": {
      const did = await change(number, { lines: [{ line: position, quantity: line.open + units }] });
      if (did && line.off > 0) paper.lines.push({ ...line, open: units, off: 0 });
      else if (did) line.open += units;
      return `${units} more of ${position}: ${did}`;
    }
    case "less": {
      const left = Math.max(line.open - units, 0);
      if (left === line.open || spendOf(paper) === line.open * line.price) return "nothing";
      const did = await change(number, { lines: [{ line: position, quantity: left }] });
      if (did) Object.assign(line, { off: line.off + line.open - left, open: left });
      return `${left} left of ${position}: ${did}`;
    }
    case "price": {
      const price = line.price + 77 * units;
      const did = await change(number, {
        lines: [{ line: position, unitPrice: toDecimalString(BigInt(price), "CNY") }],
      });
      expect(did).toBe(line.off === 0);
      if (did) line.price = price;
      return `price of ${position}: ${did}`;
    }
    case "add": {
      const item = draw(skus.length);
      const did = await change(number, { add: [{ sku: skus[item], quantity: units }] });
      if (did) paper.lines.push({ item, price: prices[item] as number, open: units, off: 0 });
      return `added ${units}: ${did}`;
    }
    case "coupon": {
      const did = await change(number, paper.coupon ? { removeCoupons: ["MODEL"] } : { addCoupons: ["model"] });
      expect(did).toBe(paper.coupon || spendOf(paper) >= minimum);
      if (did) paper.coupon = !paper.coupon;
      return `coupon: ${did}`;
    }
    default: {
      const fee = paper.fee + 100;
      const did = await change(number, { shipping: toDecimalString(BigInt(fee), "CNY") });
      if (did) paper.fee = fee;
      return `fee: ${did}`;
    }
  }
}

/** Takes the latest change back, by what it kept of itself, where it still can be. */
async function takeBack(number: string): Promise<boolean> {
  const [state] = await readOrders(connection(), [number]);
  if (!state) return false;
  const events = await connection().sql<PastEvent[]>`
    select seq, type, data from order_events where order_id = ${state.id} order by seq desc`;
  const event = events.find(({ data }) => data.revert);
  const back = event && changeBack(state, event, events);
  if (!event || !back || isRefusal(back)) return false;
  const { shippingMinor, ...ask } = back;
  const shipping = shippingMinor === undefined ? {} : { shipping: toDecimalString(shippingMinor, "CNY") };
  return change(number, { ...ask, ...shipping, undoes: event.seq });
}

it(`${sequences} sequences of changes leave the discount that the coupon gives what is left, to the last unit`, {
  timeout: 0,
}, async () => {
  const draw = drawer(Number(process.env.MODEL_SEED ?? 20_261_124));
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    const lines: Line[] = Array.from({ length: 1 + draw(3) }, () => {
      const item = draw(skus.length);
      return { item, price: prices[item] as number, open: 1 + draw(5), off: 0 };
    });
    const paper: Paper = { number: "", lines, fee: draw(2) * 800, coupon: false };
    paper.coupon = spendOf(paper) >= minimum;
    const made = await makeOrder(
      lines.map(({ item, open }) => ({ sku: skus[item] as string, quantity: open })),
      { shipping: (paper.fee / 100).toFixed(2), ...(paper.coupon ? { coupons: ["MODEL"] } : {}) },
    );
    paper.number = made.number;
    const trail = [JSON.stringify(paper)];
    const says = () => ({
      ...{ total: totalOf(paper), sold: totalOf(paper), discount: discountOf(paper), given: discountOf(paper) },
      uses: paper.coupon ? 1 : 0,
    });
    expect(await found(paper.number)).toEqual(says());
    for (let command = 0; command < commandsEach; command += 1) {
      const before = structuredClone(paper);
      trail.push(await step(paper, draw));
      expect(await found(paper.number), trail.join("\n")).toEqual(says());
      const changed = JSON.stringify(before) !== JSON.stringify(paper);
      if (!changed || draw(4) > 0) continue;
      const was = totalOf(before);
      if (!(await takeBack(paper.number))) continue;
      trail.push("taken back");
      expect((await found(paper.number)).total, trail.join("\n")).toBe(was);
      break;
    }
    if (draw(3) === 0) must(await run(cancelOrder, owner, { number: paper.number, reason: "customer_request" }));
  }
  expect(await brokenRows()).toEqual([]);
});

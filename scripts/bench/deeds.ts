import type { Sql } from "postgres";
import type { Actor } from "../../lib/actor.ts";
import { run } from "../../lib/command.ts";
import { isRefusal } from "../../lib/core/result.ts";
import { changeOrderInput } from "../../lib/orders/change-input.ts";
import { receiveOrder } from "../../lib/orders/commands/receive-order.ts";
import { mergeOrdersInput, splitOrderInput } from "../../lib/orders/move-inputs.ts";
import { previewChange } from "../../lib/orders/queries/preview-change.ts";
import { previewMerge } from "../../lib/orders/queries/preview-merge.ts";
import { previewSplit } from "../../lib/orders/queries/preview-split.ts";
import type { Shop } from "../../lib/shop.ts";
import { bulkDeeds } from "./bulk-deeds.ts";
import type { Calls } from "./calls.ts";
import { measure, onlyOk } from "./load.ts";

/** What staff do to orders, timed: `figure` in `unit`, and the budget it is held to. */
export type Deed = { name: string; figure: number; unit: string; budget: string; held: boolean };

const previewBelow = 150;
const inboxBelow = 200;
const exceptions = 50_000;
const rounds = 30;

type Place = { sql: Sql; actor: Actor; shop: Shop; port: number; calls: Calls; since: Date };

/** The deeds of one run; those of many orders clean up what it placed. */
export async function deeds(place: Place): Promise<Deed[]> {
  return [...(await previews(place)), await inbox(place), ...(await bulkDeeds(place))];
}

function below(name: string, milliseconds: number, most: number): Deed {
  return { name, figure: milliseconds, unit: "ms", budget: `< ${most} ms`, held: milliseconds < most };
}

/** The 95th percentile of asking something over and over, in milliseconds; what refuses was not measured. */
async function p95(ask: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const answer = await ask(round);
    if (isRefusal(answer)) throw new Error(`a preview refused: ${JSON.stringify(answer)}`);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.ceil(rounds * 0.95) - 1] ?? Number.POSITIVE_INFINITY;
}

async function previews({ actor, shop, since }: Place): Promise<Deed[]> {
  const email = `deeds-${since.getTime()}@bench.invalid`;
  const place = async (lines: number, from: number): Promise<string> => {
    const outcome = await run(receiveOrder, actor, {
      channel: "manual",
      paymentMethod: "cod",
      customer: { name: "Bench Buyer", email },
      shipTo: { name: "Bench Buyer", line1: "1 Mill Lane", city: "Leeds", country: "GB" },
      lines: Array.from({ length: lines }, (_, index) => ({ sku: `BENCH-${from + index}`, quantity: 2 })),
    });
    if (!outcome.ok) throw new Error(`the bench's own order was refused: ${JSON.stringify(outcome)}`);
    return outcome.value.number;
  };
  const number = await place(200, 1);
  const others = [await place(100, 1), await place(100, 101)] as const;
  const change = await p95((round) =>
    previewChange(
      actor,
      shop,
      changeOrderInput.parse({
        ...{ number, lines: [{ line: 1 + (round % 200), quantity: 3 }] },
        add: [{ sku: `BENCH-${300 + round}`, quantity: 1 }],
      }),
    ),
  );
  const split = await p95((round) =>
    previewSplit(
      actor,
      shop,
      splitOrderInput.parse({
        ...{ number },
        lines: Array.from({ length: 100 }, (_, index) => ({ line: 1 + index + (round % 50), quantity: 1 })),
      }),
    ),
  );
  const merge = await p95(() =>
    previewMerge(actor, shop, mergeOrdersInput.parse({ number: others[0], from: [others[1]] })),
  );
  return [
    below("preview of a change, 200 lines, p95", change, previewBelow),
    below("preview of a split, 200 lines, p95", split, previewBelow),
    below("preview of a merge, 200 lines, p95", merge, previewBelow),
  ];
}

/** The inbox of exceptions as its page, beside so many that are open; they are taken out again. */
async function inbox({ sql, port, calls }: Place): Promise<Deed> {
  const kinds = [
    { type: "stock_short", facts: { lines: [{ sku: "BENCH-1", title: "Bench item 1", missing: 2 }] } },
    { type: "payment_late", facts: { dueMinor: "1200", currency: "GBP", method: "bank_transfer" } },
    { type: "payment_short", facts: { dueMinor: "200", totalMinor: "1200", currency: "GBP" } },
    { type: "promise_in_danger", facts: { stage: "ready", hours: 3 } },
    { type: "address_undeliverable", facts: { missing: ["city"] } },
  ];
  await sql`
    insert into exceptions (id, type, severity, subject_kind, subject_key, order_id, facts, since, opened_at, due_at)
    select gen_random_uuid(), k.type, (array['critical', 'high', 'normal'])[1 + n % 3], 'order', 'bench ' || n, o.id, k.facts,
      now() - n * interval '1 minute', now() - n * interval '1 minute', now() + (25000 - n) * interval '1 minute'
    from (select id, row_number() over (order by placed_at desc, id desc) as n from orders
      order by placed_at desc, id desc limit ${exceptions}) o
    join rows from (jsonb_to_recordset(${sql.json(kinds)}) as (type text, facts jsonb)) with ordinality as k (type, facts, place)
      on k.place = 1 + o.n % ${kinds.length}`;
  try {
    await sql`analyze exceptions`;
    const page = calls.page("/exceptions");
    await measure(port, page, { clients: 1, seconds: 1 });
    const { p95: slowest, statuses } = await measure(port, page, { clients: 1, seconds: 3 });
    if (!onlyOk(statuses)) throw new Error(`the inbox answered ${JSON.stringify(statuses)}`);
    return below(`inbox of ${exceptions.toLocaleString("en")} exceptions as a page, p95`, slowest, inboxBelow);
  } finally {
    await sql`delete from exceptions where subject_key like 'bench %'`;
    await sql`analyze exceptions`;
  }
}

/** The deeds as a table for the terminal and for docs. */
export function deedsTable(found: readonly Deed[]): string {
  return [
    "| what staff do | figure | budget | |",
    "|---|---|---|---|",
    ...found.map(
      ({ name, figure, unit, budget, held }) =>
        `| ${name} | ${figure.toFixed(0)} ${unit} | ${budget} | ${held ? "held" : "MISSED"} |`,
    ),
  ].join("\n");
}

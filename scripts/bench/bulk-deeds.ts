import type { Sql } from "postgres";
import type { Actor } from "../../lib/actor.ts";
import { createBulk } from "../../lib/bulk/commands/create-bulk.ts";
import { startBulk } from "../../lib/bulk/commands/start-bulk.ts";
import { lookAtBulk } from "../../lib/bulk/look-at-bulk.ts";
import { runBulk } from "../../lib/bulk/run-bulk.ts";
import { type Outcome, run } from "../../lib/command.ts";
import { isRefusal } from "../../lib/core/result.ts";
import { receiveOrderBatch } from "../../lib/orders/commands/receive-order.ts";
import type { Deed } from "./deeds.ts";

type Place = { sql: Sql; actor: Actor; since: Date };

const atLeast = 200;
const placed = 1_500;
const aBatch = 100;
/** Orders of one buyer, which become one. */
const together = 3;

/**
 * Changes of many orders as a person makes them: all that match, looked at, then done. The last one cancels what the run
 * itself placed, these orders too: the next run finds the shop as this one did.
 */
export async function bulkDeeds(place: Place): Promise<Deed[]> {
  const tag = `bench-${place.since.getTime()}`;
  await placeTagged(place.actor, tag);
  const those = `/orders?tab=ready&tag=${tag}`;
  return [
    await inBulk(place, "given one more item", { action: "items", change: "add", sku: "BENCH-900" }, those),
    await inBulk(place, "merged", { action: "merge" }, those),
    await inBulk(place, "cancelled", { action: "cancel", reason: "other" }, "/orders?tab=ready&placed=today"),
  ];
}

// No two orders of a buyer are alike: the review would take the second for the first sent twice.
async function placeTagged(actor: Actor, tag: string): Promise<void> {
  for (let first = 0; first < placed; first += aBatch) {
    const orders = Array.from({ length: aBatch }, (_, index) => {
      const buyer = Math.floor((first + index) / together);
      const customer = { name: `Bench Buyer ${buyer}`, email: `${tag}-${buyer}@bench.invalid` };
      return {
        ...{ channel: "manual", paymentMethod: "cod", customer, tags: [tag] },
        shipTo: { name: customer.name, line1: "1 Mill Lane", city: "Leeds", country: "GB" },
        lines: [1, 2].map((line) => ({ sku: `BENCH-${(((first + index) * line) % 800) + 1}`, quantity: line })),
      };
    });
    const { answers } = must(await run(receiveOrderBatch, actor, { orders }));
    const refused = answers.find(isRefusal);
    if (refused) throw new Error(`the bench's own order was refused: ${JSON.stringify(refused)}`);
  }
}

async function inBulk({ sql, actor }: Place, deed: string, change: object, query: string): Promise<Deed> {
  const selection = { query, seenAt: new Date().toISOString() };
  const { id, number, total } = must(await run(createBulk, actor, { ...change, selection }));
  await lookAtBulk(id);
  const began = performance.now();
  must(await run(startBulk, actor, { number }));
  let state: string;
  do state = await runBulk(id);
  while (state !== "done" && state !== "stopped");
  const [row] = await sql<{ done: number }[]>`
    select count(*)::int as done from bulk_job_items where job_id = ${id} and status = 'done'`;
  const perSecond = ((row?.done ?? 0) / (performance.now() - began)) * 1000;
  return {
    name: `${total.toLocaleString("en")} orders ${deed} in bulk`,
    figure: perSecond,
    unit: "orders/s",
    budget: `≥ ${atLeast} orders/s`,
    held: perSecond >= atLeast,
  };
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

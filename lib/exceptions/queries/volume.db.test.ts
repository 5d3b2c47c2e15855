import { beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { readList, type SearchParams } from "@/lib/list/params";
import { makeShop } from "@/lib/testing/factories";
import { exceptionList } from "../list-spec";
import { getExceptionFigures } from "./figures";
import { listExceptions } from "./list-exceptions";

const budgetMs = 200;
let actor: Actor;

beforeAll(async () => {
  actor = (await makeShop()).actor;
  await connection().sql`
    insert into exceptions (id, type, severity, subject_kind, subject_key, since, opened_at, due_at, closed_at, closed_because)
    select gen_random_uuid(), (array['stock_short', 'payment_late', 'raised', 'unmapped_sku', 'tracking_stalled'])[1 + n % 5],
      (array['critical', 'high', 'normal'])[1 + n % 3], 'raised', n::text, now() - n * interval '1 minute', now() - n * interval '1 minute',
      now() + (25000 - n) * interval '1 minute', case when n > 50000 then now() end, case when n > 50000 then 'gone' end
    from generate_series(1, 70000) n`;
  await connection().sql`analyze exceptions`;
});

/** Of three looks the quickest: what else the machine does is not what is measured. */
async function quickest(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let look = 0; look < 3; look += 1) {
    // What was counted before a change of this process is not remembered.
    await transact(async () => true);
    const began = performance.now();
    await read();
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}

const views: SearchParams[] = [
  {},
  { sort: "-due" },
  { sort: "since" },
  { type: "raised", severity: "critical", overdue: "1" },
  { owner: "me" },
  { tab: "snoozed" },
  { tab: "closed" },
];

it.each(views)("the inbox of 50,000 opens in less than 200 ms: %j", async (params) => {
  const state = readList(exceptionList, params);
  const read = () => Promise.all([listExceptions(actor, state, { now: new Date() }), getExceptionFigures(actor)]);
  expect(await quickest(read)).toBeLessThan(budgetMs);
});

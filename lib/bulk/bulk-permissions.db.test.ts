import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { makeShop } from "@/lib/testing/factories";
import { keepPrint } from "./commands/keep-print";
import { postBatch } from "./commands/post-batch";
import { retryBulk } from "./commands/retry-bulk";
import { startBulk } from "./commands/start-bulk";
import { stopBulk } from "./commands/stop-bulk";
import { undoBulk } from "./commands/undo-bulk";
import { bulkTable } from "./rules/table";
import type { BulkStatus } from "./rules/words";

const owner = await makeShop();
const { sql } = connection();

/** May change many orders at once, but nothing of what is done to them. */
const clerk = { ...systemActor("clerk"), id: owner.id, permissions: new Set(["orders.bulk", "orders.read"] as const) };

async function heldOrders(status: BulkStatus): Promise<Job> {
  const id = crypto.randomUUID();
  const number = `BLK-${id.slice(0, 8)}`;
  await sql`
    insert into bulk_jobs (id, number, action, input, selection, status, created_by, created_by_id)
    values (${id}, ${number}, 'hold', '{}', '{}', ${status}, 'Ann', ${owner.id})`;
  return { id, number };
}

type Job = { id: string; number: string };
type Step = { name: string; status: BulkStatus; go: (job: Job) => Promise<unknown> };

const steps: Step[] = [
  { name: "started", status: "checked", go: ({ number }) => run(startBulk, clerk, { number }) },
  { name: "gone on with", status: "running", go: ({ id }) => run(postBatch, clerk, { jobId: id, positions: [1] }) },
  {
    name: "printed",
    status: "running",
    go: ({ id }) => run(keepPrint, clerk, { jobId: id, printed: [], empty: [], file: null }),
  },
  { name: "stopped", status: "running", go: ({ number }) => run(stopBulk, clerk, { number }) },
  { name: "done again", status: "done", go: ({ number }) => run(retryBulk, clerk, { number, of: "failed" }) },
  { name: "taken back", status: "done", go: ({ number }) => run(undoBulk, clerk, { number }) },
];

describe("a change of many orders", () => {
  it.each(steps)("is not $name by who may not do it to one", async ({ name, status, go }) => {
    const job = await heldOrders(status);
    const permission = name === "taken back" ? bulkTable.hold.undo : bulkTable.hold.permission;
    expect(await go(job)).toMatchObject({
      refusal: { code: "forbidden", facts: { permission } },
    });
    expect(await sql`select status from bulk_jobs where id = ${job.id}`).toEqual([{ status }]);
  });
});

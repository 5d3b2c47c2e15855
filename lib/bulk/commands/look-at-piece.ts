import { z } from "zod";
import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { readHeads, readOrders } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import { type BulkItem, itemColumns, loadBulk } from "../load-bulk";
import { plannerFor } from "../planner";
import { documentsShown } from "../rules/documents";
import { bulkTable } from "../rules/table";
import type { SeenStock } from "../seen-stock";
import { type LookedAt, writeLookedAt } from "../write-items";

/** Orders that one transaction looks at. */
const atOnce = 500;

const input = z.strictObject({ jobId: z.uuid(), seen: z.custom<SeenStock>() });

/**
 * Plans the next orders of a change as they are now and notes which can go and which cannot, and why. Nothing of the
 * orders is locked or written. Answers how many are still to be looked at.
 */
export const lookAtPiece = defineCommand({
  name: "bulk.look_at_piece",
  permission: "orders.bulk",
  input,
  refusals: ["not_found", "bulk_moved_on"],
  async run(context, { jobId, seen }): Promise<{ left: number } | Refusal<"not_found" | "bulk_moved_on">> {
    const { tx, now } = context;
    const job = await loadBulk(tx.sql, { id: jobId }, true);
    if (!job) return refuse("not_found");
    if (job.status !== "checking") return refuse("bulk_moved_on");
    const items = await tx.sql<BulkItem[]>`
      select ${tx.sql.unsafe(itemColumns)} from bulk_job_items
      where job_id = ${jobId} and status = 'waiting' order by position limit ${atOnce}`;
    const found = await lookAt(context, job, items, seen);
    await writeLookedAt(tx, jobId, found);
    const left = job.waiting - found.length;
    await tx.sql`
      update bulk_jobs set heartbeat_at = ${now.toISOString()}, status = ${left === 0 ? "checked" : "checking"} where id = ${jobId}`;
    return { left };
  },
});

async function lookAt(
  context: CommandContext,
  job: NonNullable<Awaited<ReturnType<typeof loadBulk>>>,
  waiting: readonly BulkItem[],
  preview: SeenStock,
): Promise<LookedAt[]> {
  const read = bulkTable[job.action].headOnly ? readHeads : readOrders;
  const orders = await read(
    context.tx,
    waiting.map((item) => item.orderNumber),
  );
  const byId = new Map(orders.map((order) => [order.id, order]));
  const more = job.waiting > waiting.length && bulkTable[job.action].together;
  const items = more ? wholeCustomers(waiting, byId) : waiting;
  const plan = await plannerFor({ context, job, orders, items, preview });
  return items.map((item) => {
    const { position } = item;
    const problem = item.details?.problem;
    if (typeof problem === "string")
      return { position, version: null, code: problem, facts: { number: item.orderNumber, line: item.details?.line } };
    const order = item.orderId === null ? undefined : byId.get(item.orderId);
    if (!order) return { position, version: null, code: "not_found", facts: { number: item.orderNumber } };
    const planned = plan(order, item);
    const { version } = order;
    if (isRefusal(planned)) return { position, version, code: planned.code, facts: planned.facts };
    if (planned.look) return { position, version, code: "", facts: null, ...planned.look };
    const documents = documentsShown([planned.plan, ...(planned.part ? [planned.part.plan] : [])]);
    return { position, version, code: "", facts: null, documents };
  });
}

/** Leaves the last customer, whose orders may go on in the next piece, to that one; unless they fill this one. */
function wholeCustomers(items: readonly BulkItem[], orders: ReadonlyMap<string, OrderState>): readonly BulkItem[] {
  const customerOf = ({ orderId }: BulkItem) => orders.get(orderId ?? "")?.customerId ?? null;
  const last = items.at(-1);
  const whole = last
    ? items.slice(
        0,
        items.findIndex((item) => customerOf(item) === customerOf(last)),
      )
    : items;
  return whole.length > 0 ? whole : items;
}

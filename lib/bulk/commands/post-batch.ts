import { z } from "zod";
import { may } from "@/lib/actor";
import { type CommandContext, defineCommand } from "@/lib/command";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { settleWaves } from "@/lib/fulfilment/close-wave";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { insertParts } from "@/lib/orders/insert-parts";
import { changesOfOrders } from "@/lib/orders/load-for-change";
import { lockOrders } from "@/lib/orders/lock-order";
import type { Plan } from "@/lib/orders/rules/plan";
import { post } from "@/lib/post";
import { lockReceivers } from "../customer-planner";
import { duplicateEach } from "../duplicate-planner";
import { type BulkItem, type BulkJob, itemColumns, loadBulk } from "../load-bulk";
import { mergeGroups, rejoinGroups } from "../merge-batch";
import { mergeNoteOf } from "../merge-planner";
import { type PlannedOrder, plannerFor } from "../planner";
import { named } from "../rules/named";
import { changedMeanwhile, failedBy, type SettledItem } from "../rules/settle";
import { bulkTable, deedOf, permissionOf } from "../rules/table";
import { settleItems } from "../write-items";

const input = z.strictObject({ jobId: z.uuid(), positions: z.array(z.number().int()) });

type Code = "not_found" | "bulk_moved_on" | "forbidden";

/**
 * Does these orders of a change and notes what came of each, in one transaction: whoever is killed in it has done none,
 * and whoever comes again finds each order's outcome. Refuses "bulk_moved_on" when the change was stopped.
 */
export const postBatch = defineCommand({
  name: "bulk.post_batch",
  permission: "orders.bulk",
  input,
  refusals: ["not_found", "bulk_moved_on", "forbidden"],
  async run(context, { jobId, positions }): Promise<{ settled: number } | Refusal<Code>> {
    const { tx, actor, now } = context;
    // One batch of a change at a time: a second worker waits here and then finds these orders done.
    const job = await loadBulk(tx.sql, { id: jobId }, true);
    if (!job) return refuse("not_found");
    if (job.status !== "running") return refuse("bulk_moved_on");
    const permission = permissionOf(job);
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    const found = await tx.sql<(BulkItem & { status: string })[]>`
      select ${tx.sql.unsafe(itemColumns)}, status from bulk_job_items
      where job_id = ${jobId} and position = any(${positions}::int[]) order by position`;
    const items = found.filter((item) => item.status === "ready");
    await settleItems(tx, jobId, await postItems(context, job, items));
    await tx.sql`update bulk_jobs set heartbeat_at = ${now.toISOString()} where id = ${jobId}`;
    return { settled: items.length };
  },
});

async function postItems(context: CommandContext, job: BulkJob, items: readonly BulkItem[]): Promise<SettledItem[]> {
  await lockReceivers(context, job, items);
  const deed = deedOf(job);
  const { together, frees, shrinks } = bulkTable[deed];
  // Of what was merged the order that has it is locked too, all in one sequence.
  const numbers = items.flatMap((item) => [item.orderNumber, ...(together ? [mergeNoteOf(item).into] : [])]);
  const orders = await lockOrders(context.tx, numbers);
  const byId = new Map(orders.map((order) => [order.id, order]));
  const moved = items.filter((item) => byId.get(item.orderId ?? "")?.version !== item.version);
  const settled = await leaveChanged(context, moved);
  const asSeen = items.filter((item) => !moved.includes(item));
  const batch = { context, job, items: asSeen, orders };
  if (deed === "duplicate") return [...settled, ...(await duplicateEach(batch))];
  if (together) return [...settled, ...(await (job.undoOf === null ? mergeGroups(batch) : rejoinGroups(batch)))];
  const plan = await plannerFor({
    context,
    job,
    orders: orders.filter((order) => asSeen.some((item) => item.orderId === order.id)),
    items: asSeen,
    preview: undefined,
  });
  const planned: { item: BulkItem; of: PlannedOrder }[] = [];
  for (const item of asSeen) {
    const order = byId.get(item.orderId ?? "");
    const answer = order ? plan(order, item) : refuse("not_found", { number: item.orderNumber });
    if (isRefusal(answer)) settled.push({ position: item.position, ...failedBy(answer) });
    else planned.push({ item, of: answer });
  }
  const parts = planned.flatMap(({ of }) => of.part ?? []);
  // What comes of an order was chosen by nobody: it is no order of the change.
  const plans = [...planned.map(({ of }) => named(of.plan, job.number)), ...parts.map((part) => part.plan)];
  const stock = plans.flatMap((one) => one.stock ?? []);
  await lockLevels(
    context.tx,
    stock.map((posting) => posting.variantId),
  );
  const posted = await post(context, plans);
  if (shrinks) await closeWaves(context, plans);
  if (frees) await offerFreed(context.tx, stock);
  await tellParts(context, planned, posted);
  return [
    ...settled,
    ...planned.map(({ item, of }, index): SettledItem => {
      const versionAfter = posted[index]?.version;
      return { position: item.position, status: "done", versionAfter, ...(of.effect ? { effect: of.effect } : {}) };
    }),
  ];
}

/** Which order came of which, as the command of one order writes it. */
function tellParts(
  context: CommandContext,
  planned: readonly { of: PlannedOrder }[],
  posted: Awaited<ReturnType<typeof post>>,
): Promise<void> {
  const split = planned.flatMap(({ of }, index) => (of.part ? [{ part: of.part, from: posted[index] }] : []));
  const rows = split.map(({ part, from }, index) => {
    const to = posted[planned.length + index];
    assert(from && to, "both orders were posted");
    const { kind, lines, reason, note } = part;
    return { kind, fromId: from.id, toId: to.id, lines, reason, note };
  });
  return insertParts(context, rows);
}

function closeWaves({ tx, now }: CommandContext, plans: readonly Plan[]): Promise<void> {
  const waves = plans.flatMap((plan) => plan.order?.shipments.map((shipment) => shipment.waveId) ?? []);
  return settleWaves(tx, waves, now);
}

async function leaveChanged({ tx }: CommandContext, moved: readonly BulkItem[]): Promise<SettledItem[]> {
  const changes = await changesOfOrders(
    tx,
    moved.flatMap(({ orderId, version }) => (orderId && version ? [{ orderId, version }] : [])),
  );
  return moved.map(({ position, orderId, orderNumber }) => ({
    position,
    ...changedMeanwhile(orderNumber, changes.get(orderId ?? "") ?? []),
  }));
}

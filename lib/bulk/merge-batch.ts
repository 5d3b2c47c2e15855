import { refuseTransaction } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { lockOrder } from "@/lib/orders/lock-order";
import { mergeInto, reservedIn } from "@/lib/orders/merge-into";
import { rejoinTwo } from "@/lib/orders/rejoin-two";
import type { OrderState } from "@/lib/orders/rules/state";
import type { BulkItem, BulkJob } from "./load-bulk";
import { mergeNoteOf } from "./merge-planner";
import { named } from "./rules/named";
import { failedBy, type SettledItem } from "./rules/settle";

/** Orders of a change that are not posted by one plan each. */
export type Batch = {
  context: CommandContext;
  job: BulkJob;
  /** Those that are as the look saw them. */
  items: readonly BulkItem[];
  /** Locked: those of the items, and the orders they are in. */
  orders: readonly OrderState[];
};

/**
 * Merges each group that the look found. An order that was changed meanwhile stays out of its group; where that is the
 * one that was to stay, or nothing else is left, so do the others. A group that is refused refuses the batch.
 */
export async function mergeGroups({ context, job, items, orders }: Batch): Promise<SettledItem[]> {
  const { note } = job.input as { note: string };
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  // At once, so that two batches ask for them in one sequence.
  await lockLevels(context.tx, reservedIn(orders));
  const settled: SettledItem[] = [];
  for (const [number, group] of Map.groupBy(items, (item) => mergeNoteOf(item).into)) {
    const from = group.filter(({ orderNumber }) => orderNumber !== number);
    const into = group.length > from.length ? byNumber.get(number) : undefined;
    const sources = from.flatMap(({ orderNumber }) => byNumber.get(orderNumber) ?? []);
    if (!into || sources.length === 0) {
      settled.push(...group.map(({ position }) => broken(position)));
      continue;
    }
    const merged = await mergeInto(context, into, sources, { note, tell: (plan) => named(plan, job.number) });
    if (isRefusal(merged)) return refuseTransaction(merged);
    const numbers = sources.map((source) => source.number);
    for (const { position, orderNumber, orderId } of group) {
      const versionAfter = merged.get(orderId ?? "")?.version ?? 0;
      const effect = { into: number, ...(orderNumber === number ? { from: numbers } : {}) };
      settled.push({ position, status: "done", versionAfter, effect });
    }
  }
  return settled;
}

/** Takes the merges of a change apart, each by itself, the last first: what was picked or changed since stays merged. */
export async function rejoinGroups({ context, job, items, orders }: Batch): Promise<SettledItem[]> {
  await lockLevels(context.tx, reservedIn(orders));
  const chosen = new Set(items.map(({ orderId }) => orderId));
  // An order that is none of the change's does not name it.
  const tell: Parameters<typeof rejoinTwo>[3] = (plan) =>
    chosen.has(plan.order?.id ?? "") ? named(plan, job.number) : plan;
  const settled: SettledItem[] = [];
  for (const [number, group] of Map.groupBy(items, (item) => mergeNoteOf(item).into)) {
    const holder = group.find(({ orderNumber }) => orderNumber === number);
    let [version, refusal]: [number | undefined, Refusal | undefined] = [undefined, undefined];
    let into = orders.find((order) => order.number === number);
    for (const { position, orderNumber } of group.filter((item) => item !== holder).reverse()) {
      const source = orders.find((order) => order.number === orderNumber);
      if (!into || !source) {
        settled.push(broken(position));
        continue;
      }
      const posted = await rejoinTwo(context, source, into, tell);
      if (isRefusal(posted)) {
        refusal = posted;
        settled.push({ position, ...failedBy(posted) });
        continue;
      }
      const versionOf = (id: string) => posted.find((one) => one.id === id)?.version ?? 0;
      settled.push({ position, status: "done", versionAfter: versionOf(source.id) });
      version = versionOf(into.id);
      into = await lockOrder(context.tx, number);
    }
    if (!holder) continue;
    const { position } = holder;
    if (version !== undefined) settled.push({ position, status: "done", versionAfter: version });
    else settled.push(refusal ? { position, ...failedBy(refusal) } : broken(position));
  }
  return settled;
}

function broken(position: number): SettledItem {
  return { position, status: "skipped", code: "bulk_merge_changed", facts: {} };
}

import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { type MergeGroup, mergeInto } from "@/lib/orders/merge-into";
import { rejoinsOf } from "@/lib/orders/plan-rejoin";
import type { OrderState } from "@/lib/orders/rules/state";
import { type ApartGroup, takeApart } from "@/lib/orders/take-apart";
import type { Posted } from "@/lib/post";
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
 * Merges the groups that the look found. An order that was changed meanwhile stays out of its group; where that is the
 * one that was to stay, or nothing else is left, so do the others. A group that cannot be merged any more fails by itself.
 */
export async function mergeGroups({ context, job, items, orders }: Batch): Promise<SettledItem[]> {
  const { note } = job.input as { note: string };
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  const settled: SettledItem[] = [];
  const groups: (MergeGroup & { items: readonly BulkItem[] })[] = [];
  for (const [number, group] of Map.groupBy(items, (item) => mergeNoteOf(item).into)) {
    const sources = group.filter(({ orderNumber }) => orderNumber !== number);
    const into = group.length > sources.length ? byNumber.get(number) : undefined;
    const from = sources.flatMap(({ orderNumber }) => byNumber.get(orderNumber) ?? []);
    if (into && from.length > 0) groups.push({ into, from, items: group });
    else settled.push(...group.map(({ position }) => broken(position)));
  }
  const merged = await mergeInto(context, groups, { note, tell: (plan) => named(plan, job.number) });
  for (const [index, { into, from, items }] of groups.entries()) {
    const answer = merged[index];
    for (const { position, orderNumber, orderId } of items) {
      if (!answer || isRefusal(answer)) {
        settled.push(answer ? { position, ...failedBy(answer) } : broken(position));
        continue;
      }
      const effect = {
        into: into.number,
        ...(orderNumber === into.number ? { from: from.map(({ number }) => number) } : {}),
      };
      settled.push({ position, status: "done", versionAfter: answer.get(orderId ?? "")?.version, effect });
    }
  }
  return settled;
}

/** Takes the merges of a change apart, each by itself, the last first: what was picked or changed since stays merged. */
export async function rejoinGroups({ context, job, items, orders }: Batch): Promise<SettledItem[]> {
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  const chosen = new Set(items.map(({ orderId }) => orderId));
  const settled: SettledItem[] = [];
  const groups: (ApartGroup & { sources: readonly BulkItem[]; own: BulkItem | undefined })[] = [];
  for (const [number, group] of Map.groupBy(items, (item) => mergeNoteOf(item).into)) {
    const holder = byNumber.get(number);
    const sources = group.filter(({ orderNumber }) => orderNumber !== number).reverse();
    const own = group.find(({ orderNumber }) => orderNumber === number);
    const homes = sources.flatMap(({ orderNumber }) => byNumber.get(orderNumber) ?? []);
    if (holder && homes.length === sources.length) groups.push({ holder, homes, sources, own });
    else settled.push(...group.map(({ position }) => broken(position)));
  }
  const rejoin = await rejoinsOf(context, orders, true);
  // An order that is none of the change's does not name it.
  const taken = await takeApart(context, rejoin, groups, (plan) =>
    chosen.has(plan.order?.id ?? "") ? named(plan, job.number) : plan,
  );
  for (const [index, { sources, own }] of groups.entries()) {
    const { holder, homes = [] } = taken[index] ?? {};
    for (const [at, { position }] of sources.entries()) settled.push(outcome(position, homes[at]));
    if (own) settled.push(outcome(own.position, holder ?? homes.findLast((home) => isRefusal(home))));
  }
  return settled;
}

function outcome(position: number, answer: Posted | Refusal | undefined): SettledItem {
  if (!answer) return broken(position);
  return isRefusal(answer)
    ? { position, ...failedBy(answer) }
    : { position, status: "done", versionAfter: answer.version };
}

function broken(position: number): SettledItem {
  return { position, status: "skipped", code: "bulk_merge_changed", facts: {} };
}

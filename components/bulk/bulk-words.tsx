import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { BulkSummary } from "@/lib/bulk/queries";
import type { BulkStatus, ItemStatus } from "@/lib/bulk/rules/words";

const tones: Record<BulkStatus, Tone> = {
  checking: "violet",
  checked: "blue",
  running: "violet",
  done: "green",
  stopped: "grey",
};

/** Where a bulk change stands, in one word. */
export function BulkBadge({ status }: { status: BulkStatus }) {
  return <Badge tone={tones[status]}>{useTranslations("bulk")(`status.${status}`)}</Badge>;
}

export const itemTones: Record<ItemStatus, Tone> = {
  waiting: "grey",
  ready: "blue",
  done: "green",
  skipped: "amber",
  failed: "red",
};

/** How many orders a change is about. */
export function totalOf(job: Pick<BulkSummary, "waiting" | "ready" | "done" | "skipped" | "failed">): number {
  return job.waiting + job.ready + job.done + job.skipped + job.failed;
}

type Words = ReturnType<typeof useTranslations<"bulk">>;

/** A change by its deed: "Hold 190 orders". */
export function bulkTitle(t: Words, job: Pick<BulkSummary, "action" | "undoOf">, count: number): string {
  const { action, undoOf } = job;
  return undoOf !== null && t.has(`undoHead.${action as "hold"}`)
    ? t(`undoHead.${action as "hold"}`, { count })
    : t(`head.${action}`, { count });
}

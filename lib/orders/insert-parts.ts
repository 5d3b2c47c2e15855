import { orderLineage } from "@/db/schema/orders";
import type { CommandContext } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import type { KeptByMerge } from "@/lib/orders/rules/merge";
import { insertRows } from "@/lib/rows";

export type Lineage = {
  kind: "split" | "resent" | "duplicated" | "merged";
  lines: readonly { line: number; quantity: number; to?: number; before?: number }[];
  reason: string;
  note: string;
  /** What taking a merge back puts back. */
  kept?: KeptByMerge;
};

/** Writes which order came of which, so that either shows the other and a split or a merge can be taken back. */
export async function insertParts(
  { tx, actor, now }: CommandContext,
  parts: readonly (Lineage & { fromId: string; toId: string })[],
): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map((part) => ({
    ...{ id: newId(), kept: null, ...part },
    ...{ actorName: actor.name, createdAt: now, undoneAt: null },
  }));
  await insertRows(tx, orderLineage, rows);
}

import { orderLineage } from "@/db/schema/orders";
import type { CommandContext } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import type { PlannedSplit } from "@/lib/orders/rules/split";
import { insertRows } from "@/lib/rows";

type Split = { fromId: string; toId: string; lines: PlannedSplit["lines"]; note: string };

/** Writes which order came of which, so that either shows the other and a split can be taken back. */
export async function insertSplits({ tx, actor, now }: CommandContext, splits: readonly Split[]): Promise<void> {
  if (splits.length === 0) return;
  const rows = splits.map((split) => ({
    ...{ id: newId(), kind: "split", ...split, kept: null, reason: "" },
    ...{ actorName: actor.name, createdAt: now, undoneAt: null },
  }));
  await insertRows(tx, orderLineage, rows);
}

import { z } from "zod";
import type { CommandContext } from "@/lib/command";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { variantsBySku } from "@/lib/orders/load-intake-facts";
import { toJson } from "@/lib/rows";
import { findPlace } from "../find-place";
import { type ImportState, loadImport } from "../load-import";
import { keepProblemRows, problemRowsKept, rowsToMention } from "../problem-rows";
import type { Piece } from "../read-pieces";
import { addCounts, type Counts } from "../rules/counts";
import { sortPiece } from "../sort-piece";

export type CheckProgress = { done: number; counts: Counts };

/** Looks at one piece of a file without posting it, and keeps what it found. Refuses "import_moved_on" when it was stopped. */
export const checkPiece = defineCommand({
  name: "imports.check_piece",
  permission: "imports.run",
  input: z.strictObject({ importId: z.string(), piece: z.custom<Piece>(), counts: z.custom<Counts>() }),
  refusals: ["not_found", "import_moved_on"],
  async run(context, { importId, piece, counts }) {
    const { tx, now } = context;
    const loaded = await loadImport(tx.sql, { id: importId });
    if (!loaded) return refuse("not_found");
    if (loaded.status !== "checking") return refuse("import_moved_on");
    const place = await findPlace(tx, loaded);
    if (isRefusal(place)) return refuse("import_moved_on");
    const sorted = await sortPiece(tx, place, piece.documents);
    const problems = [...sorted.problems];
    for (const { group, warnings } of sorted.orders) problems.push(...rowsToMention(group, warnings, "warning"));
    const found = addCounts(sorted.counts, await countNew(context, loaded, sorted));
    const sum = addCounts(addCounts(counts, found), { problems: problems.length });
    if ((counts.problems ?? 0) < problemRowsKept) await keepProblemRows(tx, importId, problems);
    await tx.sql`
      update imports set check_counts = ${toJson(sum)}::text::jsonb, rows_done = ${sum.rows ?? 0}, heartbeat_at = ${now.toISOString()}
      where id = ${importId}`;
    return { counts: sum };
  },
});

/** What would be made, and which items nobody knows yet. */
async function countNew(
  { tx }: CommandContext,
  loaded: ImportState,
  sorted: Awaited<ReturnType<typeof sortPiece>>,
): Promise<Counts> {
  const sum = (groups: readonly { group: { rowCount: number } }[]) =>
    groups.reduce((rows, { group }) => rows + group.rowCount, 0);
  const counts: Counts = {
    orders: sorted.orders.length,
    orderLines: sum(sorted.orders),
    history: sorted.orders.filter(({ history }) => history !== null).length,
    updatedOrders: sorted.changed.length,
    updatedRows: sum(sorted.changed.map(({ document }) => document)),
    creditNotes: sorted.credits.length,
    creditLines: sum(sorted.credits),
    writeOffs: sorted.writeOffs.length,
    writeOffRows: sum(sorted.writeOffs),
  };
  if (loaded.source.wholeBook) return counts;
  const skus = sorted.orders.flatMap(({ order }) =>
    order.lines.filter((line) => line.kind === "product").map((line) => line.sku ?? ""),
  );
  const place = await findPlace(tx, loaded);
  const known = isRefusal(place) ? new Map() : await variantsBySku(tx, place.channel.id, skus);
  return { ...counts, unknownItems: skus.filter((sku) => !known.has(sku.toUpperCase())).length };
}

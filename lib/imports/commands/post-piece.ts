import { z } from "zod";
import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { receiveOrderInput } from "@/lib/orders/inputs";
import { receiveOrders } from "@/lib/orders/receive-orders";
import type { VariantFacts } from "@/lib/orders/rules/intake";
import { toJson } from "@/lib/rows";
import { type ImportState, loadImport, loadPlace } from "../load-import";
import type { PostedOrder } from "../plan-slices";
import { findCredits, postCredits } from "../post-credits";
import { type HistoryPlace, postHistory } from "../post-history";
import { postWriteOffs } from "../post-write-offs";
import { keepProblemRows, type ProblemRow, problemRowsKept, rowsOfRefused, rowsToMention } from "../problem-rows";
import type { Piece } from "../read-pieces";
import { addCounts, type Counts } from "../rules/counts";
import { type OrderDocument, sortPiece } from "../sort-piece";
import { updateOrders } from "../update-orders";

const postPieceInput = z.strictObject({
  importId: z.string(),
  piece: z.custom<Piece>(),
  /** What the run has read of items so far. */
  items: z.custom<Map<string, VariantFacts>>().optional(),
  /** Called when all that is left is for the database to write. */
  onPlanned: z.custom<() => void>().optional(),
});

export type Progress = { done: number; counts: Counts };

/**
 * Posts one piece of a file and how far the import has come, in one transaction: a run that is killed and started again
 * creates nothing twice. Refuses "import_moved_on" when another run has posted this piece, or the import was stopped.
 */
export const postPiece = defineCommand({
  name: "imports.post_piece",
  permission: "imports.run",
  input: postPieceInput,
  refusals: ["not_found", "import_moved_on", "unknown_channel", "no_location"],
  async run(
    context,
    { importId, piece, items, onPlanned },
  ): Promise<Progress | Refusal<"not_found" | "import_moved_on" | "unknown_channel" | "no_location">> {
    const { tx, now } = context;
    const loaded = await loadImport(tx.sql, { id: importId }, true);
    if (!loaded) return refuse("not_found");
    if (loaded.status !== "running" || doneOf(loaded) !== piece.from) return refuse("import_moved_on");
    const found = await loadPlace(tx, loaded);
    if (isRefusal(found)) return found;
    const { wholeBook } = loaded.source;
    // A piece that a power cut takes back is posted again, as its progress goes with it: no piece waits for the disk.
    if (wholeBook) await tx.sql`set local synchronous_commit = off`;
    const place = { importId, importNumber: loaded.number, ...found, wholeBook, items, onPlanned };
    const posted = await postDocuments(context, place, piece);
    const counts = addCounts(loaded.counts, posted.counts);
    const kept = (loaded.counts.problems ?? 0) < problemRowsKept;
    if (kept) await keepProblemRows(tx, importId, posted.problems);
    const done = piece.from + piece.documents.length;
    await tx.sql`
      update imports set counts = ${toJson(counts)}::text::jsonb, facts = facts || ${toJson({ done })}::text::jsonb,
        rows_done = rows_done + ${piece.rows}, heartbeat_at = ${now.toISOString()}
      where id = ${importId}`;
    return { done, counts };
  },
});

/** Orders of the file that have been posted, in the file's sequence. */
export function doneOf(loaded: Pick<ImportState, "facts">): number {
  return typeof loaded.facts.done === "number" ? loaded.facts.done : 0;
}

async function postDocuments(
  context: CommandContext,
  place: HistoryPlace,
  piece: Piece,
): Promise<{ counts: Counts; problems: ProblemRow[] }> {
  const sorted = await sortPiece(context.tx, place, piece.documents);
  const problems = [...sorted.problems];
  let { counts } = sorted;
  const add = (more: Counts) => {
    counts = addCounts(counts, more);
  };
  for (const document of sorted.orders) problems.push(...rowsToMention(document.group, document.warnings, "warning"));

  const { answers, moveStock } = await postOrders(context, place, sorted.orders);
  for (const { document, answer } of answers) {
    if (isRefusal(answer)) {
      add({ refusedRows: document.group.rowCount, refusedOrders: 1 });
      problems.push(...refusedByRules(document, answer));
    } else {
      add({ orders: 1, orderLines: document.group.rowCount, [`sales:${answer.currency}`]: Number(answer.totalMinor) });
    }
  }
  const updated = await updateOrders(context, sorted.changed);
  add(updated.counts);
  problems.push(...updated.problems);

  const found = await findCredits(
    context,
    place,
    sorted.credits.map(({ credit }) => credit),
  );
  // While PostgreSQL moves the goods of the orders, credits are matched and the next piece is read.
  moveStock();
  const credited = postCredits(context, place, found);
  place.onPlanned?.();
  const credits = await credited;
  const currency = sorted.credits[0]?.credit.currency ?? "";
  if (sorted.credits.length > 0) {
    add({
      creditNotes: sorted.credits.length,
      creditLines: credits.lines,
      [`credits:${currency}`]: Number(credits.amountMinor),
      [`creditsMatched:${currency}`]: Number(credits.matchedMinor),
    });
  }
  await postWriteOffs(
    context,
    place,
    sorted.writeOffs.map(({ writeOff }) => writeOff),
  );
  add({
    writeOffs: sorted.writeOffs.length,
    writeOffRows: sorted.writeOffs.reduce((sum, { group }) => sum + group.rowCount, 0),
  });
  add({ problems: problems.length });
  return { counts, problems };
}

type OrderAnswer = { document: OrderDocument; answer: Refusal | { currency: string; totalMinor: string } };

/** Live orders go the way of every order; history is written as it was, and `moveStock` moves its goods. */
async function postOrders(
  context: CommandContext,
  place: HistoryPlace,
  documents: readonly OrderDocument[],
): Promise<{ answers: OrderAnswer[]; moveStock: () => void }> {
  const live = documents.filter(({ history }) => history === null);
  const past = documents.filter(({ history }) => history !== null);
  const historic = await postHistory(
    context,
    place,
    past.map(({ order, history, hash }) => ({ order, history: history as NonNullable<typeof history>, hash })),
  );
  if (live.length > 0) place.onPlanned?.();
  const received =
    live.length === 0
      ? []
      : await receiveOrders(
          context,
          live.map(({ order }) => receiveOrderInput.parse({ ...order, channel: place.channel.code })),
          { importId: place.importId, sourceHashes: live.map(({ hash }) => hash) },
        );
  const answers = [
    ...past.map((document, index): OrderAnswer => {
      const answer = historic.answers[index] as PostedOrder | Refusal;
      return {
        document,
        answer: isRefusal(answer) ? answer : { currency: answer.currency, totalMinor: answer.totalMinor.toString() },
      };
    }),
    ...live.map((document, index): OrderAnswer => ({ document, answer: received[index] as (typeof received)[number] })),
  ];
  return { answers, moveStock: historic.moveStock };
}

function refusedByRules(document: OrderDocument, refusal: Refusal): ProblemRow[] {
  const line = typeof refusal.facts.line === "number" ? refusal.facts.line - 1 : 0;
  const row = document.group.rows[line] ?? document.group.rows[0];
  return rowsOfRefused(document.group, [
    {
      row: row?.number ?? 0,
      field: null,
      code: `refused_${refusal.code}`,
      value: document.group.key,
      facts: refusal.facts,
    },
  ]);
}

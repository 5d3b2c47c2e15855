// Server only.
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { type Actor, systemActor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { assert, isRefusal } from "@/lib/core/result";
import { SheetError } from "@/lib/core/sheet-error";
import type { VariantFacts } from "@/lib/orders/rules/intake";
import { finishRun } from "./commands/finish-run";
import { doneOf, type Progress, postPiece } from "./commands/post-piece";
import { prepareBook } from "./commands/prepare-book";
import { type ImportState, loadImport, loadPlace } from "./load-import";
import { readImport } from "./read-import";
import type { Piece } from "./read-pieces";
import { Book } from "./rules/book";
import { sortPiece } from "./sort-piece";

/** Rows that one transaction posts: history is written in long strokes, live orders in short ones, as others wait for their stock. */
const ROWS_OF_HISTORY = 9000;
const ROWS_OF_LIVE_ORDERS = 400;

export type RunHooks = {
  onProgress?: (progress: Progress) => void;
  /** Ends the run between two pieces; what is posted stays, and the next run goes on from there. */
  signal?: AbortSignal;
};

/** Imports act for the person who started them. */
export function actorOfImport(loaded: Pick<ImportState, "createdBy" | "createdById">): Actor {
  return { ...systemActor(loaded.createdBy), id: loaded.createdById };
}

/**
 * Posts a file piece by piece. While the database writes what was planned of one piece the next is read. A run that is
 * cut off is started again and goes on after the last piece that was posted whole.
 */
export async function runImport(importId: string, hooks: RunHooks = {}): Promise<"done" | "stopped" | "failed"> {
  const loaded = await loadImport(connection().sql, { id: importId });
  if (loaded?.status !== "running") return "stopped";
  const actor = actorOfImport(loaded);
  try {
    if (loaded.source.wholeBook && !loaded.facts.prepared) await prepare(actor, loaded);
    const went = await postPieces(actor, loaded, hooks);
    if (went === "stopped") return "stopped";
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    await run(finishRun, actor, {
      importId,
      error: error.row === null ? error.reason : `${error.reason} ${error.row}`,
    });
    return "failed";
  }
  mustHaveRun(await run(finishRun, actor, { importId }));
  return "done";
}

async function prepare(actor: Actor, loaded: ImportState): Promise<void> {
  const book = new Book();
  // What of a piece is known already is asked while the next one is read.
  let asking: ReturnType<typeof unposted> | undefined;
  const settle = async () => {
    const fresh = await asking;
    if (fresh) book.add(fresh);
  };
  for await (const piece of readImport(loaded, { rowsPerPiece: ROWS_OF_HISTORY })) {
    await settle();
    asking = unposted(loaded, piece);
    // A failure is seen when the next piece has been read; until then nobody may take it for unhandled.
    asking.catch(() => {});
  }
  await settle();
  const items = [...book.items.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  if (items.length === 0) return;
  mustHaveRun(await run(prepareBook, actor, { importId: loaded.id, items, firstAt: book.firstAt ?? new Date() }));
}

async function unposted(loaded: ImportState, piece: Piece): Promise<Parameters<Book["add"]>[0]> {
  const sorted = await transact(async (tx) => {
    const place = await loadPlace(tx, loaded);
    assert(!isRefusal(place), "the channel of a running import exists");
    return sortPiece(
      tx,
      { importId: loaded.id, importNumber: loaded.number, ...place, wholeBook: true },
      piece.documents,
    );
  });
  assert(!isRefusal(sorted), "reading refuses nothing");
  return {
    orders: sorted.orders.map(({ order }) => order),
    credits: sorted.credits.map(({ credit }) => credit),
    writeOffs: sorted.writeOffs.map(({ writeOff }) => writeOff),
  };
}

async function postPieces(actor: Actor, loaded: ImportState, hooks: RunHooks): Promise<"done" | "stopped"> {
  const rowsPerPiece = loaded.source.wholeBook ? ROWS_OF_HISTORY : ROWS_OF_LIVE_ORDERS;
  const items = loaded.source.wholeBook ? new Map<string, VariantFacts>() : undefined;
  let posting: Promise<Progress | "stopped"> | undefined;
  const settle = async (): Promise<boolean> => {
    const progress = await posting;
    if (progress === "stopped") return false;
    if (progress) hooks.onProgress?.(progress);
    return true;
  };
  for await (const piece of readImport(loaded, { rowsPerPiece, skip: doneOf(loaded) })) {
    if (!(await settle()) || hooks.signal?.aborted) return "stopped";
    const planned = Promise.withResolvers<void>();
    posting = postOne(actor, { importId: loaded.id, piece, items, onPlanned: planned.resolve });
    // A failure is seen when the next piece has been read; until then nobody may take it for unhandled.
    posting.catch(() => {}).finally(planned.resolve);
    await planned.promise;
  }
  return (await settle()) ? "done" : "stopped";
}

type PieceToPost = {
  importId: string;
  piece: Piece;
  items: Map<string, VariantFacts> | undefined;
  onPlanned: () => void;
};

async function postOne(actor: Actor, input: PieceToPost): Promise<Progress | "stopped"> {
  const outcome = await run(postPiece, actor, input);
  if (!outcome.ok && outcome.refusal.code === "import_moved_on") return "stopped";
  return mustHaveRun(outcome);
}

function mustHaveRun<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`an import's step was refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
}

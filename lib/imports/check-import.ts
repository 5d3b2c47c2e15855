// Server only.
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { SheetError } from "@/lib/core/sheet-error";
import { checkPiece } from "./commands/check-piece";
import { finishCheck } from "./commands/finish-check";
import { loadImport } from "./load-import";
import { readImport } from "./read-import";
import type { Counts } from "./rules/counts";
import { actorOfImport } from "./run-import";

const ROWS_AT_ONCE = 6000;

/**
 * The dry run: reads all of the file as the run will, sorts it by what the house has, and keeps counts and problems.
 * Nothing else is written. Cut off, it begins again.
 */
export async function checkImport(
  importId: string,
  hooks: { signal?: AbortSignal } = {},
): Promise<"done" | "stopped" | "failed"> {
  const loaded = await loadImport(connection().sql, { id: importId });
  if (loaded?.status !== "checking") return "stopped";
  const actor = actorOfImport(loaded);
  let counts: Counts = {};
  let error: string | undefined;
  try {
    for await (const piece of readImport(loaded, { rowsPerPiece: ROWS_AT_ONCE })) {
      if (hooks.signal?.aborted) return "stopped";
      const outcome = await run(checkPiece, actor, { importId, piece, counts });
      if (!outcome.ok) {
        if (outcome.refusal.code === "import_moved_on") return "stopped";
        throw new Error(`a piece of a check was refused: ${outcome.refusal.code}`);
      }
      counts = outcome.value.counts;
    }
  } catch (thrown) {
    if (!(thrown instanceof SheetError)) throw thrown;
    error = thrown.row === null ? thrown.reason : `${thrown.reason} ${thrown.row}`;
  }
  const finished = await run(finishCheck, actor, { importId, error });
  if (!finished.ok) return "stopped";
  return finished.value.failed ? "failed" : "done";
}

// Server only.
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { undoPiece } from "./commands/undo-piece";
import { loadImport } from "./load-import";
import { actorOfImport } from "./run-import";

/** Takes an import back piece by piece; cut off, it goes on where it stopped. */
export async function undoImport(importId: string, hooks: { signal?: AbortSignal } = {}): Promise<"done" | "stopped"> {
  const loaded = await loadImport(connection().sql, { id: importId });
  if (loaded?.status !== "undoing") return "stopped";
  const actor = actorOfImport(loaded);
  while (!hooks.signal?.aborted) {
    const outcome = await run(undoPiece, actor, { importId });
    if (!outcome.ok) {
      if (outcome.refusal.code === "import_moved_on") return "stopped";
      throw new Error(`a piece of an undo was refused: ${outcome.refusal.code}`);
    }
    if (outcome.value.phase === "done") return "done";
  }
  return "stopped";
}

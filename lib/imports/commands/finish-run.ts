import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { loadImport } from "../load-import";

/** Closes a run whose last piece is posted, or says why it could not go on: a file's own fault, by its code. */
export const finishRun = defineCommand({
  name: "imports.finish_run",
  permission: "imports.run",
  input: z.strictObject({ importId: z.string(), error: z.string().optional() }),
  refusals: ["not_found", "import_moved_on"],
  async run({ tx, now }, { importId, error }) {
    const loaded = await loadImport(tx.sql, { id: importId }, true);
    if (!loaded) return refuse("not_found");
    if (loaded.status !== "running") return refuse("import_moved_on");
    // A file of column names alone is no success: somebody exported the wrong thing.
    const fault = error ?? ((loaded.counts.rows ?? 0) === 0 ? "no_rows" : "");
    await tx.sql`
      update imports set status = ${fault ? "failed" : "done"}, error = ${fault}, finished_at = ${now.toISOString()},
        rows_total = ${fault ? tx.sql`rows_total` : tx.sql`rows_done`}
      where id = ${importId}`;
    return { number: loaded.number };
  },
});

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
    await tx.sql`
      update imports set status = ${error ? "failed" : "done"}, error = ${error ?? ""}, finished_at = ${now.toISOString()},
        rows_total = ${error ? tx.sql`rows_total` : tx.sql`rows_done`}
      where id = ${importId}`;
    return { number: loaded.number };
  },
});

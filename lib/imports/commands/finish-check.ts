import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { loadImport } from "../load-import";

/** Closes the dry run; a file that cannot be read to its end says where and why. */
export const finishCheck = defineCommand({
  name: "imports.finish_check",
  permission: "imports.run",
  input: z.strictObject({ importId: z.string(), error: z.string().optional() }),
  refusals: ["not_found", "import_moved_on"],
  async run({ tx }, { importId, error }) {
    const loaded = await loadImport(tx.sql, { id: importId }, true);
    if (!loaded) return refuse("not_found");
    if (loaded.status !== "checking") return refuse("import_moved_on");
    const [read] = await tx.sql<{ rows: number }[]>`
      select coalesce((check_counts ->> 'rows')::int, 0) as rows from imports where id = ${importId}`;
    const rows = read?.rows ?? 0;
    const fault = error ?? (rows === 0 ? "no_rows" : "");
    await tx.sql`
      update imports set status = ${fault ? "failed" : "checked"}, error = ${fault}, rows_total = ${rows} where id = ${importId}`;
    return { number: loaded.number, failed: fault !== "" };
  },
});

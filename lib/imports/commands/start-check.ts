import { type CommandContext, defineCommand } from "@/lib/command";
import { type Refusal, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { importRef } from "../inputs";
import { type ImportState, loadImport } from "../load-import";
import { forgetProblemRows } from "../problem-rows";
import { missingFields } from "../rules/missing-fields";

/** Statuses in which a file can be mapped, set up and checked anew. */
export const changeable: readonly string[] = ["uploaded", "checked", "failed", "checking"];

/** Checks a file in the background without posting anything of it. */
export const startCheck = defineCommand({
  name: "imports.start_check",
  permission: "imports.run",
  input: importRef,
  refusals: ["not_found", "import_not_ready", "columns_missing"],
  async run(context, { number }) {
    const loaded = await loadImport(context.tx.sql, { number }, true);
    if (!loaded) return refuse("not_found", { number });
    return queueCheck(context, loaded);
  },
});

/** The same for commands that have just changed what the file means. */
export async function queueCheck(
  { tx, now }: CommandContext,
  loaded: ImportState,
): Promise<{ number: string; id: string } | Refusal<"import_not_ready" | "columns_missing">> {
  if (!changeable.includes(loaded.status) || loaded.facts.started)
    return refuse("import_not_ready", { number: loaded.number });
  const missing = missingFields(loaded.source, loaded.mapping);
  if (missing.length > 0) return refuse("columns_missing", { fields: missing });
  await forgetProblemRows(tx, loaded.id);
  await tx.sql`
    update imports set status = 'checking', error = '', check_counts = '{}', rows_done = 0, heartbeat_at = ${now.toISOString()}
    where id = ${loaded.id}`;
  await enqueue(tx, [{ queue: "imports.check", data: { importId: loaded.id } }]);
  return { number: loaded.number, id: loaded.id };
}

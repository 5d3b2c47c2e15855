import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { toJson } from "@/lib/rows";
import { editImportRowInput } from "../inputs";
import { loadImport } from "../load-import";
import { queueCheck } from "./start-check";

/** Corrects cells of a row in place, as if the file had said so, and checks the file again. */
export const editImportRow = defineCommand({
  name: "imports.edit_row",
  permission: "imports.run",
  input: editImportRowInput,
  refusals: ["not_found", "import_not_ready", "columns_missing", "row_not_found"],
  async run(context, { number, row, cells }) {
    const { tx } = context;
    const loaded = await loadImport(tx.sql, { number }, true);
    if (!loaded) return refuse("not_found", { number });
    const [kept] = await tx.sql`
      update import_rows set edited = coalesce(edited, '{}'::jsonb) || ${toJson(cells)}::text::jsonb
      where import_id = ${loaded.id} and row_number = ${row} returning row_number`;
    if (!kept) return refuse("row_not_found", { row });
    const queued = await queueCheck(context, loaded);
    return isRefusal(queued) ? queued : { number, row };
  },
});

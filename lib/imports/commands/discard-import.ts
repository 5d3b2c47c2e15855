import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { importRef } from "../inputs";
import { loadImport } from "../load-import";
import { doneOf } from "./post-piece";

/** Throws a file away that nothing came of. Refuses "not_found" and "import_has_effects". */
export const discardImport = defineCommand({
  name: "imports.discard",
  permission: "imports.run",
  input: importRef,
  refusals: ["not_found", "import_has_effects"],
  async run({ tx }, { number }) {
    const loaded = await loadImport(tx.sql, { number }, true);
    if (!loaded) return refuse("not_found", { number });
    const untouched = ["uploading", "uploaded", "checked", "failed"].includes(loaded.status) && doneOf(loaded) === 0;
    if (!untouched || loaded.facts.prepared) return refuse("import_has_effects", { number });
    await tx.sql`delete from import_chunks where import_id = ${loaded.id}`;
    await tx.sql`delete from import_rows where import_id = ${loaded.id}`;
    await tx.sql`delete from imports where id = ${loaded.id}`;
    return { number };
  },
});

import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { toJson } from "@/lib/rows";
import { configureImportInput } from "../inputs";
import { loadImport } from "../load-import";
import { proposeMapping } from "../propose-mapping";
import { sourceOf } from "../rules/sources";
import { storedBytes } from "../stored-bytes";
import { detectOrError } from "./finish-upload";
import { changeable } from "./start-check";

/** Says where a file comes from, where its orders belong and how it is written; looks at it again by that. */
export const configureImport = defineCommand({
  name: "imports.configure",
  permission: "imports.run",
  input: configureImportInput,
  refusals: ["not_found", "import_not_ready"],
  async run({ tx }, { number, source: name, encoding, delimiter, headerRow, ...place }) {
    const loaded = await loadImport(tx.sql, { number }, true);
    if (!loaded) return refuse("not_found", { number });
    if (!changeable.includes(loaded.status) || loaded.facts.started) return refuse("import_not_ready", { number });
    const detected = await detectOrError(storedBytes(loaded.id, tx.sql), { encoding, delimiter, headerRow });
    const options = { ...place, encoding, delimiter, headerRow };
    if ("error" in detected) {
      await tx.sql`
        update imports set status = 'failed', error = ${detected.error}, source = ${name}, options = ${toJson(options)}::text::jsonb
        where id = ${loaded.id}`;
      return { number };
    }
    const source = sourceOf(name);
    // Columns that did not change keep what a person said of them.
    const same = loaded.source.name === name && toJson(loaded.header) === toJson(detected.header);
    const mapping = same ? loaded.mapping : await proposeMapping(tx, source, detected.header);
    await tx.sql`
      update imports set status = 'uploaded', error = '', source = ${name}, format = ${toJson(detected)}::text::jsonb,
        mapping = ${toJson(mapping)}::text::jsonb, options = ${toJson(options)}::text::jsonb, check_counts = '{}'
      where id = ${loaded.id}`;
    await tx.sql`delete from import_rows where import_id = ${loaded.id} and edited is null`;
    return { number };
  },
});

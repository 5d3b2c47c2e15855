import { importMappings } from "@/db/schema/plumbing";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { insertRows, toJson } from "@/lib/rows";
import { headerHash } from "../detect-file";
import { mapColumnsInput } from "../inputs";
import { loadImport } from "../load-import";
import type { Mapping } from "../rules/fields";
import { queueCheck } from "./start-check";

/** Says what the columns mean, remembers it for files with the same columns, and checks the file by it. */
export const mapColumns = defineCommand({
  name: "imports.map_columns",
  permission: "imports.run",
  input: mapColumnsInput,
  refusals: ["not_found", "import_not_ready", "columns_missing"],
  async run(context, input) {
    const { tx, actor, now } = context;
    const loaded = await loadImport(tx.sql, { number: input.number }, true);
    if (!loaded) return refuse("not_found", { number: input.number });
    const mapping = input.mapping as Mapping;
    const queued = await queueCheck(context, { ...loaded, mapping });
    if (isRefusal(queued)) return queued;
    await tx.sql`update imports set mapping = ${toJson(mapping)}::text::jsonb where id = ${loaded.id}`;
    const source = loaded.source.name;
    await insertRows(
      tx,
      importMappings,
      [{ source, headerHash: headerHash(source, loaded.header), mapping, updatedBy: actor.name, updatedAt: now }],
      "on conflict (header_hash) do update set mapping = excluded.mapping, updated_by = excluded.updated_by, updated_at = excluded.updated_at",
    );
    return queued;
  },
});

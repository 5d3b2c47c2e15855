import { imports } from "@/db/schema/plumbing";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { createImportInput } from "../inputs";

/** Opens an import for a file that is about to arrive. */
export const createImport = defineCommand({
  name: "imports.create",
  permission: "imports.run",
  input: createImportInput,
  refusals: [],
  async run({ tx, actor, now }, input) {
    const id = newId();
    const [next] = await tx.sql<{ n: string }[]>`select nextval('import_number_seq')::text as n`;
    const number = `IMP-${next?.n}`;
    await tx.db.insert(imports).values({
      id,
      number,
      source: "generic",
      fileName: input.fileName,
      fileSize: 0,
      fileHash: "",
      status: "uploading",
      createdBy: actor.name,
      createdById: actor.id,
      createdAt: now,
    });
    return { id, number };
  },
});

import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { SheetError } from "@/lib/core/sheet-error";
import { toJson } from "@/lib/rows";
import { type DetectedFile, detectFile } from "../detect-file";
import { finishUploadInput } from "../inputs";
import { loadImport } from "../load-import";
import { proposeMapping } from "../propose-mapping";
import { detectSource, sourceOf } from "../rules/sources";
import { storedBytes } from "../stored-bytes";

/** Looks at a file that has arrived: how it is written, where it comes from, what its columns mean. */
export const finishUpload = defineCommand({
  name: "imports.finish_upload",
  permission: "imports.run",
  input: finishUploadInput,
  refusals: ["not_found"],
  async run({ tx, shop }, input) {
    const loaded = await loadImport(tx.sql, { number: input.number }, true);
    if (!loaded) return refuse("not_found", { number: input.number });
    const { fileSize, fileHash } = input;
    const detected = await detectOrError(storedBytes(loaded.id, tx.sql));
    const readable = !("error" in detected);
    const source = input.source
      ? sourceOf(input.source)
      : readable
        ? detectSource(detected.header)
        : sourceOf("generic");
    const mapping = readable ? await proposeMapping(tx, source, detected.header) : {};
    const options = {
      channel: source.channel.code,
      currency: source.currency ?? shop.currency,
      timeZone: source.timeZone ?? shop.timeZone,
    };
    await tx.sql`
      update imports set file_size = ${fileSize}, file_hash = ${fileHash}, source = ${source.name},
        status = ${readable ? "uploaded" : "failed"}, error = ${readable ? "" : detected.error},
        format = ${toJson(readable ? detected : {})}::text::jsonb, mapping = ${toJson(mapping)}::text::jsonb,
        options = ${toJson(options)}::text::jsonb
      where id = ${loaded.id}`;
    return { number: input.number };
  },
});

/** A file that cannot be read says why; the import stays to be looked at. */
export async function detectOrError(
  bytes: AsyncIterable<Uint8Array>,
  choice: Parameters<typeof detectFile>[1] = {},
): Promise<DetectedFile | { error: string }> {
  try {
    return await detectFile(bytes, choice);
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    return { error: error.row === null ? error.reason : `${error.reason} ${error.row}` };
  }
}

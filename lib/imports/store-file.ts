// Server only.
import { createHash } from "node:crypto";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { createImport } from "./commands/create-import";
import { discardImport } from "./commands/discard-import";
import { finishUpload } from "./commands/finish-upload";

/** Bytes of an upload as sent; what is inside may be compressed. */
export const largestFile = 200_000_000;
const CHUNK_BYTES = 1_000_000;

/**
 * Takes a file as it streams in, a megabyte at a time, so that its size costs no memory; then looks at what it is.
 * Refuses "file_too_large" and "empty_file"; what was stored of a file that did not arrive whole is removed.
 */
export async function storeFile(
  actor: Actor,
  file: { name: string; source?: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Outcome<{ number: string }>> {
  const created = await run(createImport, actor, { fileName: file.name });
  if (!created.ok) return created;
  const { id, number } = created.value;
  const stored = await writeChunks(id, bytes).catch(async (error: unknown) => {
    await run(discardImport, actor, { number });
    throw error;
  });
  if (stored.size === 0 || stored.size > largestFile) {
    await run(discardImport, actor, { number });
    const code = stored.size === 0 ? "empty_file" : "file_too_large";
    return { ok: false, refusal: refuse(code, { megabytes: largestFile / 1_000_000 }) as never };
  }
  return run(finishUpload, actor, { number, fileSize: stored.size, fileHash: stored.hash, source: file.source });
}

async function writeChunks(
  importId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ size: number; hash: string }> {
  const hash = createHash("sha256");
  let size = 0;
  let position = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const flush = async () => {
    if (waitingBytes === 0) return;
    const data = Buffer.concat(waiting, waitingBytes);
    waiting = [];
    waitingBytes = 0;
    await connection()
      .sql`insert into import_chunks (import_id, position, data) values (${importId}, ${position}, ${data})`;
    position += 1;
  };
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > largestFile) break;
    hash.update(chunk);
    waiting.push(chunk);
    waitingBytes += chunk.length;
    if (waitingBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  return { size, hash: hash.digest("hex") };
}

// Server only.
import { createInflateRaw } from "node:zlib";
import { SheetError, type SheetLimits } from "@/lib/core/sheet-error";

/** A part of a ZIP file. Reading it stops with an error as soon as it inflates to more than it said it would. */
export type ZipEntry = {
  readonly name: string;
  readonly size: number;
  readonly read: () => AsyncGenerator<Uint8Array>;
};

/** Lists a ZIP file by its central directory, after checking that neither count nor sizes are those of a bomb. */
export function readZip(file: Buffer, limits: SheetLimits): Map<string, ZipEntry> {
  const end = endOfDirectory(file);
  const count = file.readUInt16LE(end + 10);
  if (count > limits.zipEntries) throw new SheetError("file_too_large");
  const entries = new Map<string, ZipEntry>();
  let position = file.readUInt32LE(end + 16);
  let inflated = 0;
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > file.length || file.readUInt32LE(position) !== CENTRAL_ENTRY)
      throw new SheetError("damaged_file");
    if (file.readUInt16LE(position + 8) & ENCRYPTED) throw new SheetError("protected_file");
    const method = file.readUInt16LE(position + 10);
    const compressed = file.readUInt32LE(position + 20);
    const size = file.readUInt32LE(position + 24);
    const nameLength = file.readUInt16LE(position + 28);
    const name = file.toString("utf8", position + 46, position + 46 + nameLength);
    const header = file.readUInt32LE(position + 42);
    inflated += size;
    if (inflated > limits.inflatedBytes) throw new SheetError("file_too_large");
    entries.set(name, { name, size, read: () => readEntry(file, header, compressed, size, method) });
    position += 46 + nameLength + file.readUInt16LE(position + 30) + file.readUInt16LE(position + 32);
  }
  return entries;
}

const END_OF_DIRECTORY = 0x06054b50;
const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/** It is the last record, followed by a comment of at most 65,535 bytes. */
function endOfDirectory(file: Buffer): number {
  const lowest = Math.max(0, file.length - 22 - 0xffff);
  for (let position = file.length - 22; position >= lowest; position -= 1) {
    if (file.readUInt32LE(position) === END_OF_DIRECTORY) return position;
  }
  throw new SheetError("damaged_file");
}

async function* readEntry(
  file: Buffer,
  header: number,
  compressed: number,
  size: number,
  method: number,
): AsyncGenerator<Uint8Array> {
  if (header + 30 > file.length || file.readUInt32LE(header) !== LOCAL_ENTRY) throw new SheetError("damaged_file");
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
  if (start + compressed > file.length) throw new SheetError("damaged_file");
  const data = file.subarray(start, start + compressed);
  if (method === STORED) {
    yield data;
    return;
  }
  if (method !== DEFLATED) throw new SheetError("damaged_file");
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  inflate.end(data);
  let read = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      read += chunk.length;
      if (read > size) throw new SheetError("damaged_file");
      yield chunk;
    }
  } catch (error) {
    throw error instanceof SheetError ? error : new SheetError("damaged_file", null, { cause: error });
  }
}

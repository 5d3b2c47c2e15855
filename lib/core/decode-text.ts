// Server only.
import { isAscii } from "node:buffer";

export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";

/** A file's bytes as text, and how they turned out to be written. `encoding` is final once the text has been read. */
export type DecodedText = { encoding: TextEncodingName; text: AsyncGenerator<string> };

/**
 * Decodes a file of unknown origin: by its byte-order mark; else as UTF-8 where the first bytes beyond ASCII are valid
 * UTF-8; else as GB18030 (Chinese Excel and shop exports); else as Windows-1252 (Western Excel). Memory stays flat.
 * @throws TypeError when bytes further on contradict the encoding.
 */
export function decodeText(source: AsyncIterable<Uint8Array>): DecodedText {
  const decoded: DecodedText = { encoding: "utf-8", text: generate() };
  return decoded;

  async function* generate(): AsyncGenerator<string> {
    let decoder: TextDecoder | null = null;
    let first = true;
    for await (const bytes of regroup(source)) {
      if (first) {
        const name = encodingByMark(bytes) ?? encodingByZeros(bytes);
        if (name) decoder = decoderFor(name);
        first = false;
      }
      if (!decoder) {
        if (isAscii(bytes)) {
          yield asciiText(bytes);
          continue;
        }
        decoder = decoderFor(encodingByTrial(bytes));
      }
      yield decoder.decode(bytes, { stream: true });
    }
    const rest = decoder?.decode();
    if (rest) yield rest;
  }

  function decoderFor(name: TextEncodingName): TextDecoder {
    decoded.encoding = name;
    return new TextDecoder(name, { fatal: true });
  }
}

/** Large enough to judge an encoding by and to be quick, small enough to be nothing. */
const GROUP_BYTES = 256 * 1024;

async function* regroup(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let group: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    group.push(chunk);
    size += chunk.length;
    if (size < GROUP_BYTES) continue;
    yield group.length === 1 ? chunk : Buffer.concat(group, size);
    group = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(group, size);
}

function encodingByMark(bytes: Uint8Array): TextEncodingName | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without its mark: every other byte of Latin text is zero. */
function encodingByZeros(bytes: Uint8Array): TextEncodingName | null {
  const pairs = Math.min(bytes.length, 4096) >> 1;
  if (pairs < 4) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.4 && even < pairs * 0.1) return "utf-16le";
  return even > pairs * 0.4 && odd < pairs * 0.1 ? "utf-16be" : null;
}

function encodingByTrial(bytes: Uint8Array): TextEncodingName {
  for (const name of ["utf-8", "gb18030"] as const) {
    try {
      new TextDecoder(name, { fatal: true }).decode(bytes, { stream: true });
      return name;
    } catch {
      // Not this one.
    }
  }
  return "windows-1252";
}

function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

import { isUtf8 } from "node:buffer";
import type { RequestProblem } from "./problem";

export const bodyAtMostBytes = 2_000_000;
/** Far deeper than any body of ours; what goes through a value level by level holds that many. */
export const nestedAtMost = 32;

type Read<T> = { ok: true; value: T } | { ok: false; problem: RequestProblem; detail?: string };

/** The body's bytes, or the problem when there are more than `most`: the rest is not read. */
export async function readBytes(request: Request, most = bodyAtMostBytes): Promise<Read<Buffer>> {
  const tooLarge = { ok: false, problem: "body_too_large" } as const;
  const announced = request.headers.get("content-length");
  if (announced !== null) {
    if (!(Number(announced) <= most)) return tooLarge;
    const bytes = Buffer.from(await request.arrayBuffer());
    return bytes.length > most ? tooLarge : { ok: true, value: bytes };
  }
  if (!request.body) return { ok: true, value: Buffer.alloc(0) };
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body) {
    size += piece.byteLength;
    if (size > most) return tooLarge;
    pieces.push(piece);
  }
  return { ok: true, value: Buffer.concat(pieces) };
}

/** The body as JSON. An empty one is an empty object, so that a command without input needs none. */
export async function readJson(request: Request): Promise<Read<unknown>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 0) return { ok: true, value: {} };
  if (type !== "application/json") return { ok: false, problem: "unsupported_media_type" };
  if (!isUtf8(bytes.value)) return { ok: false, problem: "bad_request", detail: "The body is not UTF-8." };
  if (isNestedDeeper(bytes.value, nestedAtMost)) {
    return { ok: false, problem: "bad_request", detail: `The body is nested deeper than ${nestedAtMost} levels.` };
  }
  try {
    return { ok: true, value: parseJson(bytes.value.toString("utf8")) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: "bad_request", detail: `The body is not JSON: ${error.message.slice(0, 200)}` };
  }
}

const [quote, backslash, openList, closeList, openObject, closeObject] = Buffer.from('"\\[]{}');

// Read from the bytes, before anything is built of them.
function isNestedDeeper(bytes: Buffer, most: number): boolean {
  let depth = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === quote) {
      index += 1;
      while (index < bytes.length && bytes[index] !== quote) index += bytes[index] === backslash ? 2 : 1;
    } else if (byte === openList || byte === openObject) {
      depth += 1;
      if (depth > most) return true;
    } else if (byte === closeList || byte === closeObject) depth -= 1;
  }
  return false;
}

const maybeExponent = /\d[eE][+-]?\d/;

/**
 * JSON in which a number is written as people count: 1e3 is refused, because whoever sends it computed with floats and
 * lost digits before. The slow reading runs only where the text may hold one.
 */
function parseJson(text: string): unknown {
  if (!maybeExponent.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value, context?: { source?: string }) => {
    if (typeof value === "number" && context?.source && /[eE]/.test(context.source)) {
      throw new SyntaxError(`${context.source.slice(0, 40)} is a number with an exponent; write its digits`);
    }
    return value;
  });
}

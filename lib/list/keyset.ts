import { isId } from "@/lib/core/ids";
import type { ListState } from "./params";

/** Where a page begins: the sort value and the tie-breaker of the row just before it. */
export type Key = { value: string; id: string };

/** One page by key with the cursors of its neighbours. */
export type KeyPage<Row> = { rows: Row[]; newer: string | null; older: string | null };

export function writeKey({ value, id }: Key): string {
  return Buffer.from(JSON.stringify([value, id])).toString("base64url");
}

/** A cursor from the address; whatever cannot be read starts at the first page. */
export function readKey(text: string): Key | null {
  if (text === "") return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, id] = parsed;
    return typeof value === "string" &&
      typeof id === "string" &&
      value.length <= 200 &&
      (isId(id) || /^\d{1,18}$/.test(id))
      ? { value, id }
      : null;
  } catch {
    return null;
  }
}

/** Which way to read from where: `back` reads the rows before the key in the reverse order. */
export function readDirection(state: Pick<ListState, "after" | "before">): { key: Key | null; back: boolean } {
  const back = readKey(state.before);
  return back ? { key: back, back: true } : { key: readKey(state.after), back: false };
}

/** Cuts a page out of up to `limit` + 1 rows read in `readDirection`. */
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  { key, back }: ReturnType<typeof readDirection>,
  keyOf: (row: Row) => Key,
): KeyPage<Row> {
  const more = found.length > limit;
  const rows = found.slice(0, limit);
  if (back) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    newer: first && (back ? more : key !== null) ? writeKey(keyOf(first)) : null,
    older: last && (back || more) ? writeKey(keyOf(last)) : null,
  };
}

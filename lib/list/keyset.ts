import { isDay } from "@/lib/core/dates";
import { isId } from "@/lib/core/ids";
import { textProblem } from "@/lib/core/text";
import type { ListState } from "./params";

/** Where a page begins: the sort value and the tie-breaker of the row just before it. */
export type Key = { value: string; id: string };

/** One page by key with the cursors of its neighbours. */
export type KeyPage<Row> = { rows: Row[]; newer: string | null; older: string | null };

export function writeKey({ value, id }: Key): string {
  return Buffer.from(JSON.stringify([value, id])).toString("base64url");
}

/** What a list is sorted by, so that the database can read a cursor's value as it. */
export type KeyKind = "instant" | "day" | "int" | "bigint" | "text";

const kinds: Record<KeyKind, (value: string) => boolean> = {
  instant: isInstant,
  day: isDay,
  int: (value) => /^-?\d{1,10}$/.test(value) && Math.abs(Number(value)) < 2 ** 31,
  bigint: (value) => /^-?\d{1,18}$/.test(value),
  text: (value) => textProblem(value) === null,
};

/** A time as PostgreSQL writes it, or as JSON does; one that is in no calendar would crash the query. */
export function isInstant(text: string): boolean {
  const [day = "", clock = ""] = [text.slice(0, 10), text.slice(10)];
  return isDay(day) && /^[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|\+00(?::00)?)$/.test(clock);
}

/** A cursor from the address; whatever cannot be read starts at the first page. Ledgers have numbers for ids. */
export function readKey(text: string, kind: KeyKind, idKind: "uuid" | "number" = "uuid"): Key | null {
  if (text === "") return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, id] = parsed;
    return typeof value === "string" &&
      typeof id === "string" &&
      value.length <= 200 &&
      kinds[kind](value) &&
      (idKind === "uuid" ? isId(id) : kinds.bigint(id))
      ? { value, id }
      : null;
  } catch {
    return null;
  }
}

/** Which way to read from where: `back` reads the rows before the key in the reverse order. */
export function readDirection(
  state: Pick<ListState, "after" | "before">,
  kind: KeyKind = "instant",
  idKind: "uuid" | "number" = "uuid",
): { key: Key | null; back: boolean } {
  const back = readKey(state.before, kind, idKind);
  return back ? { key: back, back: true } : { key: readKey(state.after, kind, idKind), back: false };
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

/** Rows kept at once, of some two kilobytes each; what was shown least recently goes first. */
const mostKept = 3000;
const rows = new Map<string, { row: unknown; html: string }>();

/**
 * The HTML of a row that was written before from the same content: most readers of a list look at the same newest rows.
 * `name` says which row it is and all that a cell depends on besides it. Null from `write` is not kept.
 */
export function keptRow(name: string, row: unknown, write: () => string | null): string | null {
  const known = rows.get(name);
  if (known !== undefined) rows.delete(name);
  if (known !== undefined && sameContent(known.row, row)) {
    rows.set(name, known);
    return known.html;
  }
  const html = write();
  if (html === null) return null;
  // Written piece by piece, it lies in memory as its pieces, which each reader of the page would put together anew.
  rows.set(name, { row, html: Buffer.from(html).toString() });
  if (rows.size > mostKept) {
    const [oldest] = rows.keys();
    rows.delete(oldest as string);
  }
  return html;
}

/** Whether two rows say the same: values, dates, lists and plain objects of these. */
function sameContent(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (one instanceof Date) return other instanceof Date && one.getTime() === other.getTime();
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length || Array.isArray(one) !== Array.isArray(other)) return false;
  for (const key of keys) {
    if (!(key in other) || !sameContent(one[key as never], other[key as never])) return false;
  }
  return true;
}

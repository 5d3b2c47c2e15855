/** Rows kept at once, of some two kilobytes each; what was shown least recently goes first. */
const mostKept = 3000;
const rows = new Map<string, string>();

/**
 * The HTML of a row that was written before from the same content: most readers of a list look at the same newest rows.
 * `context` names all that a cell depends on besides its row. Null from `write` is not kept.
 */
export function keptRow(context: string, row: unknown, write: () => string | null): string | null {
  const name = context + JSON.stringify(row);
  const known = rows.get(name);
  if (known !== undefined) rows.delete(name);
  const html = known ?? write();
  if (html === null) return null;
  rows.set(name, html);
  if (rows.size > mostKept) {
    const [oldest] = rows.keys();
    rows.delete(oldest as string);
  }
  return html;
}

import { linesAtMost } from "@/lib/orders/inputs";
import type { FileRow } from "./cells";
import type { RowGroup } from "./reading";

/** Rows of other orders that may lie between two rows of one: exports sorted by time interleave neighbours. */
const READ_AHEAD_ROWS = 1000;

type OpenGroup = { key: string; rows: FileRow[]; rowCount: number; late: boolean; lastAt: number };

/**
 * Puts the rows of one order together while the file streams by. Groups come out in the order in which they began, and
 * always the same ones for the same file: a run that was cut off goes on by counting them.
 */
export class Grouper {
  private readonly open = new Map<string, OpenGroup>();
  private readonly closed = new Set<string>();
  private at = 0;

  /** Groups that are complete once these rows were read. `keyOf` gives "" for a row that names no order. */
  push(rows: readonly FileRow[], keyOf: (row: FileRow) => string): RowGroup[] {
    const ready: RowGroup[] = [];
    for (const row of rows) {
      this.at += 1;
      const key = keyOf(row);
      // A row without a number belongs to nobody; it is told about on its own.
      const id = key === "" ? `\u0000${row.number}` : key;
      const group = this.open.get(id);
      if (group) {
        group.rowCount += 1;
        group.lastAt = this.at;
        if (group.rows.length <= linesAtMost) group.rows.push(row);
      } else {
        this.open.set(id, { key, rows: [row], rowCount: 1, late: this.closed.has(id), lastAt: this.at });
      }
      if (this.at % 64 === 0) this.close(ready, READ_AHEAD_ROWS);
    }
    return ready;
  }

  /** What is left at the end of the file. */
  finish(): RowGroup[] {
    const ready: RowGroup[] = [];
    this.close(ready, -1);
    return ready;
  }

  private close(ready: RowGroup[], readAhead: number): void {
    for (const [id, group] of this.open) {
      if (this.at - group.lastAt <= readAhead) break;
      this.open.delete(id);
      if (group.key !== "") this.closed.add(id);
      ready.push({ key: group.key, rows: group.rows, rowCount: group.rowCount, late: group.late });
    }
  }
}

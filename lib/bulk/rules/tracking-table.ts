import { simplified } from "@/lib/core/simplified";

export type TrackingRow = {
  /** Line of the pasted text, from 1. */
  line: number;
  order: string;
  carrier: string;
  trackingNumber: string;
  /** Why the row cannot be used. */
  problem?: "no_order_number" | "no_tracking_number" | "not_a_tracking_number" | "named_twice";
};

const isOrder = /order|订单|编号|reference|^no\.?$|number/i;
const isTracking = /track|waybill|awb|运单|快递单|物流单|追踪|面单|parcel/i;
const isCarrier = /carrier|courier|快递公司|物流公司|货运公司|承运|^快递$|^物流商?$/i;

type Columns = { order: number; tracking: number; carrier: number };

/**
 * Reads what people copy out of a sheet or a carrier's page: a row per order with its number, its tracking number and,
 * where there is one, its carrier. Columns are told by their names in the first row, or by what stands in them. Every
 * row comes back; one that cannot be used says why. An order named twice with one tracking number is one row.
 */
export function readTrackingTable(text: string): TrackingRow[] {
  const rows = splitRows(text);
  const [first] = rows;
  if (!first) return [];
  const named = columnsByName(first.cells);
  const columns = named ?? columnsByContent(rows.map((row) => row.cells));
  const found: TrackingRow[] = [];
  const byOrder = new Map<string, TrackingRow>();
  for (const { line, cells } of named ? rows.slice(1) : rows) {
    const at = (column: number) => cells[column] ?? "";
    const row: TrackingRow = {
      line,
      order: at(columns.order),
      carrier: at(columns.carrier),
      trackingNumber: at(columns.tracking).replace(/\s/g, ""),
    };
    const earlier = byOrder.get(row.order.toUpperCase());
    if (earlier && earlier.trackingNumber === row.trackingNumber) continue;
    const problem = problemOf(row, earlier !== undefined);
    if (!problem) byOrder.set(row.order.toUpperCase(), row);
    found.push(problem ? { ...row, problem } : row);
  }
  return found;
}

function problemOf(row: TrackingRow, again: boolean): TrackingRow["problem"] {
  if (row.order === "") return "no_order_number";
  if (row.trackingNumber === "") return "no_tracking_number";
  // It goes into the bars of a label.
  if (!/^[\x21-\x7e]{1,80}$/.test(row.trackingNumber)) return "not_a_tracking_number";
  return again ? "named_twice" : undefined;
}

function splitRows(text: string): { line: number; cells: string[] }[] {
  const lines = text.split(/\r\n?|\n/).map((content, index) => ({ line: index + 1, content }));
  const filled = lines.filter(({ content }) => content.trim() !== "");
  const delimiter = filled.some(({ content }) => content.includes("\t"))
    ? /\t/
    : filled.some(({ content }) => /[,;，；]/.test(content))
      ? /[,;，；]/
      : /\s+/;
  return filled.map(({ line, content }) => ({
    line,
    // A row may begin with an empty cell: only blanks that divide nothing go.
    cells: (delimiter.test(" ") ? content.trim() : content).split(delimiter).map((cell) =>
      cell
        .trim()
        .replace(/^["'](.*)["']$/, "$1")
        .slice(0, 120),
    ),
  }));
}

function columnsByName(header: readonly string[]): Columns | null {
  const cells = header.map(simplified);
  const tracking = cells.findIndex((cell) => isTracking.test(cell));
  const order = cells.findIndex((cell, index) => index !== tracking && isOrder.test(cell));
  if (tracking < 0 || order < 0) return null;
  // A number has digits; the name of a column has none.
  if (/\d{3}/.test(cells[order] ?? "") || /\d{3}/.test(cells[tracking] ?? "")) return null;
  return { order, tracking, carrier: cells.findIndex((cell) => isCarrier.test(cell)) };
}

/** The order comes first; of what follows, the column with digits is the tracking number. */
function columnsByContent(rows: readonly (readonly string[])[]): Columns {
  const digits = (column: number) => rows.filter((cells) => /\d{3}/.test(cells[column] ?? "")).length;
  if (rows.every((cells) => cells.length <= 2)) return { order: 0, tracking: 1, carrier: -1 };
  return digits(1) >= digits(2) ? { order: 0, tracking: 1, carrier: 2 } : { order: 0, tracking: 2, carrier: 1 };
}

import { linesAtMost, receiveOrderInput } from "@/lib/orders/inputs";
import type { FileRow, RowProblem } from "./cells";
import type { OrderField } from "./fields";
import type { Reading, ReadOptions, RowGroup, Source } from "./reading";

/** Reads the rows of one order by its source, after what holds for rows of any source. */
export function readGroup(source: Source, group: RowGroup, options: ReadOptions): Reading {
  const torn = tornRows(group, options);
  if (torn.length > 0) return { kind: "refused", problems: torn };
  const reading = source.read(group, options);
  return reading.kind === "order" && !source.wholeBook ? checked(reading, group) : reading;
}

function tornRows(group: RowGroup, options: ReadOptions): RowProblem[] {
  const [first] = group.rows as [FileRow];
  const about = { row: first.number, field: "number" as const, value: group.key };
  if (group.late) return [{ ...about, code: "rows_apart" }];
  if (group.rowCount > linesAtMost)
    return [{ ...about, code: "too_many_lines", facts: { lines: group.rowCount, most: linesAtMost } }];
  const width = Math.max(...options.columns.values()) + 1;
  const problems: RowProblem[] = [];
  for (const row of group.rows) {
    if (row.ragged === "long") problems.push(raggedRow(row, "row_too_long"));
    // Cells that nobody needs may be missing at the end; a missing one that is needed means the row slipped.
    if (row.ragged === "short" && row.cells.length < width) problems.push(raggedRow(row, "row_too_short"));
  }
  return problems;
}

function raggedRow(row: FileRow, code: string): RowProblem {
  return {
    row: row.number,
    field: null,
    code,
    value: row.cells.join(" | ").slice(0, 120),
    facts: { cells: row.cells.length },
  };
}

/** The same strict schema as every other door: what it refuses is told by row and column. */
function checked(reading: Extract<Reading, { kind: "order" }>, group: RowGroup): Reading {
  const parsed = receiveOrderInput.safeParse(reading.order);
  if (parsed.success) return reading;
  const problems = parsed.error.issues.map((issue): RowProblem => {
    const [part, index, name] = issue.path;
    const row = part === "lines" && typeof index === "number" ? (group.rows[index] ?? group.rows[0]) : group.rows[0];
    return {
      row: (row as FileRow).number,
      field:
        FIELD_OF[String(part === "lines" ? name : part === "customer" || part === "shipTo" ? index : part)] ?? null,
      code: "refused_by_field",
      value: valueAt(reading.order, issue.path),
      facts: { problem: issue.message, path: issue.path.join(".") },
    };
  });
  return { kind: "refused", problems };
}

const FIELD_OF: Readonly<Record<string, OrderField>> = {
  sku: "sku",
  title: "title",
  spec: "spec",
  quantity: "quantity",
  unitPrice: "unitPrice",
  discount: "discount",
  shipping: "shipping",
  currency: "currency",
  externalId: "number",
  name: "shipName",
  email: "email",
  phone: "phone",
  line1: "line1",
  city: "city",
  region: "region",
  postcode: "postcode",
  country: "country",
  buyerMessage: "buyerMessage",
  sellerNote: "sellerNote",
};

function valueAt(order: unknown, path: readonly PropertyKey[]): string {
  let at: unknown = order;
  for (const step of path)
    at = typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined;
  return at === undefined || at === null || typeof at === "object" ? "" : String(at).slice(0, 120);
}

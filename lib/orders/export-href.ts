import { type ListState, listPairs } from "@/lib/list/params";
import { orderList } from "./list-spec";

export type ExportFormat = "csv" | "xlsx";

/** Address of a file with exactly what a view of the order list shows: its filters, sorting and columns. */
export function exportHref(state: ListState, format: ExportFormat): string {
  const pairs = listPairs(orderList, state, { after: "", before: "", peek: "", view: "" });
  return `/api/internal/orders/export?${new URLSearchParams([...pairs, ["format", format]])}`;
}

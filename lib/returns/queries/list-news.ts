import type { Actor } from "@/lib/actor";
import type { ListState } from "@/lib/list/params";
import { listReturns, type ReturnRow } from "./list-returns";

/** Rows that a list would show now and does not, and rows of it that are another or gone. */
export type ReturnsNews = { fresh: number; changed: number };

/** What of a row shows that it changed: money becomes due without the return being touched. */
export function markOf({ version, refundDue }: Pick<ReturnRow, "version" | "refundDue">): string {
  return `${version}-${refundDue}`;
}

/** What one page of returns would show differently than the rows of it that are on somebody's screen. */
export async function getReturnsNews(
  actor: Actor,
  state: ListState,
  shown: ReadonlyMap<string, string>,
): Promise<ReturnsNews> {
  const { rows } = await listReturns(actor, state);
  const now = new Map(rows.map((row) => [row.rma, markOf(row)]));
  return {
    fresh: rows.filter(({ rma }) => !shown.has(rma)).length,
    changed: [...shown].filter(([rma, mark]) => now.get(rma) !== mark).length,
  };
}

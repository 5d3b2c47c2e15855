import type { Tx } from "@/db/transaction";
import { assert } from "@/lib/core/result";
import { toJson } from "@/lib/rows";
import type { DocumentsShown } from "./rules/documents";
import type { Settled } from "./rules/settle";

/** What a look at an order found; an empty code says that it can go. */
export type LookedAt = {
  position: number;
  version: number | null;
  code: string;
  facts: Record<string, unknown> | null;
  documents?: DocumentsShown | null;
  /** What its turn has to know of it. */
  details?: Record<string, unknown> | null;
};

// Items are found by their positions alone: of a change just made PostgreSQL knows no figures, and would go through all
// of a status for each of them. That none is settled twice is held by a trigger.
/** Notes what a look found, all items by one statement. */
export async function writeLookedAt(tx: Tx, jobId: string, found: readonly LookedAt[]): Promise<void> {
  if (found.length === 0) return;
  await tx.sql`
    update bulk_job_items i set status = case when p.code = '' then 'ready' else 'skipped' end,
      version = p.version, code = p.code, facts = p.facts, documents = p.documents,
      details = coalesce(p.details, i.details)
    from json_to_recordset(${toJson(found)}::text::json)
      as p(position int, version int, code text, facts jsonb, documents jsonb, details jsonb)
    where i.job_id = ${jobId} and i.position = p.position`;
}

/** Notes what came of items, in the transaction that did it: an item that is settled already ends everything. */
export async function settleItems(
  tx: Tx,
  jobId: string,
  settled: readonly (Settled & { position: number })[],
): Promise<void> {
  if (settled.length === 0) return;
  const rows = settled.map(({ position, status, code = "", facts, versionAfter, effect }) => ({
    position,
    status,
    code,
    facts,
    version_after: versionAfter,
    effect,
  }));
  const { count } = await tx.sql`
    update bulk_job_items i set status = p.status, code = p.code, facts = p.facts, version_after = p.version_after, effect = p.effect
    from json_to_recordset(${toJson(rows)}::text::json)
      as p(position int, status text, code text, facts jsonb, version_after int, effect jsonb)
    where i.job_id = ${jobId} and i.position = p.position`;
  assert(count === settled.length, "each order of a bulk change is done once");
}

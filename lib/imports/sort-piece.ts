import type { Tx } from "@/db/transaction";
import type { HistoryPlace } from "./post-history";
import { postedWriteOffs, writeOffNumber } from "./post-write-offs";
import { type ProblemRow, rowsOfRefused, rowsToMention } from "./problem-rows";
import type { ReadDocument } from "./read-pieces";
import { addCounts, type Counts } from "./rules/counts";
import type { CreditToPost, Reading, RowGroup, WriteOffToPost } from "./rules/reading";

type OrderReading = Extract<Reading, { kind: "order" }>;
export type OrderDocument = { group: RowGroup; hash: string } & Pick<OrderReading, "order" | "history" | "warnings">;
export type ExistingOrder = { number: string; hash: string | null; importId: string | null };

/** The orders of a piece by what is to be done with them. */
export type SortedPiece = {
  orders: OrderDocument[];
  /** Orders the channel has already sent, with rows that changed since. */
  changed: { document: OrderDocument; existing: ExistingOrder }[];
  credits: { group: RowGroup; credit: CreditToPost }[];
  writeOffs: { group: RowGroup; writeOff: WriteOffToPost }[];
  counts: Counts;
  problems: ProblemRow[];
};

/** Sorts what was read by what the house already has: the same order, credit or write-off again creates nothing. */
export async function sortPiece(tx: Tx, place: HistoryPlace, documents: readonly ReadDocument[]): Promise<SortedPiece> {
  const known = await loadKnown(tx, place, documents);
  const sorted: SortedPiece = { orders: [], changed: [], credits: [], writeOffs: [], counts: {}, problems: [] };
  const count = (counts: Counts) => {
    sorted.counts = addCounts(sorted.counts, counts);
  };
  for (const { group, reading, hash } of documents) {
    const rows = group.rowCount;
    count({ rows });
    if (reading.kind === "refused") {
      count({ refusedRows: rows, refusedOrders: 1 });
      sorted.problems.push(...rowsOfRefused(group, reading.problems));
    } else if (reading.kind === "skipped") {
      count({ skippedRows: rows, skippedOrders: 1, skippedOnPurpose: 1 });
      sorted.problems.push(...rowsToMention(group, [reading.problem], "skipped"));
    } else if (reading.kind === "order") {
      const document = { group, hash, ...reading };
      const existing = known.orders.get(reading.order.externalId);
      if (!existing) sorted.orders.push(document);
      else if (place.wholeBook || existing.hash === hash || existing.hash === null)
        count({ skippedRows: rows, skippedOrders: 1 });
      else sorted.changed.push({ document, existing });
    } else if (reading.kind === "credit") {
      if (known.credits.has(reading.credit.externalId)) count({ skippedRows: rows, skippedOrders: 1 });
      else sorted.credits.push({ group, credit: reading.credit });
    } else if (known.writeOffs.has(writeOffNumber(place, reading.writeOff.externalId))) {
      count({ skippedRows: rows, skippedOrders: 1 });
    } else sorted.writeOffs.push({ group, writeOff: reading.writeOff });
  }
  return sorted;
}

async function loadKnown(tx: Tx, place: HistoryPlace, documents: readonly ReadDocument[]) {
  const orderIds: string[] = [];
  const creditIds: string[] = [];
  const writeOffs: string[] = [];
  for (const { reading } of documents) {
    if (reading.kind === "order") orderIds.push(reading.order.externalId);
    if (reading.kind === "credit") creditIds.push(reading.credit.externalId);
    if (reading.kind === "write_off") writeOffs.push(writeOffNumber(place, reading.writeOff.externalId));
  }
  const [orders, credits, posted] = await Promise.all([
    orderIds.length === 0
      ? []
      : tx.sql`select external_id, number, source_hash, import_id from orders
               where channel_id = ${place.channel.id} and external_id = any(${orderIds}::text[])`,
    creditIds.length === 0
      ? []
      : tx.sql`select external_id from credit_notes
               where channel_id = ${place.channel.id} and external_id = any(${creditIds}::text[])`,
    postedWriteOffs(tx, writeOffs),
  ]);
  return {
    orders: new Map(
      orders.map((row): [string, ExistingOrder] => [
        row.external_id as string,
        {
          number: row.number as string,
          hash: row.source_hash as string | null,
          importId: row.import_id as string | null,
        },
      ]),
    ),
    credits: new Set(credits.map((row) => row.external_id as string)),
    writeOffs: posted,
  };
}

// Server only.
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import type { Refusal } from "@/lib/core/result";
import type { DocumentLanguage } from "@/lib/documents/dto";
import { printOrders } from "@/lib/documents/print-orders";
import { readOrders } from "@/lib/orders/lock-order";
import { loadShop } from "@/lib/shop";
import { keepPrint } from "./commands/keep-print";
import { type BulkItem, type BulkJob, itemColumns } from "./load-bulk";
import { type BulkPaper, isPrintable } from "./rules/printable";

/** Prints these orders of a change into one file. Drawing takes a second, so nothing is locked until it is kept. */
export async function printBatch(
  actor: Actor,
  job: BulkJob,
  positions: readonly number[],
): Promise<Refusal | undefined> {
  const { sql } = connection();
  const { paper, language } = job.input as { paper: BulkPaper; language: DocumentLanguage };
  const items = await sql<BulkItem[]>`
    select ${sql.unsafe(itemColumns)} from bulk_job_items
    where job_id = ${job.id} and position = any(${[...positions]}::int[]) order by position`;
  const orders = await readOrders(
    { sql },
    items.map((item) => item.orderNumber),
  );
  const printable = new Set(orders.filter((order) => isPrintable(paper, order)).map((order) => order.number));
  const printed = items.filter((item) => printable.has(item.orderNumber));
  const file = await printOrders(
    paper,
    printed.map((item) => item.orderNumber),
    { actor, shop: await loadShop(sql), now: new Date() },
    language,
  );
  const outcome = await run(keepPrint, actor, {
    jobId: job.id,
    printed: printed.map((item) => item.position),
    empty: items.filter((item) => !printable.has(item.orderNumber)).map((item) => item.position),
    file,
  });
  return outcome.ok || outcome.refusal.code === "bulk_moved_on" ? undefined : outcome.refusal;
}

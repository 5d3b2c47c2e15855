import type { Tx } from "@/db/transaction";
import { enqueue } from "@/lib/jobs/queue";
import type { StockPosting } from "@/lib/orders/rules/plan";
import { waitsForStock } from "./fill-backorders";

/**
 * Queues an offer of what these postings set free to the orders that wait for it, if any do. A job, because those orders
 * would have to be locked before the levels that are locked already.
 */
export async function offerFreed(tx: Tx, postings: readonly StockPosting[] = []): Promise<void> {
  const free = new Map<string, number>();
  for (const { variantId, onHand = 0, reserved = 0, damaged = 0, qualityControl = 0 } of postings) {
    free.set(variantId, (free.get(variantId) ?? 0) + onHand - reserved - damaged - qualityControl);
  }
  const variantIds = [...free].filter(([, units]) => units > 0).map(([variantId]) => variantId);
  if (variantIds.length === 0) return;
  const wanted = await tx.sql<{ id: string }[]>`
    select distinct l.variant_id as id from order_lines l join orders o on o.id = l.order_id
    where l.variant_id = any(${variantIds}::uuid[]) and ${waitsForStock(tx.sql)}`;
  if (wanted.length > 0)
    await enqueue(tx, [{ queue: "stock.offer", data: { variantIds: wanted.map(({ id }) => id) } }]);
}

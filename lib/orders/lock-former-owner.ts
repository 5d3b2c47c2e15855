import type { Tx } from "@/db/transaction";
import type { NamedCustomer } from "./rules/change-customer";

type FormerOwner = NamedCustomer & { mergedInto: string | null };

/**
 * Locks whom an order was taken from by this event, if it tells of that: customers before orders, in the sequence of whoever
 * merges two of them. Gives it by number, with the one it was merged into.
 */
export async function lockFormerOwner(
  tx: Tx,
  { number, seq }: { number: string; seq: number },
): Promise<Map<string, FormerOwner>> {
  const rows = await tx.sql<FormerOwner[]>`
    select c.id, c.number, i.number as "mergedInto"
    from order_events e join orders o on o.id = e.order_id
    join customers c on c.number = e.data ->> 'from' left join customers i on i.id = c.merged_into_id
    where o.number = ${number} and e.seq = ${seq} and e.type = 'order.customer_changed' for update of c`;
  return new Map(rows.map((row) => [row.number, row]));
}

import type { Tx } from "@/db/transaction";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/jobs/queue";
import type { BuyerNews } from "./rules/buyer-mail";

/**
 * Writes down what the buyer of a return is to be told by mail, as far as the shop switched it on and the order has an
 * address; it leaves after the transaction.
 */
export async function tellBuyer(
  { tx, now }: { tx: Tx; now: Date },
  returnId: string,
  news: readonly BuyerNews[],
): Promise<void> {
  if (news.length === 0) return;
  const rows = news.map((each) => ({ id: newId(), ...each }));
  const written = await tx.sql`
    insert into buyer_mails (id, kind, subject, order_id, return_id, to_name, to_address, facts, next_at, updated_at)
    select n.id, n.kind, n.subject, o.id, r.id, o.contact_name, o.contact_email, n.facts, ${now.toISOString()}, ${now.toISOString()}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) n (id uuid, kind text, subject text, facts jsonb)
    join buyer_mail_settings s on n.kind = any(s.kinds)
    join returns r on r.id = ${returnId} join orders o on o.id = r.order_id
    where coalesce(o.contact_email, '') <> ''
    on conflict (kind, subject) do nothing`;
  if (written.count > 0) await enqueue(tx, [{ queue: "returns.mail", data: {} }]);
}

/** Tells the buyers of returns of the money that was given back by now; refunds of anything else are of no return. */
export async function tellRefunded(context: { tx: Tx; now: Date }, refunds: readonly string[]): Promise<void> {
  const given = await context.tx.sql<{ returnId: string; number: string; amountMinor: string; currency: string }[]>`
    select k.return_id as "returnId", f.number, f.amount_minor::text as "amountMinor", f.currency
    from refunds f join return_refunds k on k.refund_id = f.id
    where f.number = any(${[...refunds]}::text[]) and f.status = 'succeeded'`;
  for (const { returnId, number: subject, ...facts } of given)
    await tellBuyer(context, returnId, [{ kind: "return_refunded", subject, facts }]);
}

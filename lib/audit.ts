import type { Tx } from "@/db/transaction";
import type { Actor } from "@/lib/actor";

/**
 * Writes down who did what outside of orders, in the transaction that does it. `action` is a dotted name in the past
 * tense ("staff.invited"), `subject` what people call the thing, `facts` the values before and after. Never a secret.
 */
export async function recordAudit(
  context: { tx: Tx; actor: Actor },
  action: string,
  subject: string,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { tx, actor } = context;
  await tx.sql`
    insert into audit_log (action, subject, facts, actor_type, actor_id, actor_name)
    values (${action}, ${subject}, ${JSON.stringify(facts)}::text::jsonb, ${actor.type}, ${actor.id}, ${actor.name})`;
}

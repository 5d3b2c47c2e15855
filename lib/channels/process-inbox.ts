import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { processDelivery } from "./commands/process-delivery";
import { afterFailure } from "./rules/inbox";

/**
 * The job `inbox.process`: reads one delivery in the channel's name. What goes wrong is written beside it, and it is
 * tried again later, a few times, after which it waits for a person.
 */
export async function processInbox(id: string): Promise<void> {
  const [channel] = await connection().sql<{ name: string }[]>`
    select c.name from channel_inbox i join channels c on c.id = i.channel_id where i.id = ${id}`;
  if (!channel) return;
  const outcome = await run(processDelivery, systemActor(channel.name), { id }).catch((error: unknown) => {
    log.error("inbox", error, { delivery: id });
    return { ok: false as const, refusal: refuse("internal_error") };
  });
  if (!outcome.ok) await recordFailure(id, outcome.refusal);
}

async function recordFailure(id: string, { code, facts }: Refusal): Promise<void> {
  const written = await transact(async (tx) => {
    const [row] = await tx.sql<{ attempts: number }[]>`
      select attempts from channel_inbox where id = ${id} and status in ('received', 'failed') for update`;
    if (!row) return;
    const attempts = row.attempts + 1;
    const next = afterFailure(attempts);
    await tx.sql`
      update channel_inbox set status = ${next.status}, attempts = ${attempts}, error = ${JSON.stringify({ code, facts })},
        processed_at = now() where id = ${id}`;
    if (next.status === "failed") {
      await enqueue(tx, [{ queue: "inbox.process", data: { id }, startAfterSeconds: next.waitSeconds }]);
    }
  });
  // Thrown, the job fails and comes again; else the delivery would wait for nobody.
  assert(!isRefusal(written), `the failure of delivery ${id} could not be written`);
}

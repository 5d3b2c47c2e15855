import { defineCommand } from "@/lib/command";
import { enqueue } from "@/lib/jobs/queue";
import { recordInput } from "@/lib/webhooks/inputs";
import { sendQueue } from "@/lib/webhooks/lock-endpoint";
import { failingAtMostMs, pauseAfter } from "@/lib/webhooks/rules/backoff";
import type { DeliveryState, DisabledReason } from "@/lib/webhooks/rules/states";
import { tellSwitchedOff } from "@/lib/webhooks/tell-switched-off";

/** What is tried again sooner has a job of its own; the rest is found by the minute's look. */
const soonSeconds = 60;
/** Jobs for what comes due within so many seconds are one. */
const togetherSeconds = 2;

/**
 * Writes down what came of an attempt and what follows: delivered, tried again later, or dead; the next of the same order
 * is let go. An endpoint that says it is gone, or where nothing arrived for days, is switched off. An attempt whose lease
 * was taken over meanwhile is only noted.
 */
export const recordAttempt = defineCommand({
  name: "webhooks.record",
  permission: "webhooks.manage",
  input: recordInput,
  refusals: [],
  async run({ tx, now }, { id, lease, attempt, answer, chance }) {
    const at = now.toISOString();
    await tx.sql`
      insert into webhook_attempts (delivery_id, number, at, took_ms, status, problem, excerpt)
      values (${id}, ${attempt}, ${at}, ${answer.tookMs}, ${answer.status}, ${answer.problem}, ${answer.excerpt})
      on conflict do nothing`;
    const [row] = await tx.sql<{ endpointId: string; orderId: string | null; tries: number }[]>`
      select endpoint_id as "endpointId", order_id as "orderId", tries from webhook_deliveries
      where id = ${id} and state = 'sending' and leased_until = ${lease.toISOString()} for no key update`;
    if (!row) return { state: null };
    const again = answer.problem !== "" && answer.problem !== "gone";
    const pause = again ? pauseAfter(row.tries, chance, answer.retryAfter) : null;
    const state: DeliveryState = answer.problem === "" ? "delivered" : pause === null ? "dead" : "waiting";
    const nextAt = new Date(now.getTime() + (pause ?? 0) * 1000);
    await tx.sql`
      update webhook_deliveries set state = ${state}, leased_until = null, next_at = ${nextAt.toISOString()},
        settled_at = ${state === "waiting" ? null : at}
      where id = ${id}`;
    if (state === "delivered") {
      await tx.sql`update webhook_endpoints set failing_since = null where id = ${row.endpointId} and failing_since is not null`;
    } else {
      const longAgo = new Date(now.getTime() - failingAtMostMs).toISOString();
      const [off] = await tx.sql<{ reason: DisabledReason }[]>`
        with before as (select id from webhook_endpoints where id = ${row.endpointId} and enabled)
        update webhook_endpoints e set failing_since = coalesce(failing_since, ${at}),
          enabled = enabled and not (${answer.problem === "gone"} or coalesce(failing_since < ${longAgo}, false)),
          disabled_reason = case when not enabled then disabled_reason when ${answer.problem === "gone"} then 'gone'
            when failing_since < ${longAgo} then 'failing' end
        where id = ${row.endpointId} and (failing_since is null or failing_since < ${longAgo} or ${answer.problem === "gone"})
        returning case when not enabled and exists (select from before) then disabled_reason end as reason`;
      if (off?.reason) await tellSwitchedOff(tx, row.endpointId, off.reason);
    }
    if (state === "waiting") {
      const slot = Math.ceil(nextAt.getTime() / 1000 / togetherSeconds);
      const startAfterSeconds = Math.ceil(slot * togetherSeconds - now.getTime() / 1000);
      if (startAfterSeconds <= soonSeconds) {
        await enqueue(tx, [{ queue: sendQueue, data: {}, singletonKey: `${slot}`, startAfterSeconds }]);
      }
    } else if (row.orderId !== null) {
      await tx.sql`
        update webhook_deliveries set next_at = ${at}
        where next_at > ${at} and state = 'waiting' and id = (
          select id from webhook_deliveries
          where endpoint_id = ${row.endpointId} and order_id = ${row.orderId} and id > ${id} and state in ('waiting', 'sending')
          order by id limit 1)`;
    }
    return { state };
  },
});

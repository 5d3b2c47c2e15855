// Server only.
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { assert } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { buildPayload } from "./build-payload";
import { type Claim, type Claimed, claimDeliveries } from "./commands/claim-deliveries";
import { recordAttempt } from "./commands/record-attempt";
import { sendQueue } from "./lock-endpoint";
import { messageName, signedHeaders } from "./rules/signature";
import { type Network, sendRequest, usualNetwork } from "./send-request";

const house = systemActor("webhooks");

/** A run takes nothing new in hand after this and asks for another: a job never outlives its queue's patience. */
const runMs = 60_000;
/** While something slow is under way, others that came due meanwhile are looked for so often. */
const lookMs = 500;

type Options = { signal?: AbortSignal; network?: Network };

/**
 * Sends what is due: each endpoint in a lane of its own, so that one which is slow holds up nobody else. Any number of
 * workers may do so at once. A worker that is killed between sending and writing it down leaves the message to be sent
 * again under the same name: a receiver hears of everything at least once. Answers how many were sent.
 */
export async function sendWebhooks({ signal, network = usualNetwork() }: Options = {}): Promise<number> {
  const until = performance.now() + runMs;
  const over = () => signal?.aborted === true || performance.now() > until;
  const lanes = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let sent = 0;
  for (;;) {
    const due = over() ? [] : await dueEndpoints();
    // What is due and cannot be claimed is in the hands of another worker, who goes on with it.
    let begun = 0;
    for (const id of due) {
      if (lanes.has(id)) continue;
      const claim = await claimFor(id);
      if (!claim || (claim.deliveries.length === 0 && !claim.more)) continue;
      begun += 1;
      const lane = workLane(id, claim, network, over, () => {
        sent += 1;
      })
        .catch((error: unknown) => void failures.push(error))
        .finally(() => lanes.delete(id));
      lanes.set(id, lane);
    }
    if (lanes.size === 0 && begun === 0) break;
    await Promise.race([...lanes.values(), pause(lookMs)]);
  }
  if (failures.length > 0) throw failures[0];
  if (!signal?.aborted && performance.now() > until && (await dueEndpoints()).length > 0) {
    await transact((tx) => enqueue(tx, [{ queue: sendQueue, data: {} }]));
  }
  return sent;
}

/** Endpoints that something is due for, or where a worker did not answer for what it had in hand. */
async function dueEndpoints(): Promise<string[]> {
  const rows = await connection().sql<{ id: string }[]>`
    select e.id from webhook_endpoints e
    where e.enabled and (
      exists (select 1 from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'waiting' and d.next_at <= now())
      or exists (select 1 from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'sending' and d.leased_until < now()))
    order by e.number`;
  return rows.map(({ id }) => id);
}

/** Sends to one endpoint until nothing is due there, as many at once as it takes. */
async function workLane(
  endpointId: string,
  first: Claim,
  network: Network,
  over: () => boolean,
  onSent: () => void,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let claim: Claim | null = first;
  for (;;) {
    const { deliveries = [], more = false } = claim ?? {};
    for (const delivery of deliveries) {
      const sending: Promise<void> = sendOne(delivery, claim as Claim, network)
        .then(onSent)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    if (underWay.size === 0 && !more) return;
    if (underWay.size > 0 && !more) await Promise.race(underWay);
    if (over() || failures.length > 0) {
      await Promise.all(underWay);
      if (failures.length > 0) throw failures[0];
      return;
    }
    claim = await claimFor(endpointId);
  }
}

async function claimFor(endpointId: string): Promise<Claim | null> {
  const outcome = await run(claimDeliveries, house, { endpointId });
  assert(outcome.ok, `deliveries were not claimed: ${outcome.ok ? "" : outcome.refusal.code}`);
  return outcome.value as Claim | null;
}

/** One attempt: what is sent is built and signed now, sent outside of any transaction, and what came of it written down. */
async function sendOne(delivery: Claimed, claim: Claim, network: Network): Promise<void> {
  const now = new Date();
  const body = await buildPayload(delivery, claim.wholeOrder, now);
  const signed = { id: messageName(delivery.messageId), timestamp: Math.floor(now.getTime() / 1000), body };
  const headers = {
    "content-type": "application/json",
    "user-agent": "Countinghouse-Webhooks/1",
    ...signedHeaders(signed, claim.secrets),
  };
  const answer = await sendRequest(claim.url, headers, body, network);
  const { id, attempt } = delivery;
  const outcome = await run(recordAttempt, house, { id, lease: claim.lease, attempt, answer, chance: Math.random() });
  assert(outcome.ok, `an attempt was not written down: ${outcome.ok ? "" : outcome.refusal.code}`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

import type { z } from "zod";
import { connectionIsGone, transact } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { admit, type Outcome, run, type SharedCommand } from "@/lib/command";
import { gather } from "@/lib/core/gather";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { claimKeys, keepAnswers } from "@/lib/idempotency";
import { log } from "@/lib/log";
import type { Shop } from "@/lib/shop";

export type SharedCall = { actor: Actor; shop: Shop; input: unknown; idempotencyKey: string | undefined };

/** More in one transaction saves little and keeps the levels they all want locked for longer. */
const callsAtMost = 32;
/** While the database writes one transaction, the next is planned. */
const lanes = 2;

/**
 * `run` for callers of one process who come at the same time: those of one actor that come while two transactions of its
 * earlier ones are written share the next. Each has the answer it would have had alone, given when the transaction they
 * shared is committed; where they cannot share one, each runs alone.
 */
export function together<Input extends z.ZodType, Value, Code extends string>(
  command: SharedCommand<Input, Value, Code>,
): (call: SharedCall) => Promise<Outcome<Value, Code>> {
  const alone = ({ actor, input, ...options }: SharedCall) => run(command, actor, input, options);
  const gathered = gather<SharedCall, PromiseSettledResult<Outcome<Value, Code>>>(
    ({ actor }) => `${actor.type}:${actor.id}`,
    async (calls) => {
      const outcomes = calls.length > 1 ? await runShared(command, calls) : null;
      return Promise.allSettled(outcomes ?? calls.map(alone));
    },
    { atMost: callsAtMost, waitMs: 2, busyMs: 10, lanes },
  );
  return async (call) => {
    const settled = await gathered(call);
    if (settled.status === "rejected") throw settled.reason;
    return settled.value;
  };
}

/** One transaction for all calls; null when something that only one of them may be to blame for rolled it back. */
async function runShared<Input extends z.ZodType, Value, Code extends string>(
  command: SharedCommand<Input, Value, Code>,
  calls: readonly [SharedCall, ...SharedCall[]],
): Promise<Outcome<Value, Code>[] | null> {
  const admitted = calls.map(({ actor, input }) => admit(command, actor, input));
  const asked = calls.flatMap(({ input, idempotencyKey: key }, index) => {
    const allowed = admitted[index];
    return allowed?.ok ? [{ index, input, key, parsed: allowed.value }] : [];
  });
  // The last one was told last what the actor may do and how the shop is set.
  const { actor, shop } = calls.at(-1) ?? calls[0];
  const done = await transact(async (tx) => {
    const context = { tx, actor, shop, now: new Date() };
    const claims = await claimKeys(tx, actor, command.name, asked);
    const answers: { index: number; value: Value | Refusal; replayed: boolean }[] = [];
    const open: { index: number; claim: Extract<(typeof claims)[number], { hash: string }> | undefined }[] = [];
    const inputs: z.output<Input>[] = [];
    for (const [at, { index, parsed }] of asked.entries()) {
      const claim = claims[at];
      if (isRefusal(claim)) answers.push({ index, value: claim, replayed: false });
      else if (claim?.answer !== undefined) answers.push({ index, value: claim.answer as Value, replayed: true });
      else {
        open.push({ index, claim });
        inputs.push(parsed);
      }
    }
    const values = inputs.length > 0 ? await command.runMany(context, inputs) : [];
    const kept = [];
    for (const [at, { index, claim }] of open.entries()) {
      const value = values[at] as Value | Refusal<Code>;
      answers.push({ index, value, replayed: false });
      if (claim && !isRefusal(value)) kept.push({ claim, value });
    }
    keepAnswers(tx, kept);
    return { answers };
  }).catch((error: unknown) => {
    if (connectionIsGone(error)) throw error;
    log.error("together", error, { command: command.name, calls: calls.length });
    return null;
  });
  if (!done || isRefusal(done)) return null;
  const outcomes = admitted as Outcome<Value, Code>[];
  for (const { index, value, replayed } of done.answers) {
    outcomes[index] = isRefusal(value)
      ? { ok: false, refusal: value as Refusal<Code> }
      : { ok: true, value, ...(replayed ? { replayed } : {}) };
  }
  return outcomes;
}

import { createHash } from "node:crypto";
import type { Tx } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { type Refusal, refuse } from "@/lib/core/result";
import { toJson } from "@/lib/rows";

/** One effect that is asked for by a key; with `answer` where it was answered before. */
export type Claim = { scope: string; key: string; hash: string; answer?: unknown };

/**
 * Claims each key for its input, or says why not; undefined for what came without a key. A lock lives as long as the
 * transaction: a second request with the key while the first runs is told to come back.
 */
export async function claimKeys(
  tx: Tx,
  actor: Actor,
  command: string,
  asked: readonly { key: string | undefined; input: unknown }[],
): Promise<(Claim | Refusal<"in_progress" | "key_reused"> | undefined)[]> {
  const scope = `${actor.type}:${actor.id}:${command}`;
  const keys = [...new Set(asked.map(({ key }) => key).filter((key): key is string => key !== undefined))];
  if (keys.length === 0) return asked.map(() => undefined);
  // Sent together and run one after the other: the second sees what was committed before the locks were free.
  const [locks, kept] = await Promise.all([
    tx.sql`
      select key, pg_try_advisory_xact_lock(hashtextextended(${`${scope}:`} || key, 1)) as free
      from unnest(${keys}::text[]) as key`.execute(),
    tx.sql`
      select key, request_hash, response_body from idempotency_keys
      where scope = ${scope} and key = any(${keys}::text[])`.execute(),
  ]);
  const free = new Set(locks.filter((lock) => lock.free).map((lock) => lock.key as string));
  const answers = new Map(kept.map((row) => [row.key as string, row]));
  return asked.map(({ key, input }) => {
    if (key === undefined) return undefined;
    const hash = createHash("sha256").update(toJson(input)).digest("hex");
    const row = answers.get(key);
    if (row && row.request_hash !== hash) return refuse("key_reused");
    // What was answered stands, whoever else asks for it at this moment.
    if (row) return { scope, key, hash, answer: JSON.parse(row.response_body) };
    if (!free.has(key)) return refuse("in_progress", { retryAfterSeconds: 1 });
    // The next one of this transaction that asks with the same key.
    free.delete(key);
    return { scope, key, hash };
  });
}

/** Keeps what came of claimed effects, for whoever asks with their keys again. */
export function keepAnswers(tx: Tx, kept: readonly { claim: Claim; value: unknown }[]): void {
  if (kept.length === 0) return;
  const column = (of: (entry: (typeof kept)[number]) => string) => kept.map(of);
  const written = tx.sql`
    insert into idempotency_keys (scope, key, request_hash, response_status, response_body)
    select scope, key, hash, 200, body from unnest(
      ${column(({ claim }) => claim.scope)}::text[], ${column(({ claim }) => claim.key)}::text[],
      ${column(({ claim }) => claim.hash)}::text[], ${column(({ value }) => toJson(value ?? null))}::text[]
    ) as kept (scope, key, hash, body)`.execute();
  tx.owe([written]);
}

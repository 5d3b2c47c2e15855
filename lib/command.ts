import { createHash } from "node:crypto";
import type { z } from "zod";
import { type DatabaseRefusalCode, type Tx, transact } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { toJson } from "@/lib/rows";
import { loadShop, type Shop } from "@/lib/shop";
import type { Permission } from "@/lib/staff/rules/permissions";

/** What a handler works with: the open transaction, who asks, the shop's settings and the one clock of this command. */
export type CommandContext = { tx: Tx; actor: Actor; shop: Shop; now: Date };

/** Refusals any command may answer with, besides its own. */
export type CommonRefusalCode = DatabaseRefusalCode | "forbidden" | "invalid_input" | "key_reused" | "in_progress";

export type Command<Input extends z.ZodType, Value, Code extends string> = {
  name: string;
  permission: Permission;
  input: Input;
  refusals: readonly Code[];
  /** The handler inside another command's transaction; input is parsed again, permission is the outer command's. */
  within(context: CommandContext, input: z.input<Input>): Promise<Value | Refusal<Code>>;
  run(context: CommandContext, input: z.output<Input>): Promise<Value | Refusal<Code>>;
};

/**
 * The only way to write. `refusals` lists every code the handler may refuse with, so that the wording table fails to
 * compile when one has no text.
 */
export function defineCommand<Input extends z.ZodType, Value, const Codes extends readonly string[]>(definition: {
  name: string;
  permission: Permission;
  input: Input;
  refusals: Codes;
  run(context: CommandContext, input: z.output<Input>): Promise<Value | Refusal<Codes[number]>>;
}): Command<Input, Exclude<Value, Refusal>, Codes[number]> {
  type Result = Promise<Exclude<Value, Refusal> | Refusal<Codes[number]>>;
  return {
    name: definition.name,
    permission: definition.permission,
    input: definition.input,
    refusals: definition.refusals,
    run: (context, input) => definition.run(context, input) as Result,
    within: (context, input) => definition.run(context, definition.input.parse(input)) as Result,
  };
}

export type FieldErrors = Record<string, string[]>;

/** What came of a command: its value, or why not. `fields` names the inputs that were wrong, by dotted path. */
export type Outcome<Value, Code extends string = string> =
  | { ok: true; value: Value; replayed?: boolean }
  | { ok: false; refusal: Refusal<Code | CommonRefusalCode>; fields?: FieldErrors };

export type RunOptions = {
  /** The caller's key for this one effect: the same key and input answer the same, without a second effect. */
  idempotencyKey?: string | undefined;
  now?: Date | undefined;
  /** The shop's settings where the caller has just read them with its actor. */
  shop?: Shop | undefined;
};

/** Runs a command for an actor: permission, strict input, one transaction, and the effect of a key at most once. */
export async function run<Input extends z.ZodType, Value, Code extends string>(
  command: Command<Input, Value, Code>,
  actor: Actor,
  input: unknown,
  options: RunOptions = {},
): Promise<Outcome<Value, Code>> {
  if (!may(actor, command.permission)) {
    return { ok: false, refusal: refuse("forbidden", { permission: command.permission }) };
  }
  const parsed = command.input.safeParse(input);
  if (!parsed.success) {
    return {
      ok: false,
      refusal: refuse("invalid_input", { command: command.name }),
      fields: fieldErrors(parsed.error),
    };
  }
  const { idempotencyKey } = options;
  let replayed = false;
  const result = await transact(async (tx): Promise<Value | Refusal> => {
    const context: CommandContext = {
      tx,
      actor,
      shop: options.shop ?? (await loadShop(tx.sql)),
      now: options.now ?? new Date(),
    };
    if (!idempotencyKey) return command.run(context, parsed.data);
    const claim = await claimKey(tx, actor, command.name, idempotencyKey, toJson(input));
    if (isRefusal(claim)) return claim;
    if (claim.answer !== undefined) {
      replayed = true;
      return claim.answer as Value;
    }
    const value = await command.run(context, parsed.data);
    if (!isRefusal(value)) await keepAnswer(tx, claim, value);
    return value;
  });
  if (isRefusal(result)) return { ok: false, refusal: result as Refusal<Code | CommonRefusalCode> };
  return replayed ? { ok: true, value: result as Value, replayed } : { ok: true, value: result as Value };
}

type Claim = { scope: string; key: string; hash: string; answer?: unknown };

// The lock lives as long as the transaction: a second request with the key while the first runs is told to come back.
async function claimKey(
  tx: Tx,
  actor: Actor,
  command: string,
  key: string,
  input: string,
): Promise<Claim | Refusal<"in_progress" | "key_reused">> {
  const scope = `${actor.type}:${actor.id}:${command}`;
  const hash = createHash("sha256").update(input).digest("hex");
  // Sent together and run one after the other: the second sees what was committed before the lock was free.
  const [[lock], [kept]] = await Promise.all([
    tx.sql`select pg_try_advisory_xact_lock(hashtextextended(${`${scope}:${key}`}, 1)) as free`.execute(),
    tx.sql`select request_hash, response_body from idempotency_keys where scope = ${scope} and key = ${key}`.execute(),
  ]);
  if (!lock?.free) return refuse("in_progress", { retryAfterSeconds: 1 });
  if (!kept) return { scope, key, hash };
  if (kept.request_hash !== hash) return refuse("key_reused");
  return { scope, key, hash, answer: JSON.parse(kept.response_body) };
}

async function keepAnswer(tx: Tx, { scope, key, hash }: Claim, value: unknown): Promise<void> {
  await tx.sql`
    insert into idempotency_keys (scope, key, request_hash, response_status, response_body)
    values (${scope}, ${key}, ${hash}, 200, ${toJson(value ?? null)})`;
}

/** Zod's issues by dotted path, as forms and problem+json show them. */
export function fieldErrors(error: z.ZodError): FieldErrors {
  // A map, because a field may be called like something every object has.
  const fields = new Map<string, string[]>();
  for (const issue of error.issues) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : undefined;
    const paths = unknown ? unknown.map((name) => [...issue.path, name]) : [issue.path];
    for (const path of paths) {
      const at = path.length > 0 ? path.join(".") : "_";
      fields.set(at, [...(fields.get(at) ?? []), unknown ? "unknown_field" : issue.message]);
    }
  }
  return Object.fromEntries(fields);
}

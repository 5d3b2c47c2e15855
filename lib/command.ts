import type { z } from "zod";
import { type DatabaseRefusalCode, type Tx, transact } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { claimKeys, keepAnswers } from "@/lib/idempotency";
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

/**
 * A command whose calls may share a transaction. `runMany` answers each input by itself; one that is refused leaves
 * nothing behind while the others stand.
 */
export type SharedCommand<Input extends z.ZodType, Value, Code extends string> = Command<Input, Value, Code> & {
  runMany(context: CommandContext, inputs: readonly z.output<Input>[]): Promise<(Value | Refusal<Code>)[]>;
};

/** A command that is written for many inputs; one is a list of one. */
export function defineSharedCommand<Input extends z.ZodType, Value, const Codes extends readonly string[]>(definition: {
  name: string;
  permission: Permission;
  input: Input;
  refusals: Codes;
  runMany(
    context: CommandContext,
    inputs: readonly z.output<Input>[],
  ): Promise<readonly (Value | Refusal<Codes[number]>)[]>;
}): SharedCommand<Input, Exclude<Value, Refusal>, Codes[number]> {
  type Answer = Exclude<Value, Refusal> | Refusal<Codes[number]>;
  const { runMany, ...rest } = definition;
  const command = defineCommand<Input, Value, Codes>({
    ...rest,
    run: async (context, input) => (await runMany(context, [input]))[0] as Answer,
  });
  return { ...command, runMany: async (context, inputs) => (await runMany(context, inputs)) as Answer[] };
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
  const allowed = admit(command, actor, input);
  if (!allowed.ok) return allowed;
  let replayed = false;
  const result = await transact(async (tx): Promise<Value | Refusal> => {
    const context: CommandContext = {
      tx,
      actor,
      shop: options.shop ?? (await loadShop(tx.sql)),
      now: options.now ?? new Date(),
    };
    const [claim] = await claimKeys(tx, actor, command.name, [{ key: options.idempotencyKey, input }]);
    if (!claim) return command.run(context, allowed.value);
    if (isRefusal(claim)) return claim;
    if (claim.answer !== undefined) {
      replayed = true;
      return claim.answer as Value;
    }
    const value = await command.run(context, allowed.value);
    if (!isRefusal(value)) keepAnswers(tx, [{ claim, value }]);
    return value;
  });
  if (isRefusal(result)) return { ok: false, refusal: result as Refusal<Code | CommonRefusalCode> };
  return replayed ? { ok: true, value: result as Value, replayed } : { ok: true, value: result as Value };
}

/** Whether the actor may run the command, and its input as the command reads it. */
export function admit<Input extends z.ZodType>(
  command: Pick<Command<Input, unknown, string>, "name" | "permission" | "input">,
  actor: Actor,
  input: unknown,
): { ok: true; value: z.output<Input> } | { ok: false; refusal: Refusal<CommonRefusalCode>; fields?: FieldErrors } {
  if (!may(actor, command.permission)) {
    return { ok: false, refusal: refuse("forbidden", { permission: command.permission }) };
  }
  const parsed = command.input.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const fields = fieldErrors(parsed.error);
  return { ok: false, refusal: refuse("invalid_input", { command: command.name }), fields };
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

import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { type Command, type FieldErrors, fieldErrors, run } from "@/lib/command";
import { type Refusal, refuse } from "@/lib/core/result";
import type { Shop } from "@/lib/shop";
import type { Permission } from "@/lib/staff/rules/permissions";

/** What an endpoint's handler knows of its request. */
export type Call<Query = unknown> = {
  actor: Actor;
  shop: Shop;
  /** Code of the channel the key speaks for, if it is bound to one. */
  channel: string | null;
  params: Record<string, string>;
  query: Query;
  /** The body as it was sent; whoever uses it parses it. */
  sent: unknown;
  idempotencyKey: string | undefined;
};

export type Answer = { status?: number; body: unknown; headers?: Record<string, string>; replayed?: boolean };
export type Refused = { ok: false; refusal: Refusal; fields?: FieldErrors };

/** One operation: what serves it and what the API's description says of it are the same object. */
export type Endpoint<Query = unknown> = {
  method: "get" | "post" | "patch";
  path: `/${string}`;
  id: string;
  tag: "orders" | "exceptions" | "fulfilment" | "returns" | "stock" | "catalogue" | "promotions" | "webhooks";
  summary: string;
  description?: string;
  permission: Permission;
  query?: z.ZodType<Query>;
  body?: z.ZodType;
  success: { status: number; description: string; schema: z.ZodType };
  /** Codes of the refusals it may answer with, besides those any request may get. */
  refusals: readonly string[];
  handle(call: Call<Query>): Promise<Answer | Refused>;
};

/** Whether it changes something: it takes a body, and a key that makes the effect happen once. */
export function writes({ method }: Pick<Endpoint, "method">): boolean {
  return method !== "get";
}

/** Lets the type of `query` follow from its schema. */
export function defineEndpoint<Query>(endpoint: Endpoint<Query>): Endpoint {
  return endpoint as unknown as Endpoint;
}

/** Runs a command for the caller, with its key and the shop that was read with it. */
export async function runFor<Input extends z.ZodType, Value, Code extends string>(
  { actor, shop, idempotencyKey }: Call,
  command: Command<Input, Value, Code>,
  input: unknown,
  answer: (value: Value) => Answer | Promise<Answer>,
): Promise<Answer | Refused> {
  const outcome = await run(command, actor, input, { idempotencyKey, shop });
  if (!outcome.ok) return outcome;
  return { ...(await answer(outcome.value)), replayed: outcome.replayed ?? false };
}

/** The body with what the address says; a body that says it too is refused as it would be for any unknown field. */
export function withParams(sent: unknown, params: Record<string, string | number>): unknown {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  const taken = Object.keys(params).filter((name) => Object.hasOwn(sent, name));
  return { ...sent, ...params, ...Object.fromEntries(taken.map((name) => [`${name} (in the address)`, true])) };
}

/** Parses by a schema, or refuses with the fields that are wrong. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { ok: true; value: z.output<Schema> } | Refused {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, refusal: refuse("invalid_input"), fields: fieldErrors(result.error) };
}

export function notFound(number: string): Refused {
  return { ok: false, refusal: refuse("not_found", { number }) };
}

/** A cursor that was made up, or belongs to another list. */
export function badCursor(): Refused {
  return { ok: false, refusal: refuse("invalid_input"), fields: { cursor: ["invalid"] } };
}

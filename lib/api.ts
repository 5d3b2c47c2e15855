import { randomUUID } from "node:crypto";
import { z } from "zod";
import { databaseFault } from "@/db/transaction";
import { may } from "@/lib/actor";
import { verifyApiKey } from "@/lib/auth/api-key";
import { refuse } from "@/lib/core/result";
import { textProblem } from "@/lib/core/text";
import { log } from "@/lib/log";
import { type Endpoint, parsed, writes } from "./api/endpoint";
import { type Problem, problemResponse, type RequestProblem, refusalProblem, requestProblem } from "./api/problem";
import { takeRequest } from "./api/rate-limit";
import { readJson } from "./api/read-body";

type Context = { params?: Promise<Record<string, string>> };

/**
 * An endpoint behind HTTP: who calls, may they, is the request readable; then the handler. Whatever happens is answered
 * as JSON or problem+json with the request's id, never with a stack.
 */
export function serve(endpoint: Endpoint): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const id = requestId(request);
    const address = new URL(request.url);
    const refuseWith = (problem: Problem, headers: Record<string, string> = {}) =>
      problemResponse(problem, { "X-Request-Id": id, ...headers });
    const unreadable = (code: RequestProblem, detail?: string, headers?: Record<string, string>) =>
      refuseWith(requestProblem(code, address.pathname, detail), headers);
    try {
      const caller = await verifyApiKey(request.headers.get("authorization"));
      if (!caller) return unreadable("unauthorised");
      const wait = await takeRequest(caller.actor.id);
      if (wait !== null) return unreadable("too_many_requests", undefined, { "Retry-After": String(wait) });
      if (!may(caller.actor, endpoint.permission)) {
        return refuseWith(refusalProblem(refuse("forbidden", { permission: endpoint.permission }), address.pathname));
      }
      const key = idempotencyKey(request);
      if (key === null) return unreadable("bad_idempotency_key");
      const query = parsed(endpoint.query ?? noQuery, queryOf(address));
      if (!query.ok) return refuseWith(refusalProblem(query.refusal, address.pathname, query.fields));
      const read = writes(endpoint) ? await readJson(request) : ({ ok: true, value: undefined } as const);
      if (!read.ok) return unreadable(read.problem, read.detail);

      const params = (await context.params) ?? {};
      if (Object.values(params).some((value) => textProblem(value) !== null)) return unreadable("bad_request");
      const answered = await endpoint.handle({
        ...caller,
        params,
        query: query.value,
        sent: read.value,
        idempotencyKey: key,
      });
      if ("refusal" in answered) return refuseWith(refusalProblem(answered.refusal, address.pathname, answered.fields));
      return new Response(JSON.stringify(answered.body), {
        status: answered.status ?? endpoint.success.status,
        headers: {
          "Content-Type": "application/json",
          "Cache-Control": "no-store",
          "X-Request-Id": id,
          ...(answered.replayed ? { "Idempotency-Replayed": "true" } : {}),
          ...answered.headers,
        },
      });
    } catch (error) {
      log.error("api", error, { request: id, endpoint: endpoint.id });
      return unreadable(isUnavailable(error) ? "unavailable" : "internal_error");
    }
  };
}

const noQuery = z.strictObject({});

// A parameter that is given twice is a list.
function queryOf(address: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(address.searchParams.keys())) {
    const values = address.searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] as string) : values;
  }
  return query;
}

function requestId(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Undefined without a key, null for one that cannot be one. */
function idempotencyKey(request: Request): string | undefined | null {
  const given = request.headers.get("idempotency-key");
  if (given === null) return undefined;
  return /^[\x21-\x7e]{1,200}$/.test(given) ? given : null;
}

const networkFaults = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
]);

/** Whether the database is away rather than the program wrong: starting, stopping, full, or out of reach. */
export function isUnavailable(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && networkFaults.has(at.code)) return true;
  }
  const fault = databaseFault(error)?.code ?? "";
  return fault.startsWith("08") || fault.startsWith("57P") || fault.startsWith("53");
}

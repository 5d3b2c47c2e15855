import { createTranslator } from "next-intl";
import type { FieldErrors } from "@/lib/command";
import type { Refusal } from "@/lib/core/result";
import { en } from "@/lib/i18n/messages/en";
import { wordField, wordRefusal } from "@/lib/word-refusal";

/** What went wrong before a command was asked. */
export type RequestProblem =
  | "bad_request"
  | "unauthorised"
  | "body_too_large"
  | "unsupported_media_type"
  | "bad_idempotency_key"
  | "too_many_requests"
  | "unavailable"
  | "internal_error";

const statusOfRequestProblem: Record<RequestProblem, number> = {
  bad_request: 400,
  bad_idempotency_key: 400,
  unauthorised: 401,
  body_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal_error: 500,
  unavailable: 503,
};

/** The request was understood and what it says cannot be: 422. Every other refusal is a conflict with what is: 409. */
const unprocessable = new Set([
  "invalid_input",
  "key_reused",
  "unknown_sku",
  "unknown_channel",
  "unknown_currency",
  "unknown_location",
  "unknown_line",
  "no_such_item",
  "no_price",
  "bad_amount",
  "amount_too_large",
  "discount_exceeds_items",
  "paid_more_than_total",
  "not_on_order",
  "url_refused",
  "coupon_refused",
]);
const statusOfRefusal: Record<string, number> = { forbidden: 403, not_found: 404, no_such_endpoint: 404, busy: 503 };

/** What any request may be answered with. */
export const requestProblems = Object.keys(statusOfRequestProblem) as RequestProblem[];

/** HTTP status of a refusal's code. */
export function statusOf(code: string): number {
  return (
    statusOfRefusal[code] ?? statusOfRequestProblem[code as RequestProblem] ?? (unprocessable.has(code) ? 422 : 409)
  );
}

/** The sender may simply try again after this many seconds. */
const retryAfterSeconds: Record<string, number> = { in_progress: 1, busy: 1, unavailable: 5 };

export type FieldProblem = { field: string; pointer: string; code: string; detail: string };

/** RFC 9457 with our own members: `code` for programs, `errors` for fields, `facts` for the values the decision saw. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  facts?: Record<string, unknown>;
  errors?: FieldProblem[];
};

const requestDetails: Record<RequestProblem, string> = {
  bad_request: "The request cannot be read.",
  unauthorised: "Send a valid API key as “Authorization: Bearer ch_live_…”.",
  body_too_large: "The body is larger than 2 MB.",
  unsupported_media_type: "Send the body as application/json in UTF-8.",
  bad_idempotency_key: "Idempotency-Key takes 1 to 200 printable ASCII characters.",
  too_many_requests: "This key sent too many requests. Wait for as long as Retry-After says.",
  unavailable: "The database cannot be reached at the moment. Try again.",
  internal_error: "This should not have happened. The reference is in X-Request-Id.",
};

/** A request that could not be taken. */
export function requestProblem(code: RequestProblem, instance: string, detail = requestDetails[code]): Problem {
  return { ...headOf(code, instance), detail };
}

// Programs are told these things otherwise than people in front of a form.
const detailsForPrograms: Record<string, string> = {
  forbidden: "The scopes of this API key do not allow it.",
  key_reused: "This Idempotency-Key was used before with another body.",
  invalid_input: "Some fields of the body cannot be used; see errors.",
  in_progress: "A request with this Idempotency-Key is still running.",
  order_changed: "The order was changed meanwhile. Read it again, then decide again.",
};

/** A refusal in words, with the values the decision saw and the fields that were wrong. */
export function refusalProblem(refusal: Refusal, instance: string, fields?: FieldErrors): Problem {
  const facts = publicFacts(refusal.facts);
  return {
    ...headOf(refusal.code, instance),
    detail: detailsForPrograms[refusal.code] ?? wordRefusal(refusal, words, stageName, locale),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    ...(fields ? { errors: fieldProblems(fields) } : {}),
  };
}

/** What a code means wherever it comes up; empty where its sentence depends on the values it saw. */
export function meaningOf(code: string): string {
  return requestDetails[code as RequestProblem] ?? detailsForPrograms[code] ?? "";
}

/** A code as its title. */
export function titleOf(code: string): string {
  const title = code.replaceAll("_", " ");
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function headOf(code: string, instance: string): Omit<Problem, "detail"> {
  return {
    type: `/settings/api#problem-${code}`,
    title: titleOf(code),
    status: statusOf(code),
    instance,
    code,
  };
}

const errorsAtMost = 100;

function fieldProblems(fields: FieldErrors): FieldProblem[] {
  return Object.entries(fields)
    .slice(0, errorsAtMost)
    .map(([field, problems]) => {
      const code = problems[0] ?? "invalid";
      const steps = field === "_" ? [] : field.split(".");
      const pointer = `#${steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
      // What zod itself says (a missing object, a wrong type) is a sentence and no code of ours.
      const known = /^[a-z_]+$/.test(code);
      return { field, pointer, code: known ? code : "invalid", detail: known ? wordField(code, words) : code };
    });
}

// Names of constraints and commands, and what colleagues did, are of no use outside.
function publicFacts({
  constraint: _c,
  command: _n,
  changes: _d,
  ...facts
}: Record<string, unknown>): Record<string, unknown> {
  return facts;
}

const locale = "en";
type Words = Parameters<typeof wordRefusal>[1];
const words = createTranslator({ locale, messages: en, namespace: "refusals" }) as unknown as Words;
const stages = createTranslator({ locale, messages: en, namespace: "orders.stage" }) as unknown as Words;
const stageName = (stage: string) => (stages.has(stage) ? stages(stage) : stage);

/** The problem as an answer. */
export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  const wait = retryAfterSeconds[problem.code];
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(wait ? { "Retry-After": String(wait) } : {}),
      ...(problem.status === 401 ? { "WWW-Authenticate": 'Bearer realm="Countinghouse"' } : {}),
      ...headers,
    },
  });
}

import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { may } from "@/lib/actor";
import { type Outcome, type RunOptions, run } from "@/lib/command";
import { assert, refuse } from "@/lib/core/result";
import type { OrderChanged } from "@/lib/orders/load-for-change";
import { openPayment } from "./commands/open-payment";
import { postPaymentAnswer } from "./commands/post-payment-answer";
import { authorisePaymentInput } from "./inputs";
import { ask, type PaymentProvider, type ProviderRequest, providerOf } from "./provider";
import { smallest } from "./rules/refundable";
import { capturable, type ProviderStep } from "./rules/take-payment";

export type OnlineRefusal = "payment_declined" | "payment_in_doubt" | "nothing_to_capture" | "not_found";
type Options = RunOptions & { providerOf?: (name: string) => PaymentProvider | undefined };
type Answered = Outcome<OrderChanged, string>;

/**
 * Takes an order's money online: the row first, then the provider outside of any transaction, then what it said. A lost
 * answer is the refusal "payment_in_doubt"; `askAgain` asks with the same key. Authorises, and captures unless told not to.
 */
export async function takeOnline(
  actor: Actor,
  input: { number: string; version?: number; amount?: string; token?: string; capture?: boolean },
  options: Options = {},
): Promise<Answered> {
  const { token = "", capture = true, ...wanted } = input;
  const parsed = authorisePaymentInput.shape.token.safeParse(token);
  if (!parsed.success) return { ok: false, refusal: refuse("invalid_input"), fields: { token: ["too_long"] } };
  const opened = await run(openPayment, actor, wanted, options);
  if (!opened.ok) return opened;
  return authorise(actor, opened.value.paymentId, parsed.data, capture, options);
}

/** Asks the provider once more about a payment whose answer was lost. */
export async function askAgain(
  actor: Actor,
  ref: { number: string; payment: number },
  options: Options = {},
): Promise<Answered> {
  const payment = await findPayment(ref);
  if (!payment) return { ok: false, refusal: refuse("not_found", { number: ref.number }) };
  return payment.authorisedMinor > 0n
    ? capturePayment(actor, ref, options)
    : authorise(actor, payment.id, "", true, options);
}

async function authorise(
  actor: Actor,
  paymentId: string,
  token: string,
  capture: boolean,
  options: Options,
): Promise<Answered> {
  const payment = await findPayment({ paymentId });
  assert(payment, "a payment was opened");
  const done = await step(actor, payment, "authorise", payment.askedMinor, options, (provider, request) =>
    provider.authorise({ ...request, token }),
  );
  return done.ok && capture ? captureOf(actor, { paymentId }, options) : done;
}

/** Takes what is due of what a payment's provider promised: what was cancelled since then is not taken. */
export function capturePayment(
  actor: Actor,
  ref: { number: string; payment: number },
  options: Options = {},
): Promise<Answered> {
  return captureOf(actor, ref, options);
}

async function captureOf(actor: Actor, where: Where, options: Options): Promise<Answered> {
  const payment = await findPayment(where);
  if (!payment) return { ok: false, refusal: refuse("not_found") };
  const wanted = smallest(capturable(payment), payment.dueMinor);
  if (wanted <= 0n) return { ok: false, refusal: refuse("nothing_to_capture") };
  return step(actor, payment, "capture", wanted, options, (provider, request) =>
    provider.capture({ ...request, payment: payment.providerRef }),
  );
}

/** Lets go of what a payment's provider promised and nobody took. */
export function voidPayment(
  actor: Actor,
  ref: { number: string; payment: number },
  options: Options = {},
): Promise<Answered> {
  return voidOf(actor, ref, options);
}

/** The job `payments.void`: what was promised to an order that is cancelled is let go of. */
export async function voidAfterCancel(actor: Actor, paymentId: string, options: Options = {}): Promise<void> {
  const outcome = await voidOf(actor, { paymentId }, options);
  const settled =
    outcome.ok || outcome.refusal.code === "nothing_to_capture" || outcome.refusal.code === "payment_declined";
  assert(settled, `payment ${paymentId} could not be let go of`);
}

async function voidOf(actor: Actor, where: Where, options: Options): Promise<Answered> {
  const payment = await findPayment(where);
  if (!payment) return { ok: false, refusal: refuse("not_found") };
  const open = capturable(payment);
  if (open <= 0n) return { ok: false, refusal: refuse("nothing_to_capture") };
  return step(actor, payment, "void", open, options, (provider, request) =>
    provider.void({ ...request, payment: payment.providerRef }),
  );
}

async function step(
  actor: Actor,
  payment: Found,
  name: ProviderStep,
  amountMinor: bigint,
  options: Options,
  call: (provider: PaymentProvider, request: ProviderRequest) => ReturnType<PaymentProvider["capture"]>,
): Promise<Answered> {
  if (!may(actor, "payments.record"))
    return { ok: false, refusal: refuse("forbidden", { permission: "payments.record" }) };
  const provider = (options.providerOf ?? providerOf)(payment.provider);
  if (!provider) return { ok: false, refusal: refuse("not_found") };
  // What was captured before is part of the key: the next capture of the same payment is another one.
  const key = name === "authorise" ? `${payment.id}:${name}` : `${payment.id}:${name}:${payment.capturedMinor}`;
  const answer = await ask(() => call(provider, { key, amountMinor, currency: payment.currency }));
  if (answer.status === "unknown") return { ok: false, refusal: refuse("payment_in_doubt", { reason: answer.reason }) };
  const written = await run(postPaymentAnswer, actor, {
    number: payment.order,
    paymentId: payment.id,
    step: name,
    beforeMinor: payment.capturedMinor,
    answer: answer.status === "done" ? answer : { ...answer, amountMinor },
  });
  if (!written.ok || answer.status === "done") return written;
  return { ok: false, refusal: refuse("payment_declined", { reason: answer.reason }) };
}

type Found = {
  id: string;
  order: string;
  provider: string;
  providerRef: string;
  currency: string;
  askedMinor: bigint;
  authorisedMinor: bigint;
  capturedMinor: bigint;
  /** What its order still has to be paid. */
  dueMinor: bigint;
};

type Where = { number: string; payment: number } | { paymentId: string };

/** A payment by its place among its order's, or by its id. */
async function findPayment(where: Where): Promise<Found | undefined> {
  const { sql } = connection();
  const [row] = await sql`
    select p.id, o.number as order, p.provider, coalesce(p.provider_ref, '') as "providerRef", p.currency,
      p.authorised_minor as authorised, p.captured_minor as captured,
      case when o.stage = 'cancelled' then 0 else greatest(o.total_minor - o.paid_minor, 0) end as due,
      (select e.data->>'amountMinor' from order_events e
       where e.order_id = p.order_id and e.type = 'payment.asked' and e.data->>'paymentId' = p.id::text limit 1) as asked
    from payments p join orders o on o.id = p.order_id
    where ${"paymentId" in where ? sql`p.id = ${where.paymentId}` : sql`o.number = ${where.number}`}
    order by p.created_at, p.id offset ${"paymentId" in where ? 0 : where.payment - 1} limit 1`;
  if (!row) return undefined;
  return {
    id: row.id,
    order: row.order,
    provider: row.provider,
    providerRef: row.providerRef,
    currency: row.currency,
    askedMinor: BigInt(row.asked ?? "0"),
    authorisedMinor: BigInt(row.authorised),
    capturedMinor: BigInt(row.captured),
    dueMinor: BigInt(row.due),
  };
}

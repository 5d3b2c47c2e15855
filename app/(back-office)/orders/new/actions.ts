"use server";

import { z } from "zod";
import { formState, refusalWords, runAsStaff } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { placeDraft } from "@/lib/orders/commands/place-draft";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { saveDraft } from "@/lib/orders/commands/save-draft";
import { receiveOrderInput } from "@/lib/orders/inputs";
import { type Quote, quoteOrder } from "@/lib/promotions/queries/quote-order";

export type QuoteAnswer =
  | { ok: true; quote: Omit<Quote, "refused">; refused: { code: string; message: string }[] }
  | { ok: false; message: string };

/** What the order on the screen comes to with its promotions, and why a coupon does not hold. */
export async function quoteAction(input: unknown): Promise<QuoteAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = receiveOrderInput.safeParse(input);
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const quote = await quoteOrder(session.actor, session.shop, parsed.data);
  if (isRefusal(quote)) return { ok: false, message: words.sentence(quote) };
  const { refused, ...rest } = quote;
  return {
    ok: true,
    quote: rest,
    refused: refused.map((why) => ({ code: `${why.facts.code}`, message: words.sentence(why) })),
  };
}

const draftRef = z.strictObject({ number: z.string().max(40), version: z.number().int() }).nullable();
const keyOf = z.string().max(64);

/** Places the order on the screen; a draft is written as it stands there and then placed. */
export async function placeOrderAction(input: unknown, draft: unknown, key: unknown): Promise<FormState> {
  const existing = draftRef.parse(draft);
  const idempotencyKey = keyOf.parse(key);
  if (!existing) return formState(await runAsStaff(receiveOrder, input, idempotencyKey));
  return formState(await runAsStaff(placeDraft, { ...asObject(input), ...existing }, idempotencyKey));
}

/** Keeps the order on the screen without placing it. */
export async function saveDraftAction(input: unknown, draft: unknown, key: unknown): Promise<FormState> {
  const existing = draftRef.parse(draft);
  return formState(await runAsStaff(saveDraft, { ...asObject(input), ...(existing ?? {}) }, keyOf.parse(key)));
}

function asObject(input: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(input);
}

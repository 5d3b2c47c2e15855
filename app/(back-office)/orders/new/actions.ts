"use server";

import { z } from "zod";
import { formState, runAsStaff } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { saveDraft } from "@/lib/orders/commands/save-draft";
import { submitDraft } from "@/lib/orders/commands/submit-draft";

const draftRef = z.strictObject({ number: z.string().max(40), version: z.number().int() }).nullable();
const keyOf = z.string().max(64);

/** Places the order on the screen; a draft is written as it stands there and then placed. */
export async function placeOrderAction(input: unknown, draft: unknown, key: unknown): Promise<FormState> {
  const existing = draftRef.parse(draft);
  const idempotencyKey = keyOf.parse(key);
  if (!existing) return formState(await runAsStaff(receiveOrder, input, idempotencyKey));
  const saved = await runAsStaff(saveDraft, { ...asObject(input), ...existing }, `${idempotencyKey}:draft`);
  if (!saved.ok) return formState(saved);
  return formState(await runAsStaff(submitDraft, { number: existing.number }, idempotencyKey));
}

/** Keeps the order on the screen without placing it. */
export async function saveDraftAction(input: unknown, draft: unknown, key: unknown): Promise<FormState> {
  const existing = draftRef.parse(draft);
  return formState(await runAsStaff(saveDraft, { ...asObject(input), ...(existing ?? {}) }, keyOf.parse(key)));
}

function asObject(input: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(input);
}

"use server";

import { z } from "zod";
import { formState, runAsStaff } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { placeDraft } from "@/lib/orders/commands/place-draft";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { saveDraft } from "@/lib/orders/commands/save-draft";

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

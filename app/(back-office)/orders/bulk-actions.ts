"use server";

import { refresh } from "next/cache";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { refusalWords } from "@/lib/action";
import type { Actor } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { run } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { type Refusal, refuse } from "@/lib/core/result";
import { readList } from "@/lib/list/params";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { orderList } from "@/lib/orders/list-spec";
import { numbersMatching } from "@/lib/orders/queries/list-orders";

export type BulkResult = { done: number; skipped: { number: string; reason: string }[] };

// One request does this many; a larger selection is told so instead of half done.
const ordersAtMost = 200;

const chosenInput = z.strictObject({
  query: z.string().max(4000).optional(),
  numbers: z.array(z.string().max(40)).max(ordersAtMost).optional(),
});

/** Approves each selected order by itself: one that cannot be approved does not keep the others back. */
export async function bulkApprove(chosen: unknown): Promise<BulkResult> {
  return each(chosen, (actor, number) => run(approveOrder, actor, { number }));
}

/** Holds each selected order. */
export async function bulkHold(chosen: unknown): Promise<BulkResult> {
  return each(chosen, (actor, number) => run(holdOrder, actor, { number, type: "other" }));
}

async function each(
  chosen: unknown,
  work: (actor: Actor, number: string) => Promise<{ ok: true } | { ok: false; refusal: Refusal }>,
): Promise<BulkResult> {
  const [session, words, locale] = await Promise.all([currentStaff(), refusalWords(), getLocale()]);
  if (!session) return { done: 0, skipped: [{ number: "–", reason: words.sentence(refuse("signed_out")) }] };
  const { query, numbers = [] } = chosenInput.parse(chosen);
  const { actor, shop, staff } = session;
  const now = new Date();
  const state = query === undefined ? undefined : readList(orderList, paramsOf(query));
  const context = {
    timeZone: shop.timeZone,
    today: businessDay(now, shop.timeZone),
    currency: shop.currency,
    staffId: staff.id,
    language: locale,
    now,
  };
  const all = state ? await numbersMatching(state, context, ordersAtMost) : numbers;
  const result: BulkResult = { done: 0, skipped: [] };
  for (const number of all) {
    const outcome = await work(actor, number);
    if (outcome.ok) result.done += 1;
    else result.skipped.push({ number, reason: words.sentence(outcome.refusal) });
  }
  refresh();
  return result;
}

function paramsOf(href: string): Record<string, string[]> {
  const params: Record<string, string[]> = {};
  for (const [name, value] of new URL(href, "http://list").searchParams)
    params[name] = [...(params[name] ?? []), value];
  return params;
}

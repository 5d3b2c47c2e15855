import { connection } from "@/db/client";
import { customerActor } from "@/lib/actor";
import { throttle } from "@/lib/auth/throttle";
import { type Outcome, run } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { currentReturnPolicy } from "@/lib/returns/load-return";
import type { ReturnChanged } from "@/lib/returns/post-return";
import { linkOpens } from "./tracking-link";

/** More than anybody asks, or takes back, for one order, and far less than it takes to fill a queue. */
export const returnTries = throttle("track-return", { tries: 10, seconds: 24 * 60 * 60 });

export type CustomerAsk = {
  lines: { line: number; quantity: number; reason: string; outcome: string }[];
  note: string;
};

/**
 * Asks for a return as the buyer of an order, whom its signed link lets in. The policy decides as it does for staff, and
 * nobody takes what it refuses from here. A link that does not open is told as an order that is not there.
 */
export async function askReturn(
  number: string,
  token: string,
  ask: CustomerAsk,
  idempotencyKey?: string,
): Promise<Outcome<ReturnChanged>> {
  const { sql } = connection();
  if (!linkOpens(number, token)) return { ok: false, refusal: refuse("not_found", { number }) };
  const [{ policy }, [order]] = await Promise.all([
    currentReturnPolicy(connection()),
    sql<
      { name: string }[]
    >`select contact_name as name from orders where number = ${number} and submitted_at is not null`,
  ]);
  if (!order || !policy.selfService) return { ok: false, refusal: refuse("not_found", { number }) };
  const { retryAfterSeconds } = await returnTries.take(number);
  if (retryAfterSeconds !== null)
    return { ok: false, refusal: refuse("too_many_attempts", { minutes: Math.ceil(retryAfterSeconds / 60) }) };
  return run(requestReturn, customerActor(order.name), { number, ...ask }, { idempotencyKey });
}

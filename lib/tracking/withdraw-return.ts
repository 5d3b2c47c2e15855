import { connection } from "@/db/client";
import { customerActor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { cancelReturn } from "@/lib/returns/commands/cancel-return";
import type { ReturnChanged } from "@/lib/returns/post-return";
import { returnTries } from "./ask-return";
import { mayWithdraw } from "./rules/withdraw";
import { linkOpens } from "./tracking-link";

type Found = { name: string; version: number; status: string; given: boolean };

/**
 * Takes a return back as the buyer who asked for it, as long as it is not on its way and nothing was given for it. Whoever
 * sees another version than the buyer did is told so, as is who is late.
 */
export async function withdrawReturn(
  number: string,
  token: string,
  { rma, version }: { rma: string; version: number },
): Promise<Outcome<ReturnChanged>> {
  if (!linkOpens(number, token)) return { ok: false, refusal: refuse("not_found", { number }) };
  const [found] = await connection().sql<Found[]>`
    select o.contact_name as name, r.version, r.status,
      exists (select from return_lines l where l.return_id = r.id and l.refunded + l.exchanged > 0) as given
    from returns r join orders o on o.id = r.order_id where o.number = ${number} and r.number = ${rma}`;
  if (!found) return { ok: false, refusal: refuse("not_found", { number }) };
  const { retryAfterSeconds } = await returnTries.take(number);
  if (retryAfterSeconds !== null)
    return { ok: false, refusal: refuse("too_many_attempts", { minutes: Math.ceil(retryAfterSeconds / 60) }) };
  // What is on its way is withdrawn by a person; the command looks at the same version, so nothing comes between.
  if (!mayWithdraw(found)) return { ok: false, refusal: refuse("return_status", { rma, status: found.status }) };
  return run(cancelReturn, customerActor(found.name), { rma, version });
}

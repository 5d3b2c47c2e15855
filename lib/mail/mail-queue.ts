import { connection } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { pauseAfter } from "./rules/pauses";
import type { Sending } from "./send-mail";

/** Tables of mails on their way; all have the columns of a queue. */
export type MailTable = "report_mails" | "buyer_mails";
export type ClaimedMail = { id: string; attempts: number };

// Longer than composing and every time limit of the connection together.
const silentAfterMinutes = 15;

/** A worker that died while it was sending leaves a mail of which nobody knows whether it arrived: it is not sent again. */
export async function giveUpSilent(table: MailTable, now: Date): Promise<void> {
  const { sql } = connection();
  await sql`
    update ${sql(table)} set status = 'unknown', updated_at = ${now.toISOString()}
    where status = 'sending' and updated_at < ${now.toISOString()}::timestamptz - make_interval(mins => ${silentAfterMinutes})`;
}

/** Takes the next mail for this worker alone, before anything of it is sent. */
export async function claimMail(table: MailTable, now: Date): Promise<ClaimedMail | undefined> {
  const { sql } = connection();
  const [taken] = await sql<ClaimedMail[]>`
    update ${sql(table)} set status = 'sending', attempts = attempts + 1, updated_at = ${now.toISOString()}
    where id = (
      select id from ${sql(table)} where status = 'waiting' and next_at <= ${now.toISOString()}
      order by next_at limit 1 for update skip locked)
      and status = 'waiting'
    returning id, attempts`;
  return taken;
}

export type Settled = { status: "sent" | "waiting" | "unknown" | "dropped"; reason: string };

/** What becomes of a mail by what became of its sending: what failed for certain waits for another try. */
export function settledBy(sending: Sending): Settled {
  if (sending.kind === "sent") return { status: "sent", reason: "" };
  return { status: sending.kind === "unknown" ? "unknown" : "waiting", reason: sending.reason };
}

/** What failed waits longer each time, and after the last pause is given up. */
export async function settleMail(
  table: MailTable,
  { id, attempts }: ClaimedMail,
  { status, reason }: Settled,
  now: Date,
  tx?: Tx,
): Promise<void> {
  const { sql } = tx ?? connection();
  const pause = pauseAfter(attempts);
  const given = status === "waiting" && pause === null ? "failed" : status;
  const next = new Date(now.getTime() + (pause ?? 0) * 60_000).toISOString();
  await sql`
    update ${sql(table)} set status = ${given}, reason = ${reason}, next_at = ${next}, updated_at = ${now.toISOString()}
    where id = ${id} and status = 'sending'`;
}

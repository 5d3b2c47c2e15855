import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import type { MailedReport, Rhythm } from "../rules/schedule";

export type MailStatus = "waiting" | "sending" | "sent" | "failed" | "unknown" | "dropped";
export type SubscriptionRow = {
  id: string;
  report: MailedReport;
  rhythm: Rhythm;
  hour: number;
  nextAt: string;
  /** What became of the latest mail; null before the first. */
  last: MailState | null;
};
export type MailState = {
  status: MailStatus;
  period: string;
  attempts: number;
  reason: string;
  at: string;
  nextAt: string;
};
export type MailTrouble = MailState & { person: string; report: MailedReport };

const state = `'status', m.status, 'period', m.period, 'attempts', m.attempts, 'reason', m.reason, 'at', m.updated_at, 'nextAt', m.next_at`;

/** The reports that a person gets by mail. */
export async function listSubscriptions(actor: Actor): Promise<SubscriptionRow[]> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  return sql<SubscriptionRow[]>`
    select s.id, s.report, s.rhythm, s.hour, to_json(s.next_at) #>> '{}' as "nextAt",
      (select json_build_object(${sql.unsafe(state)}) from report_mails m where m.subscription_id = s.id order by m.period desc limit 1) as last
    from report_subscriptions s where s.staff_id::text = ${actor.id} order by s.report, s.rhythm`;
}

const shown = 20;

/** Mails of the last days that did not arrive, or of which nobody knows, newest first: for who looks after the mail server. */
export async function listMailTroubles(actor: Actor, now: Date): Promise<MailTrouble[]> {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  const { sql } = connection();
  const rows = await sql<{ trouble: MailTrouble }[]>`
    select json_build_object('person', p.name, 'report', s.report, ${sql.unsafe(state)}) as trouble
    from report_mails m join report_subscriptions s on s.id = m.subscription_id join staff p on p.id = s.staff_id
    where (m.status in ('failed', 'unknown') or m.status = 'waiting' and m.attempts > 0) and m.updated_at > ${now.toISOString()}::timestamptz - interval '14 days'
    order by m.updated_at desc limit ${shown}`;
  return rows.map(({ trouble }) => trouble);
}

import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import type { ExceptionEventKind } from "../rules/types";
import { type ExceptionRow, exceptionColumns, exceptionsJoined } from "./list-exceptions";

export type ExceptionDetail = ExceptionRow & {
  version: number;
  events: { seq: number; kind: ExceptionEventKind; data: Record<string, unknown>; by: string; at: string }[];
  /** Whom to ask, where it is about an order. */
  contact: { name: string; email: string | null; phone: string | null; locale: string | null; country: string } | null;
};

const eventsShown = 200;

/** One exception with its history and whom to ask; null when there is none of the number. */
export async function getException(actor: Actor, number: number): Promise<ExceptionDetail | null> {
  assert(may(actor, "exceptions.read"), `${actor.role} may not exceptions.read`);
  const { sql } = connection();
  const [row] = await sql<ExceptionDetail[]>`
    select ${exceptionColumns(sql)}, e.version,
      case when o.id is not null then jsonb_build_object('name', o.contact_name, 'email', o.contact_email, 'phone', o.contact_phone,
        'locale', c.locale, 'country', o.country) end as contact,
      (select coalesce(jsonb_agg(to_jsonb(v) order by v.seq desc), '[]') from (
        select seq, kind, data, actor_name as by, at from exception_events where exception_id = e.id order by seq desc limit ${eventsShown}) v) as events
    from ${exceptionsJoined(sql)} left join customers c on c.id = o.customer_id
    where e.number = ${number}`;
  return row ?? null;
}

import { exceptionEvents } from "@/db/schema/exceptions";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { insertRows } from "@/lib/rows";
import type { Before } from "./inputs";
import type { ExceptionEventKind, ExceptionType } from "./rules/types";

export type LockedException = {
  id: string;
  number: number;
  type: ExceptionType;
  subjectKey: string;
  order: string | null;
  orderId: string | null;
  stage: string | null;
  facts: Record<string, unknown>;
  version: number;
  ownerId: string | null;
  owner: string | null;
  snoozedUntil: string | null;
  open: boolean;
};

/** Locks the exceptions a command is about, always in the same sequence, so that two people's selections never cross. */
export async function lockExceptions(tx: Tx, numbers: readonly number[]): Promise<LockedException[]> {
  return tx.sql<LockedException[]>`
    select e.id, e.number, e.type, e.subject_key as "subjectKey", o.number as order, e.order_id as "orderId", o.stage, e.facts, e.version,
      e.owner_id as "ownerId", s.email as owner, to_jsonb(e.snoozed_until) #>> '{}' as "snoozedUntil", e.closed_at is null as open
    from exceptions e left join orders o on o.id = e.order_id left join staff s on s.id = e.owner_id
    where e.number = any(${[...numbers]}::int[]) order by e.id for update of e`;
}

/** Writes one event for each, with the number that follows; gives what takes the change back. */
export async function noteEvents(
  { tx, actor, now }: CommandContext,
  found: readonly LockedException[],
  kind: ExceptionEventKind,
  dataOf: (exception: LockedException) => Record<string, unknown> = () => ({}),
): Promise<Before[]> {
  if (found.length === 0) return [];
  await tx.sql`update exceptions set version = version + 1 where id = any(${found.map(({ id }) => id)}::uuid[])`;
  await insertRows(
    tx,
    exceptionEvents,
    found.map((exception) => ({
      exceptionId: exception.id,
      seq: exception.version + 1,
      kind,
      data: dataOf(exception),
      actorType: actor.type,
      actorName: actor.name,
      at: now,
    })),
  );
  return found.map(({ number, version, owner, snoozedUntil }) => ({
    number,
    version: version + 1,
    owner,
    snoozedUntil,
  }));
}

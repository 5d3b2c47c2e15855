import { defineCommand } from "@/lib/command";
import { type Before, restoreExceptionsInput } from "../inputs";
import { type LockedException, lockExceptions, noteEvents } from "../lock-exceptions";
import type { ExceptionEventKind } from "../rules/types";

/**
 * Takes back what was just done: owner, snooze and closing by hand are as they were before. Each that somebody touched
 * since, or whose cause has gone or come anew meanwhile, stays as it is now.
 */
export const restoreExceptions = defineCommand({
  name: "exceptions.restore",
  permission: "exceptions.work",
  input: restoreExceptionsInput,
  refusals: [],
  async run(context, { items }) {
    const { sql } = context.tx;
    const wanted = new Map(items.map((item) => [item.number, item]));
    const locked = await lockExceptions(context.tx, [...wanted.keys()]);
    const found = locked.filter(({ number, version }) => wanted.get(number)?.version === version);
    const rows = found.flatMap(({ id, number }) => {
      const item = wanted.get(number);
      return item ? [{ id, owner: item.owner, until: item.snoozedUntil }] : [];
    });
    const restored = await sql<{ id: string; name: string | null }[]>`
      with wanted as (
        select w.id, w.until, s.id as owner_id, s.name
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) w (id uuid, owner text, until timestamptz)
        left join staff s on lower(s.email) = lower(w.owner)
      )
      update exceptions e set owner_id = w.owner_id, snoozed_until = w.until, closed_at = null, closed_because = null, muted = false
      from wanted w
      where e.id = w.id and (e.closed_at is null or not exists (
        select 1 from exceptions other where other.type = e.type and other.subject_kind = e.subject_kind
          and other.subject_key = e.subject_key and other.closed_at is null))
      returning e.id, w.name`;
    const names = new Map(restored.map(({ id, name }) => [id, name]));
    const back = found.filter(({ id }) => names.has(id));
    for (const [kind, those] of Map.groupBy(back, (each) => changeOf(each, wanted.get(each.number)))) {
      await noteEvents(context, those, kind, ({ id, number }) => {
        if (kind === "assigned") return { to: names.get(id) ?? null };
        return kind === "snoozed" ? { until: wanted.get(number)?.snoozedUntil } : {};
      });
    }
    return { changed: back.length };
  },
});

function changeOf(exception: LockedException, item: Before | undefined): ExceptionEventKind {
  if (!exception.open) return "reopened";
  if (exception.owner !== (item?.owner ?? null)) return "assigned";
  return item?.snoozedUntil ? "snoozed" : "woken";
}

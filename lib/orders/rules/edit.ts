import { type Refusal, refuse } from "@/lib/core/result";

/** One field of an order before and after, as its event tells it. */
export type FieldChange = { field: string; before: unknown; after: unknown };
/** What somebody else changed since the form was opened, oldest first. */
export type Edit = { by: string; changes: readonly FieldChange[] };
/** A field that two people gave different values. */
export type Conflict = { field: string; yours: unknown; theirs: unknown; by: string };

/**
 * What of a form is a change of its sender, seen from what the form was filled with: fields others changed meanwhile keep
 * their values where the sender left them as they were. Refuses with "edit_conflict" where both changed the same field,
 * with both values side by side.
 */
export function mergeEdit(
  wanted: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  edits: readonly Edit[],
): FieldChange[] | Refusal<"edit_conflict"> {
  const others = new Map<string, { shown: unknown; by: string }>();
  for (const { by, changes } of edits)
    for (const { field, before } of changes)
      others.set(field, { shown: others.has(field) ? others.get(field)?.shown : before, by });
  const changes: FieldChange[] = [];
  const conflicts: Conflict[] = [];
  for (const [field, after] of Object.entries(wanted)) {
    const other = others.get(field);
    if (sameField(field, after, now[field]) || (other && sameField(field, after, other.shown))) continue;
    if (other) conflicts.push({ field, yours: after ?? null, theirs: now[field] ?? null, by: other.by });
    else changes.push({ field, before: now[field] ?? null, after: after ?? null });
  }
  return conflicts.length > 0 ? refuse("edit_conflict", { conflicts }) : changes;
}

// A form shows a promise to the minute: one that comes back without its seconds was not touched.
function sameField(field: string, a: unknown, b: unknown): boolean {
  if (field !== "promisedAt" || !a || !b) return same(a, b);
  const minute = (value: unknown) =>
    Math.floor(new Date(String(value instanceof Date ? value.toISOString() : value)).getTime() / 60_000);
  return minute(a) === minute(b);
}

/** Whether two values of a field are the same once they are written down. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

// An address comes back from the database with its parts in another order.
function sorted(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return value;
  return Object.entries(value)
    .filter(([, part]) => part !== "" && part !== null && part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

export type FieldChange = { field: string; before: unknown; after: unknown };

/** What differs between two states of a record, field by field, as the audit keeps it. */
export function changesOf<T extends Record<string, unknown>>(before: T, after: T): FieldChange[] {
  return Object.keys(after)
    .filter((field) => text(before[field]) !== text(after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** Money differs by value, not by how many zeros it is written with. */
function text(value: unknown): string {
  if (typeof value === "string" && /^\d+\.\d+$/.test(value)) return JSON.stringify(value.replace(/\.?0+$/, ""));
  return JSON.stringify(value ?? null);
}

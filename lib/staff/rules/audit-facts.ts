/** One thing that an audit entry says: what it is about, and the value, or the values before and after. */
export type AuditFact = { path: string[]; before?: unknown; after: unknown };

type Facts = Readonly<Record<string, unknown>>;

/** What an entry wrote down, thing by thing; of states before and after only what differs. */
export function auditFacts(action: string, facts: Facts): AuditFact[] {
  const { before, after, from, to, ...others } = facts;
  const rest = Object.entries(others).flatMap(([name, value]) =>
    // A shop's change is written as pairs; elsewhere two values are a list.
    action === "settings.shop_changed" && Array.isArray(value) && value.length === 2
      ? changes([name], value[0], value[1])
      : stated(name === "product" || name === "variants" ? [] : [name], value),
  );
  const ends = to === undefined ? stated(["from"], from) : changes([], from, to);
  return [...changes([], before, after), ...ends, ...rest];
}

const isRecord = (value: unknown): value is Facts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is stated of a state: records field by field, lists of changes change by change. */
function stated(path: string[], value: unknown): AuditFact[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    if (!value.some(isRecord)) return value.length > 0 ? [{ path, after: value }] : [];
    return value.flatMap((item) => (isRecord(item) ? ofItem(path, item) : [{ path, after: item }]));
  }
  return isRecord(value)
    ? Object.entries(value).flatMap(([name, inner]) => stated([...path, name], inner))
    : [{ path, after: value }];
}

function ofItem(path: string[], item: Facts): AuditFact[] {
  if (typeof item.field === "string") return [{ path: [...path, item.field], before: item.before, after: item.after }];
  if (typeof item.sku === "string") return stated([item.sku], item.changes);
  return [{ path, after: Object.values(item).join(" ") }];
}

function changes(path: string[], before: unknown, after: unknown): AuditFact[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ path, before: before ?? null, after: after ?? null }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => changes([...path, name], before[name], after[name]));
}

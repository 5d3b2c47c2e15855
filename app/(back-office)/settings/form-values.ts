/** A field as typed; a field the form does not have is blank. */
export function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

/** A checkbox or switch: sent only when it is on. */
export function flag(data: FormData, name: string): boolean {
  return data.get(name) !== null;
}

/** A choice whose first entry is "none". */
export function choice(data: FormData, name: string): string | null {
  return text(data, name) || null;
}

/** Prefixes of the rows of a repeated group: fields "limits.0.amount", "limits.1.amount" → "limits.0", "limits.1". */
export function rows(data: FormData, group: string): string[] {
  const indices = new Set<number>();
  for (const name of data.keys()) {
    if (!name.startsWith(`${group}.`)) continue;
    const index = /^\d{1,3}/.exec(name.slice(group.length + 1))?.[0];
    if (index !== undefined) indices.add(Number(index));
  }
  return [...indices].sort((a, b) => a - b).map((index) => `${group}.${index}`);
}

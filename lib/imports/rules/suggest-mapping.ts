import { simplified } from "@/lib/core/simplified";
import { commonNames, type Mapping, type OrderField } from "./fields";
import type { Source } from "./reading";

/** How sure a suggestion is: the source's own name for it, a name many use, a name that contains one. */
export type Confidence = "sure" | "likely" | "guess";
export type Suggestion = { field: OrderField; confidence: Confidence };

/** What each column probably means, by column index; no meaning is given twice. */
export function suggestMapping(source: Source, header: readonly string[]): Map<number, Suggestion> {
  const names = header.map((name) => normalName(name));
  const suggested = new Map<number, Suggestion>();
  const taken = new Set<OrderField>();
  const claim = (confidence: Confidence, fieldsOf: (name: string) => readonly OrderField[]) => {
    for (const [index, name] of names.entries()) {
      if (suggested.has(index) || name === "") continue;
      const field = fieldsOf(name).find((candidate) => !taken.has(candidate));
      if (!field) continue;
      suggested.set(index, { field, confidence });
      taken.add(field);
    }
  };
  claim("sure", lookUp(source.names));
  // A known shop's other columns have other meanings, whatever they are called.
  if (source.name !== "generic") return suggested;
  const common = lookUp(commonNames);
  // A name of one meaning goes first: beside "item", "name" is a person's.
  claim("likely", (name) => (common(name).length === 1 ? common(name) : []));
  claim("likely", common);
  claim("guess", containing(commonNames));
  return suggested;
}

export function mappingOf(suggestions: ReadonlyMap<number, Suggestion>): Mapping {
  return Object.fromEntries([...suggestions].map(([index, { field }]) => [String(index), field]));
}

type Names = Readonly<Partial<Record<OrderField, readonly string[]>>>;

function lookUp(names: Names): (name: string) => readonly OrderField[] {
  const byName = new Map<string, OrderField[]>();
  for (const [field, list] of Object.entries(names)) {
    for (const name of list) byName.set(name, [...(byName.get(name) ?? []), field as OrderField]);
  }
  return (name) => byName.get(name) ?? [];
}

function containing(names: Names): (name: string) => readonly OrderField[] {
  const all = Object.entries(names).flatMap(([field, list]) =>
    list.map((name) => ({ field: field as OrderField, name })),
  );
  all.sort((a, b) => b.name.length - a.name.length);
  return (name) =>
    all.filter((entry) => entry.name.length >= 3 && name.includes(entry.name)).map((entry) => entry.field);
}

/** Header names as they are compared: lower case, simplified, one blank, underscores and dots as blanks. */
export function normalName(name: string): string {
  return simplified(name)
    .trim()
    .toLowerCase()
    .replace(/[\s_.]+/g, " ")
    .trim();
}

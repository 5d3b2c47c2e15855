import { normalName } from "../suggest-mapping";

/** How many of the names that only this shop's exports have are there, 0 to 1. */
export function shareOf(header: readonly string[], telling: readonly string[]): number {
  const names = new Set(header.map(normalName));
  return telling.filter((name) => names.has(normalName(name))).length / telling.length;
}

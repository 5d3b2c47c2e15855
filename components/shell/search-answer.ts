/** What `GET /api/internal/search?q=` answers: where an exact number leads, and what else is found. */
export type SearchAnswer = {
  exact?: { href: string };
  groups: {
    kind: "order" | "customer" | "variant";
    items: { key: string; title: string; detail?: string; href: string }[];
  }[];
};

export const searchKey = (query: string) => ["search", query] as const;

/** One Latin letter finds half the shop; one Chinese character may be a name. */
export function isWorthSearching(query: string): boolean {
  return query.length >= 2 || /\p{Script=Han}/u.test(query);
}

export async function fetchFound(query: string, signal: AbortSignal): Promise<SearchAnswer> {
  const answer = await fetch(`/api/internal/search?q=${encodeURIComponent(query)}`, { signal });
  if (!answer.ok) throw new Error(`search answered ${answer.status}`);
  return answer.json();
}

/**
 * Where to go after signing in: a path of this site, or "/". Anything that a browser could read as another site's
 * address ("//evil", "/\evil", a scheme, a line break) and the sign-in pages themselves lead home instead.
 */
export function safeNext(next: string | string[] | null | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2000) return "/";
  if (/^\/[/\\]|[\\\p{Cc}]/u.test(next)) return "/";
  const base = "http://here.invalid";
  const url = URL.parse(next, base);
  if (url?.origin !== base) return "/";
  const path = url.pathname + url.search + url.hash;
  if (path.startsWith("//") || /^\/(?:sign-in|setup|invite|api)(?:[/?#]|$)/.test(path)) return "/";
  return path;
}

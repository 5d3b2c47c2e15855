const A_YEAR = 365 * 24 * 60 * 60;

/** A choice of how things look, kept in this browser. Nothing secret goes here. */
export function setCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${A_YEAR}; samesite=lax`;
}

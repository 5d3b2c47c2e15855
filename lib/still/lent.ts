type Lent = { text: string; at: number };

// A page's two renderings on the server are bundled apart: what one lends the other lies on globalThis.
const held = globalThis as { countinghouseLent?: Map<string, Lent>; countinghouseGiven?: Map<string, string> };

const forgottenAfterMs = 30_000;

/** Lends a text to the rendering that writes this page's HTML, which takes it once. */
export function lend(name: string, text: string): void {
  held.countinghouseLent ??= new Map();
  const lent = held.countinghouseLent;
  const now = Date.now();
  // A reader who went away before the HTML was written never took his.
  for (const [oldest, { at }] of lent) {
    if (now - at < forgottenAfterMs) break;
    lent.delete(oldest);
  }
  lent.set(name, { text, at: now });
}

/** Gives a text that many pages hold, for as long as the process lives. */
export function giveForGood(name: string, text: string): void {
  held.countinghouseGiven ??= new Map();
  held.countinghouseGiven.set(name, text);
}

/** What was lent or given under this name; null in a browser, and where it was taken or forgotten. */
export function take(name: string): string | null {
  const lent = held.countinghouseLent?.get(name);
  if (!lent) return held.countinghouseGiven?.get(name) ?? null;
  held.countinghouseLent?.delete(name);
  return lent.text;
}

/** Where the parcel's number stands in a carrier's address. */
export const numberMark = "{number}";

const longestUrl = 300;
const longestFormat = 120;
/** A range reads back and forth: with more of them one number could take long. */
const rangesAtMost = 2;

/**
 * Whether a text is an address of a tracking page: https, a host with a name, no user or port to hide behind, and
 * `{number}` once, behind the host. The database checks the least of it again.
 */
export function isTrackingUrl(text: string): boolean {
  if (text.length > longestUrl || /\s/.test(text)) return false;
  const parts = text.split(numberMark);
  if (parts.length !== 2 || parts.join("").match(/[{}<>"'`\\]/)) return false;
  const [one, other] = ["0", "1"].map((number) => URL.parse(parts.join(number)));
  if (!one || !other || one.protocol !== "https:" || one.username || one.password || one.port) return false;
  return (
    one.host === other.host &&
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(one.host) &&
    parts[0]?.includes(`${one.host}/`) === true
  );
}

/** The page on which a parcel is followed; null where its carrier has none or it has no number. */
export function carrierLink(url: string, number: string): string | null {
  return url === "" || number === "" ? null : url.replace(numberMark, () => encodeURIComponent(number));
}

/**
 * What a carrier's numbers look like, as a merchant writes it: `#` a digit, `@` a letter, `*` either, other characters
 * themselves, `{13}` or `{12-15}` so many of the one before, and a comma between kinds. Null where it says nothing or
 * cannot be read. No more can be said than is quick to look at, whoever wrote it.
 */
export function readTrackingFormat(text: string): RegExp | null {
  const kinds = text.split(/[,，]/).map((kind) => kind.trim());
  if (text.length > longestFormat || kinds.some((kind) => kind === "")) return null;
  const parts = kinds.map(readKind);
  return parts.includes(null) ? null : new RegExp(`^(?:${parts.join("|")})$`, "i");
}

const classes: Readonly<Record<string, string>> = { "#": "[0-9]", "@": "[A-Z]", "*": "[0-9A-Z]" };

function readKind(kind: string): string | null {
  let rest = kind;
  let ranges = 0;
  let pattern = "";
  while (rest !== "") {
    const found = /^([#@*A-Za-z0-9-])(?:\{(\d{1,2})(?:-(\d{1,2}))?\})?/.exec(rest);
    if (!found) return null;
    const [whole, character = "", least, most] = found;
    if (least !== undefined && (Number(least) < 1 || Number(most ?? least) < Number(least))) return null;
    if (most !== undefined && most !== least) ranges += 1;
    pattern += (classes[character] ?? character) + (least === undefined ? "" : `{${least},${most ?? least}}`);
    rest = rest.slice(whole.length);
  }
  return ranges > rangesAtMost ? null : pattern;
}

/** Whether a number does not look like its carrier's: a slip, or another carrier's. Never a reason to keep a parcel back. */
export function looksOdd(format: string, number: string): boolean {
  if (format === "" || number === "") return false;
  return readTrackingFormat(format)?.test(number.replaceAll(/\s/g, "")) === false;
}

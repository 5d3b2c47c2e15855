export type TextProblem = "control_character" | "bidi_override" | "broken_unicode";

/** Bad input, named so that a form can word it. */
export class TextError extends Error {
  override readonly name = "TextError";
  readonly reason: TextProblem;

  constructor(reason: TextProblem) {
    super(reason);
    this.reason = reason;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

/**
 * What is wrong with a text that people or files send, or null. PostgreSQL cannot store NUL; other control characters
 * break labels and files; direction overrides make a name or an address read as another one.
 */
export function textProblem(text: string): TextProblem | null {
  if (CONTROL.test(text)) return "control_character";
  if (BIDI.test(text)) return "bidi_override";
  return text.isWellFormed() ? null : "broken_unicode";
}

const CONTROLS = new RegExp(CONTROL.source, "g");

/** What an address says, as far as anybody could have typed it: what no database can be asked about is dropped. */
export function typedText(text: string | null, longest: number): string {
  return (text ?? "").replace(CONTROLS, "").slice(0, longest);
}

/** One line of text: trimmed, runs of blanks made one, in composed form. Refuses what `textProblem` finds. */
export function cleanText(text: string): string {
  return checked(text).replace(/\s+/gu, " ").trim();
}

/** Several lines, as in a note or an address: line ends become "\n", blanks at the ends of lines go. */
export function cleanLines(text: string): string {
  return checked(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+$/gmu, "")
    .trim();
}

function checked(text: string): string {
  const problem = textProblem(text);
  if (problem) throw new TextError(problem);
  return text.replace(INVISIBLE, "").normalize("NFC");
}

/**
 * A phone number to compare by: "+" and digits, or digits. Null when it is none (letters, masked as 138****1234, too
 * short). An international prefix 00 becomes "+"; an extension is left away.
 */
export function normalisePhone(text: string): string | null {
  const typed = text
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s*(?:ext\.?|x|#|转)\s*\d+\s*$/i, "")
    .trim();
  if (!/^\+?[\d\s().\-/]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, "");
  if (digits.length < 5 || digits.length > 17) return null;
  if (typed.startsWith("+")) return `+${digits}`;
  return digits.startsWith("00") ? `+${digits.slice(2)}` : digits;
}

/** The last digits of a phone number, which is what people read out to be found by (手机尾号). Null without enough digits. */
export function phoneTail(text: string, length = 4): string | null {
  const digits = text.normalize("NFKC").replace(/\D/g, "");
  return digits.length < length ? null : digits.slice(-length);
}

/** An e-mail address to compare by: lower case, or null when it is none. */
export function normaliseEmail(text: string): string | null {
  const typed = text.normalize("NFKC").trim().toLowerCase();
  if (typed.length > 254 || textProblem(typed)) return null;
  return /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(typed)
    ? typed
    : null;
}

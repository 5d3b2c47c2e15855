/** A stretch of text in one font. `face` is its place in the list of fonts. */
export type Run = { readonly face: number; readonly text: string };

/** What a text has that no font has: it is printed as "?", never as an empty box. */
export const REPLACEMENT = "?";

/** Joiners, variation selectors, marks of direction: they print nothing of their own. */
const SILENT = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Cuts a text into runs by font. A word stays in one font, the first that has all of it; a word that holds Chinese takes
 * the last, the Chinese one, because quotes and dots differ between the two. Where no font has a whole word, each letter
 * takes the first that has it. `missing` is true when a replacement was needed.
 */
export function runsOf(text: string, faces: readonly ReadonlySet<number>[]): { runs: Run[]; missing: boolean } {
  const runs: { face: number; text: string }[] = [];
  let missing = false;
  const add = (face: number, piece: string): void => {
    const last = runs.at(-1);
    if (last && last.face === face) last.text += piece;
    else runs.push({ face, text: piece });
  };
  for (const word of printable(text).match(/\s+|[^\s]+/gu) ?? []) {
    const has = (face: ReadonlySet<number>): boolean => hasAll(face, word);
    const whole = IDEOGRAPHIC.test(word) ? faces.findLastIndex(has) : faces.findIndex(has);
    if (whole !== -1) {
      add(whole, word);
      continue;
    }
    for (const { segment } of GRAPHEMES.segment(word)) {
      const face = faces.findIndex((candidate) => hasAll(candidate, segment));
      if (face === -1) missing = true;
      add(Math.max(face, 0), face === -1 ? REPLACEMENT : segment);
    }
  }
  return { runs, missing };
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** An emoji of several joined parts is one character to its reader, and becomes one replacement. */
function printable(text: string): string {
  let composed = text.normalize("NFC");
  if (composed.search(SILENT) !== -1) {
    const kept = Array.from(GRAPHEMES.segment(composed), ({ segment }) =>
      /\p{Extended_Pictographic}/u.test(segment) ? Array.from(segment)[0] : segment.replace(SILENT, ""),
    );
    composed = kept.join("");
  }
  return composed.replace(/[\s\p{Cc}]/gu, " ");
}

function hasAll(face: ReadonlySet<number>, text: string): boolean {
  for (const character of text) if (!face.has(character.codePointAt(0) as number)) return false;
  return true;
}

const OPENING = /[([{（［｛〈《「『【〔“‘]$/u;
const CLOSING = /^[)\]}）］｝〉》」』】〕”’、。，．：；！？,.:;!?%％…·・ー]/u;
const IDEOGRAPHIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/**
 * Pieces between which a line may break: after blanks and hyphens, and between Chinese characters, except that closing
 * marks begin no line and opening ones end none.
 */
export function* breakable(text: string): Generator<string> {
  let piece = "";
  let previous = "";
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (piece !== "" && mayBreak(piece, previous, segment)) {
      yield piece;
      piece = "";
    }
    piece += segment;
    previous = segment;
  }
  if (piece !== "") yield piece;
}

function mayBreak(piece: string, before: string, after: string): boolean {
  if (after === " ") return false;
  if (before === " ") return true;
  if (CLOSING.test(after) || OPENING.test(before)) return false;
  if (/[-/–—]$/.test(before)) return piece !== before && /[\p{L}\p{N}]/u.test(after);
  return IDEOGRAPHIC.test(before) || IDEOGRAPHIC.test(after);
}

/**
 * Lines of a text within a width; a word that is wider than the line is cut where it must be. Stops at `most` lines, so
 * that a text of any length costs no more than what is printed of it.
 */
export function wrap(
  text: string,
  width: number,
  measure: (text: string) => number,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let line = "";
    let used = 0;
    for (const piece of breakable(paragraph.replace(/\s+/gu, " ").trim())) {
      for (const part of cut(piece, width, measure)) {
        if (line !== "" && used + measure(part.trimEnd()) > width) {
          lines.push(line.trimEnd());
          if (lines.length >= most) return lines;
          line = "";
          used = 0;
        }
        line += part;
        used += measure(part);
      }
    }
    lines.push(line.trimEnd());
    if (lines.length >= most) return lines;
  }
  return lines;
}

/** The longest word that is measured whole: none of a language is longer, and no line holds more. */
const LONGEST_WORD = 200;

function* cut(word: string, width: number, measure: (text: string) => number): Generator<string> {
  if (word.length <= LONGEST_WORD && measure(word.trimEnd()) <= width) {
    yield word;
    return;
  }
  let part = "";
  let used = 0;
  for (const { segment } of GRAPHEMES.segment(word)) {
    const wide = measure(segment);
    if (part !== "" && used + wide > width) {
      yield part;
      part = "";
      used = 0;
    }
    part += segment;
    used += wide;
  }
  yield part;
}

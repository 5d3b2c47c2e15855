import { Converter } from "opencc-js";
import { glossaries, glossary } from "./glossary";

export type Texts = { readonly [key: string]: string | Texts };

const openCc = Converter({ from: "cn", to: "twp" });

/** A simplified text as Taiwan writes it. Names of arguments and tags are ASCII, which neither step changes. */
export function traditional(text: string, file = ""): string {
  const words = { ...glossary, ...glossaries[file] };
  return openCc(text).replace(patternOf(file, words), (found) => words[found] ?? found);
}

/** A file of texts, each in its place. */
export function traditionalTexts(texts: Texts, file: string): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === "string" ? traditional(text, file) : traditionalTexts(text, file),
    ]),
  );
}

const patterns = new Map<string, RegExp>();

/** Any word of a glossary, the longest first. */
function patternOf(file: string, words: Readonly<Record<string, string>>): RegExp {
  const known = patterns.get(file);
  if (known) return known;
  const longestFirst = Object.keys(words).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((word) => RegExp.escape(word)).join("|"), "g");
  patterns.set(file, pattern);
  return pattern;
}

/**
 * The same function, that answers the same words a second time with what it made before: making a format of the platform
 * costs more than a hundred uses of it. For few and small answers, since all are kept.
 */
export function kept<Words extends readonly string[], Made>(
  make: (...words: Words) => Made,
): (...words: Words) => Made {
  const made = new Map<string, Made>();
  return (...words) => {
    const key = words.join("\n");
    let known = made.get(key);
    if (known === undefined) {
      known = make(...words);
      made.set(key, known);
    }
    return known;
  };
}

/** Names of countries in a language. */
export const countryNames = kept((locale) => new Intl.DisplayNames([locale], { type: "region" }));

/** "a, b and c" in a language. */
export const listFormat = kept((locale) => new Intl.ListFormat(locale, { type: "conjunction", style: "short" }));

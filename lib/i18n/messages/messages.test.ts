import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { type Locale, locales } from "@/lib/i18n/locales";
import { messagesByLocale, type Namespace } from "./all";

type Texts = { [key: string]: string | Texts };

const root = path.resolve(import.meta.dirname, "../../..");
const namespaces = Object.keys(messagesByLocale.en) as Namespace[];

function flat(texts: Texts, before = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [[before + key, text] as [string, string]] : flat(text, `${before}${key}.`),
  );
}

function textsOf(locale: Locale, namespace: Namespace): Map<string, string> {
  return new Map(flat(messagesByLocale[locale][namespace] as Texts));
}

/** Names of the arguments and tags in a message. A plural need not be one in every language, its number must appear. */
function argumentsOf(message: string): string[] {
  const found = new Set([...message.matchAll(/<(\w+)>/g)].map(([tag]) => tag));
  const read = (text: string) => {
    for (const inner of braced(text)) {
      const [name = "", kind, ...choices] = inner.split(",");
      found.add(name.trim());
      if (kind) for (const choice of braced(choices.join(","))) read(choice);
    }
  };
  read(message);
  return [...found].sort();
}

/** What stands between each outermost pair of braces. */
function braced(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [at, sign] of [...text].entries()) {
    if (sign === "{" && depth++ === 0) start = at + 1;
    if (sign === "}" && --depth === 0) parts.push([...text].slice(start, at).join(""));
  }
  return parts;
}

describe.each(locales.filter((locale) => locale !== "en"))("%s", (locale) => {
  test.each(namespaces)("has every text of %s, with the same arguments", (namespace) => {
    const english = textsOf("en", namespace);
    const translated = textsOf(locale, namespace);
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      expect(argumentsOf(translated.get(key) ?? ""), `${namespace}.${key}`).toEqual(argumentsOf(text));
    }
  });

  test.each(namespaces)("leaves no text of %s empty", (namespace) => {
    const empty = [...textsOf(locale, namespace)].filter(([, text]) => text.trim() === "").map(([key]) => key);
    expect(empty).toEqual([]);
  });
});

describe.each(locales)("%s", (locale) => {
  test.each(namespaces)("every text of %s can be parsed", (namespace) => {
    const t = createTranslator({
      locale,
      messages: messagesByLocale[locale],
      onError: (error) => {
        // An argument that is not given here says that the text was read as far as its arguments.
        if (error.code !== "FORMATTING_ERROR") throw error;
      },
    });
    for (const key of textsOf(locale, namespace).keys()) t(`${namespace}.${key}` as never);
  });
});

test("every file of messages is registered, in every language", () => {
  for (const locale of locales) {
    const files = readdirSync(path.join(import.meta.dirname, locale)).map((file) => file.replace(/\.json$/, ""));
    expect(files.sort()).toEqual([...namespaces].sort());
  }
});

test("no namespace is unused", () => {
  const used = new Set<string>();
  const asked =
    /(?:getTranslations|useTranslations|createTranslator)\S*\(\s*"([\w-]+)|namespace: "([\w-]+)|namespaces=\{\[([^\]]*)\]/g;
  for (const file of sources(["app", "components", "lib"])) {
    for (const [, name, option, listed] of readFileSync(file, "utf8").matchAll(asked)) {
      for (const found of [name, option, ...(listed?.match(/[\w-]+/g) ?? [])]) if (found) used.add(found);
    }
  }
  expect(namespaces.filter((namespace) => !used.has(namespace))).toEqual([]);
});

function sources(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
}

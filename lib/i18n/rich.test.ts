import { expect, it } from "vitest";
import { readSources } from "@/lib/testing/source-files";
import { locales } from "./locales";

type Messages = { [key: string]: string | Messages };
const catalogues = import.meta.glob<Messages>("./messages/*/*.json", { eager: true, import: "default" });

/** The text of "namespace.a.b" in a language, undefined where there is none. */
function textOf(locale: string, address: string): string | undefined {
  const [namespace, ...keys] = address.split(".");
  let at: Messages | string | undefined = catalogues[`./messages/${locale}/${namespace}.json`];
  for (const key of keys) at = typeof at === "object" ? at[key] : undefined;
  return typeof at === "string" ? at : undefined;
}

const uses = readSources()
  .filter(({ path }) => path.endsWith(".tsx"))
  .flatMap(({ path, text: source }) => {
    const namespaces = [...source.matchAll(/Translations\("([\w.]+)"\)/g)].map(([, namespace]) => namespace as string);
    return [...source.matchAll(/\.rich\(\s*"([\w.]+)",\s*\{(.*?)\}\s*\)/gs)].flatMap(([, key, values]) =>
      [...(values ?? "").matchAll(/(\w+): \([^)]*\) =>/g)].map(([, name]) => ({
        path,
        key: key as string,
        name: name as string,
        addresses: namespaces.map((namespace) => `${namespace}.${key}`),
      })),
    );
  });

it("what is put into a text as a part of the page has its place there as a tag", () => {
  expect(uses.length).toBeGreaterThan(10);
  for (const { path, key, name, addresses } of uses) {
    for (const locale of locales) {
      const texts = addresses.map((address) => textOf(locale, address)).filter((text) => text !== undefined);
      expect(texts.join("\n"), `${key} of ${path} in ${locale}`).toContain(`<${name}></${name}>`);
      expect(texts.join("\n"), `${key} of ${path} in ${locale}`).not.toMatch(new RegExp(`\\{${name}\\b`));
    }
  }
});

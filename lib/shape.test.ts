import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { messagesByLocale } from "@/lib/i18n/messages/all";
import { permissions } from "@/lib/staff/rules/permissions";
import { verified } from "@/lib/verify";
import { filesUnder, readSources, root } from "./testing/source-files";

type Texts = { readonly [key: string]: string | Texts };

const all = readSources();
const isTest = (file: string) =>
  /\.(?:test|spec)\.tsx?$/.test(file) || file.includes("/testing/") || file.startsWith("e2e/");
const house = all.filter((file) => !isTest(file.path));
const words = messagesByLocale.en as unknown as { refusals: Texts; events: Texts } & Texts;

function textAt(texts: Texts, key: string): string | Texts | undefined {
  return key
    .split(".")
    .reduce<string | Texts | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), texts);
}

/** Keys of a namespace by their dots. */
function keysOf(texts: Texts, before = ""): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [before + key] : keysOf(text, `${before}${key}.`),
  );
}

const once = <T>(list: Iterable<T>) => [...new Set(list)].sort();

describe("permissions", () => {
  it("are each asked for somewhere", () => {
    const asking = house.filter((file) => !file.path.endsWith("staff/rules/permissions.ts")).map((file) => file.text);
    const unused = Object.keys(permissions).filter(
      (permission) => !asking.some((text) => text.includes(`"${permission}"`)),
    );
    expect(unused).toEqual([]);
  });
});

type Loaded = { refusals?: unknown };
const commandFiles = import.meta.glob<Record<string, Loaded>>(["./*/commands/*.ts", "!./*/commands/*.test.ts"]);

describe("refusals", () => {
  it("of every command have their words", { timeout: 60_000 }, async () => {
    const codes = new Set<string>();
    for (const load of Object.values(commandFiles)) {
      for (const exported of Object.values(await load())) {
        if (Array.isArray(exported?.refusals)) for (const code of exported.refusals as string[]) codes.add(code);
      }
    }
    expect(codes.size).toBeGreaterThan(60);
    expect(once(codes).filter((code) => typeof words.refusals[code] !== "string")).toEqual([]);
  });

  it("said anywhere in the house have their words", () => {
    const said = house.flatMap(({ text }) =>
      [...text.matchAll(/\brefuse(?:Transaction)?\(\s*"([a-z_]+)"/g)].map(([, code = ""]) => code),
    );
    const ofDatabase = [...readSourceOf("db/transaction.ts").matchAll(/^ {2}\w+: "([a-z_]+)",$/gm)].map(
      ([, code = ""]) => code,
    );
    expect(ofDatabase.length).toBeGreaterThan(10);
    expect(once([...said, ...ofDatabase]).filter((code) => typeof words.refusals[code] !== "string")).toEqual([]);
  });
});

function readSourceOf(file: string): string {
  return all.find((each) => each.path === file)?.text ?? "";
}

describe("events", () => {
  it("of orders have their words, each", () => {
    const planned = house
      .filter((file) => file.path.startsWith("lib/") && !file.path.startsWith("lib/demo/"))
      .flatMap(({ text }) => [
        ...text.matchAll(/\btype:\s*(?:\w+ \? )?"([a-z_]+\.[a-z_]+)"(?:\s*:\s*"([a-z_]+\.[a-z_]+)")?/g),
      ])
      .flatMap(([, type, other]) => [type, other].filter((each) => each !== undefined));
    expect(once(planned).length).toBeGreaterThan(30);
    expect(once(planned).filter((type) => typeof textAt(words.events, type) !== "string")).toEqual([]);
  });
});

describe("audit", () => {
  it("has words for everything that is written down, each", () => {
    const actions = house.flatMap(({ text }) =>
      [...text.matchAll(/recordAudit\(([^;]*?)\);/gs)].flatMap(([, call = ""]) =>
        [...call.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, action = ""]) => action),
      ),
    );
    expect(once(actions).length).toBeGreaterThan(25);
    const audit = (words.staff as { audit: { actions: Texts } }).audit;
    expect(once(actions).filter((action) => typeof textAt(audit.actions, action) !== "string")).toEqual([]);
  });
});

describe("promises", () => {
  it("have their words, each, and no words are of a promise that is gone", () => {
    expect(Object.keys(words.promises as Texts).sort()).toEqual(once(verified));
  });
});

describe("texts", () => {
  // Their keys are data: a code, an event's type, a promise.
  const asked = new Set(["refusals", "events", "promises"]);
  const sources = house.map(({ text }) => text).join("\n");
  const literals = new Set([...sources.matchAll(/["'`]([\w.-]+)["'`]/g)].map(([, literal]) => literal));
  const patterns = once(
    [...sources.matchAll(/`([\w.-]*(?:\$\{[^`{}]*(?:\{[^}]*\}[^`{}]*)?\}[\w.-]*)+)`/g)].map(([, text = ""]) => text),
  )
    .filter((text) => /[\w]\.|\.[\w]/.test(text.replace(/\$\{.*?\}/g, "")))
    .map(
      (text) =>
        new RegExp(
          `(?:^|\\.)${text
            .split(/\$\{.*?\}/)
            .map((part) => part.replaceAll(".", "\\."))
            .join(".+")}$`,
        ),
    );

  it.each(Object.keys(words).filter((namespace) => !asked.has(namespace)))(
    "of %s are all shown somewhere",
    (namespace) => {
      const unused = keysOf(words[namespace] as Texts).filter((key) => {
        const parts = key.split(".");
        const ends = parts.map((_, at) => parts.slice(at).join("."));
        return !ends.some((end) => literals.has(end)) && !patterns.some((pattern) => pattern.test(key));
      });
      expect(unused).toEqual([]);
    },
  );
});

describe("files", () => {
  it("fit on a few screens", () => {
    const long = all
      .map(({ path: file, text }) => ({ file, lines: text.split("\n").length, most: isTest(file) ? 600 : 400 }))
      .filter(({ lines, most }) => lines > most)
      .map(({ file, lines }) => `${file}: ${lines} lines`);
    expect(long).toEqual([]);
  });

  it("leave nothing for later, and silence no check of types", () => {
    const marks = new RegExp(["TO", "DO\\b|FIX", "ME\\b|@ts-", "(?:ignore|nocheck|expect-error)"].join(""));
    expect(all.filter(({ text }) => marks.test(text)).map(({ path: file }) => file)).toEqual([]);
  });

  it("name no machine of a developer", () => {
    const places = /(?<![\w@)\]./-])\/(?:work|root|Users|home\/\w+)\//;
    const texts = [
      ...all,
      ...docs().map((file) => ({ path: file, text: readFileSync(path.join(root, file), "utf8") })),
    ];
    expect(
      texts
        .filter(({ path: file, text }) => !file.startsWith("lib/shape.test") && places.test(text))
        .map((file) => file.path),
    ).toEqual([]);
  });
});

function docs(): string[] {
  return ["README.md", ...filesUnder("docs"), ...filesUnder("lib")].filter(
    (file) => file.endsWith(".md") && existsSync(path.join(root, file)),
  );
}

describe("documents", () => {
  it.each(docs())("%s names only paths that exist", (file) => {
    const text = readFileSync(path.join(root, file), "utf8").replace(/```[\s\S]*?```/g, "");
    const named = [...text.matchAll(/`([\w@()[\]./-]+)`/g)].map(([, each = ""]) => each).filter(isPath);
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, each = ""]) => each);
    const folder = path.dirname(file);
    const missing = once([...named, ...linked]).filter(
      (each) => ![each, path.join(folder, each)].some((candidate) => existsSync(path.join(root, candidate))),
    );
    expect(missing).toEqual([]);
  });
});

/** Something with a slash or an ending of ours, and no variable part. */
function isPath(text: string): boolean {
  if (text.startsWith("/") || text.startsWith(".data") || text.includes("//")) return false;
  return (
    /^(?:\.\/|\.\.\/)?(?:app|components|db|docs|e2e|lib|scripts|rules|commands|queries)\//.test(text) ||
    /\.(?:ts|tsx|mjs|sql|md|css)$/.test(text)
  );
}

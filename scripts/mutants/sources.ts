import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../lib/places.ts";
import type { Mutant } from "./mutant.ts";

/** What the copies' `may` always allows, so that a definition can ask for it. */
const ANYONE = '"anyone"';

type Rule = { kind: string; where: string; pattern: RegExp; by: string };

const rules: readonly Rule[] = [
  { kind: "for update", where: "lib/**/*.ts", pattern: /(?<=[\s"`])for update(?: of \w+)?(?=["`\s);])/g, by: "" },
  { kind: "permission", where: "lib/**/*.ts", pattern: /(?<![\w.])may\([\w.]*actor, [^()]*\)/g, by: "true" },
  {
    kind: "permission named",
    where: "lib/{**/commands/*,api/endpoints/*,payments/settle-refund}.ts",
    pattern: /(?<=^ +permission: )"\w+\.\w+"(?=,$)/gm,
    by: ANYONE,
  },
  {
    kind: "permission of page",
    where: "app/**/*.{ts,tsx}",
    pattern: /(?<=requirePermission\()"\w+\.\w+"(?=\))/g,
    by: ANYONE,
  },
];

/** Every row lock and every permission test of the sources; what a page only shows or hides is no test. */
export function sourceMutants(): Mutant[] {
  return rules.flatMap((rule) =>
    globSync(rule.where, { cwd: root })
      .filter((file) => !/\.test\.tsx?$/.test(file) && !file.startsWith("lib/testing/") && file !== "lib/actor.ts")
      .sort()
      .flatMap((file) => inFile(rule, file)),
  );
}

function inFile({ kind, pattern, by }: Rule, file: string): Mutant[] {
  const source = readFileSync(path.join(root, file), "utf8");
  return [...source.matchAll(pattern)]
    .filter(({ index }) => !/^\s*(\/\/|\*|\/\*)/.test(lineAt(source, index)))
    .map((match, at) => ({
      id: `${kind} ${file} ${at + 1}`,
      removed: lineAt(source, match.index).trim(),
      areas: [file.split("/").slice(0, 2).join("/")],
      file,
      at: match.index,
      text: match[0],
      by,
    }));
}

function lineAt(source: string, index: number): string {
  const end = source.indexOf("\n", index);
  return source.slice(source.lastIndexOf("\n", index - 1) + 1, end < 0 ? undefined : end);
}

/** The source with the guard gone. */
export function mutated(source: string, { at, text, by }: { at: number; text: string; by: string }): string {
  return source.slice(0, at) + by + source.slice(at + text.length);
}

/** `may` of the copies. */
export function lenient(source: string): string {
  const strict = "return actor.permissions.has(permission);";
  if (!source.includes(strict))
    throw new Error("lib/actor.ts no longer says what a permission test is; teach scripts/mutants.");
  return source.replace(strict, `return (permission as string) === ${ANYONE} || actor.permissions.has(permission);`);
}

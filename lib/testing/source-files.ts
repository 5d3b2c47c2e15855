import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

export type Import = {
  /** The file it leads to, from the root; null for packages. */
  file: string | null;
  package: string | null;
  typeOnly: boolean;
};
export type SourceFile = { path: string; text: string; directive: "client" | "server" | null; imports: Import[] };

const folders = ["app", "components", "db", "e2e", "lib", "scripts"];
const tops = ["next.config.ts", "proxy.ts", "playwright.config.ts", "vitest.config.ts", "drizzle.config.ts"];

/** Every source file of the house with what it imports. Files whose names begin with a dot are nobody's. */
export function readSources(): SourceFile[] {
  const files = [...folders.flatMap((folder) => filesUnder(folder)), ...tops].filter((file) =>
    /\.(?:ts|tsx|mjs)$/.test(file),
  );
  const known = new Set(files);
  return files.map((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const directive = /^(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*["']use (client|server)["']/.exec(text)?.[1];
    return {
      path: file,
      text,
      directive: (directive as SourceFile["directive"] | undefined) ?? null,
      imports: importsOf(file, text, known),
    };
  });
}

/** Paths of all files under a folder, from the root. */
export function filesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

const statement = /^(?:import|export)\s+(type\s+)?(?:([\w*{}\s,$]+?)\s+from\s+)?["']([^"']+)["']/gm;
const dynamic = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

function importsOf(file: string, text: string, known: ReadonlySet<string>): Import[] {
  const found = [...text.matchAll(statement)].map(([, type, names = "", from = ""]) =>
    resolved(file, from, type !== undefined || onlyTypes(names), known),
  );
  return [...found, ...[...text.matchAll(dynamic)].map(([, from = ""]) => resolved(file, from, false, known))];
}

// `import { type A, type B } from` leaves nothing at run time.
function onlyTypes(names: string): boolean {
  const inside = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  if (inside === undefined) return false;
  const each = inside.split(",").map((name) => name.trim());
  return each.filter(Boolean).every((name) => name.startsWith("type "));
}

function resolved(file: string, from: string, typeOnly: boolean, known: ReadonlySet<string>): Import {
  const inside = from.startsWith("@/")
    ? from.slice(2)
    : from.startsWith(".")
      ? path.posix.normalize(path.posix.join(path.posix.dirname(file), from))
      : null;
  if (inside === null) return { file: null, package: from, typeOnly };
  const candidates = [inside, `${inside}.ts`, `${inside}.tsx`, `${inside}.mjs`, `${inside}/index.ts`];
  return { file: candidates.find((candidate) => known.has(candidate)) ?? inside, package: null, typeOnly };
}

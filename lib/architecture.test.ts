import { describe, expect, it } from "vitest";
import { readSources, type SourceFile } from "./testing/source-files";

const all = readSources();
const byPath = new Map(all.map((file) => [file.path, file]));
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.includes("/testing/") || path.startsWith("e2e/");
const house = all.filter((file) => !isTest(file.path));

/** "from → to" of every import of those files that is not allowed. */
function strays(
  files: readonly SourceFile[],
  allowed: (to: string, file: SourceFile) => boolean,
  types = true,
): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ file: to, typeOnly }) => to !== null && (types || !typeOnly) && !allowed(to, file))
      .map(({ file: to }) => `${file.path} → ${to}`),
  );
}

const under = (folder: string) => house.filter((file) => file.path.startsWith(`${folder}/`));
const domainOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1];
const isRule = (path: string) => /^lib\/[^/]+\/rules\//.test(path) || path.startsWith("lib/core/");
const isServerAction = (path: string) => byPath.get(path)?.directive === "server";

describe("imports", () => {
  it("lead to files that exist", () => {
    expect(strays(all, (to) => byPath.has(to) || /\.(?:json|css)$/.test(to))).toEqual([]);
  });

  it("never lead from lib or db to the screens", () => {
    expect(strays([...under("lib"), ...under("db")], (to) => !/^(?:app|components)\//.test(to))).toEqual([]);
  });

  it("lead from components to app only where a form posts to", () => {
    expect(strays(under("components"), (to) => !to.startsWith("app/") || isServerAction(to))).toEqual([]);
  });

  it("leave core pure", () => {
    expect(strays(under("lib/core"), (to) => to.startsWith("lib/core/"))).toEqual([]);
  });

  it("lead from rules to rules, core and the schemas of input only", () => {
    const rules = house.filter(({ path }) => /^lib\/[^/]+\/rules\//.test(path));
    expect(strays(rules, (to) => isRule(to) || /^lib\/[^/]+\/inputs\.ts$/.test(to), false)).toEqual([]);
    const packages = rules.flatMap(({ path, imports }) =>
      imports
        .filter((each) => each.package && !["zod", "node:crypto"].includes(each.package))
        .map((each) => `${path} → ${each.package}`),
    );
    expect(packages).toEqual([]);
  });

  it("lead from the tables to core and to lists and shapes of rules only", () => {
    expect(strays(under("db"), (to) => to.startsWith("db/") || isRule(to))).toEqual([]);
  });

  it("reach another domain by its commands and rules, never by its queries", () => {
    // Paper shows what the screens show, and the one search box finds what the lists find: both are made of their queries.
    const foreign = (to: string, file: SourceFile) =>
      !/^lib\/(documents|search)\//.test(file.path) &&
      /^lib\/[^/]+\/queries(?:\/|\.ts)/.test(to) &&
      domainOf(file.path) !== domainOf(to);
    const domains = under("lib").filter(({ path }) => domainOf(path) !== undefined);
    expect(strays(domains, (to, file) => !foreign(to, file), false)).toEqual([]);
  });

  it("make no circle", () => {
    expect(circles(house)).toEqual([]);
  });
});

describe("the browser", () => {
  it("gets no database, command or query, by whatever way", () => {
    const ways = house
      .filter(({ directive }) => directive === "client")
      .flatMap((file) => wayToServer(file.path) ?? []);
    expect(ways).toEqual([]);
  });

  it("calls only actions that stand in app", () => {
    expect(house.filter(({ path, directive }) => directive === "server" && !path.startsWith("app/"))).toEqual([]);
  });
});

const serverOnly = /^db\/|^lib\/(?:command|post|action|api)\.ts$|^lib\/[^/]+\/(?:commands|queries)(?:\/|\.ts)/;

/** The shortest chain of run-time imports from a browser's file to the server's, through no action. */
function wayToServer(from: string): string | undefined {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const path of cameFrom.keys()) {
    if (serverOnly.test(path)) return chain(path, cameFrom);
    const file = byPath.get(path);
    if (!file || (file.directive === "server" && path !== from)) continue;
    for (const { file: to, typeOnly } of file.imports) if (to && !typeOnly && !cameFrom.has(to)) cameFrom.set(to, path);
  }
  return undefined;
}

function chain(to: string, cameFrom: ReadonlyMap<string, string | null>): string {
  const before = cameFrom.get(to);
  return before ? `${chain(before, cameFrom)} → ${to}` : to;
}

/** Groups of files that import each other at run time (Tarjan). */
function circles(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const visit = (path: string): number => {
    index.set(path, index.size);
    low.set(path, index.get(path) as number);
    open.push(path);
    for (const { file: to, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (to === null || typeOnly || !byPath.has(to)) continue;
      if (!index.has(to)) low.set(path, Math.min(low.get(path) as number, visit(to)));
      else if (open.includes(to)) low.set(path, Math.min(low.get(path) as number, index.get(to) as number));
    }
    if (low.get(path) === index.get(path)) {
      const group = open.splice(open.indexOf(path));
      if (group.length > 1) found.push(group.join(" ↔ "));
    }
    return low.get(path) as number;
  };
  for (const { path } of files) if (!index.has(path)) visit(path);
  return found;
}

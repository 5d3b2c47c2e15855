import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { databaseOn, prepareTemplate, testServer } from "../../lib/testing/database-server.ts";
import { explain, root, say } from "../lib/places.ts";
import type { Mutant, Verdict } from "./mutant.ts";
import { firstRed, roundsFor, stopTests } from "./notice.ts";
import { schemaMutants } from "./schema.ts";
import { sourceMutants } from "./sources.ts";
import { Workplace } from "./workplace.ts";

const SIDE_BY_SIDE = 2;
const ENOUGH = 0.95;

/** The last verdict on each mutant, so that a run of a part leaves those of the others. */
const kept = path.join(root, "scripts/mutants/results.json");

const args = process.argv.slice(2);
const after = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const only = new RegExp(after("only") ?? after("--only") ?? "", "i");
const whole = !args.includes("quick");

const server = await testServer();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    stopTests();
    void server.stop().finally(() => process.exit(1));
  });
}
let enough = true;
try {
  const template = await prepareTemplate(server.url);
  const all = [...(await ofSchema(template)), ...sourceMutants()];
  const judged = args.includes("new") ? new Set(lastVerdicts().map(({ id }) => id)) : new Set<string>();
  const asked = all.filter(({ id, removed }) => (only.test(id) || only.test(removed)) && !judged.has(id));
  if (args.includes("list") || args.includes("--list")) {
    for (const { id, removed } of asked) say(`${id.padEnd(60)} ${removed}`);
    say(`${asked.length} of ${all.length} mutants`);
  } else {
    const verdicts = await judge(all, asked, template);
    enough = sumUp(asked, verdicts);
  }
} finally {
  await server.stop();
}
process.exit(enough ? 0 : 1);

// A template takes no connections: its schema is read in a copy.
async function ofSchema(template: string): Promise<Mutant[]> {
  const reading = new Workplace(server.url, template, 0);
  const place = await reading.place({ id: "schema", removed: "", areas: [], sql: "select" });
  const sql = postgres(databaseOn(server.url, place.env.TEST_TEMPLATE_DATABASE ?? ""), { max: 1 });
  const found = await schemaMutants(sql);
  await sql.end();
  await place.clear();
  return found;
}

async function judge(all: readonly Mutant[], mutants: readonly Mutant[], template: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const waiting = [...mutants];
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async (_, index) => {
      const workplace = new Workplace(server.url, template, index + 1);
      try {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const verdict = await verdictOn(next, workplace).catch((error: unknown) => {
            say(`no verdict ${next.id}: ${explain(error)}`);
            return null;
          });
          if (!verdict) continue;
          verdicts.push(verdict);
          keep(all, verdict);
          say(`${verdict.result.padEnd(9)} ${verdict.id}  (${verdict.seconds} s) ${verdict.by}`);
        }
      } finally {
        workplace.close();
      }
    }),
  );
  return verdicts;
}

async function verdictOn(mutant: Mutant, workplace: Workplace): Promise<Verdict> {
  const began = Date.now();
  const place = await workplace.place(mutant);
  let by: string | null = null;
  for (const round of roundsFor(mutant, whole)) {
    by ??= await firstRed(place.folder, round, place.env);
    if (by !== null) break;
  }
  await place.clear();
  const seconds = Math.round((Date.now() - began) / 1000);
  return { id: mutant.id, result: by === null ? "survived" : "killed", by: by ?? "", seconds };
}

function lastVerdicts(): Verdict[] {
  return existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : [];
}

function keep(all: readonly Mutant[], verdict: Verdict): void {
  const last = new Map([...lastVerdicts(), verdict].map((each) => [each.id, each]));
  const known = all.flatMap(({ id }) => last.get(id) ?? []);
  writeFileSync(kept, `${JSON.stringify(known, null, 2)}\n`);
}

function sumUp(mutants: readonly Mutant[], verdicts: readonly Verdict[]): boolean {
  const kinds = [...new Set(mutants.map(({ id }) => kindOf(id)))];
  say(`\n${"kind".padEnd(12)} ${"mutants".padStart(8)} ${"killed".padStart(8)} ${"survived".padStart(9)}`);
  for (const kind of kinds)
    line(
      kind,
      verdicts.filter(({ id }) => kindOf(id) === kind),
    );
  line("all", verdicts);
  if (verdicts.length < mutants.length) say(`without a verdict: ${mutants.length - verdicts.length}`);
  for (const { id, result } of verdicts) if (result === "survived") say(`survived: ${id}`);
  const killed = verdicts.filter(({ result }) => result === "killed").length;
  return mutants.length > 0 && killed >= ENOUGH * mutants.length;
}

function line(name: string, of: readonly Verdict[]): void {
  const killed = of.filter(({ result }) => result === "killed").length;
  say(`${name.padEnd(12)} ${pad(of.length, 8)} ${pad(killed, 8)} ${pad(of.length - killed, 9)}`);
}

function pad(count: number, width: number): string {
  return String(count).padStart(width);
}

function kindOf(id: string): string {
  return id.startsWith("for update ") ? "for update" : (id.split(" ")[0] ?? id);
}

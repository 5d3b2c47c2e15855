import { mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { databaseOn, prepareTemplate, testServer } from "../../lib/testing/database-server.ts";
import { buildWhenStale } from "./build.ts";
import { ensureChromium } from "./chromium.ts";
import { type Counts, countsOf, noCounts, sum } from "./counts.ts";
import { explain, nextCli, PlainError, packageScript, root, say } from "./places.ts";
import { runNode, stopRunning, typescript } from "./run.ts";
import { withTestShop } from "./test-shop.ts";

const STEPS = ["types", "lint", "unit", "build", "chaos", "e2e", "verify"] as const;
type Step = (typeof STEPS)[number];
/** Runs where it is named: a minute and a half of a busy machine. */
const ONLY_NAMED: readonly Step[] = ["chaos"];

const reports = path.join(root, "test-results");
const reportOf = (runner: string) => path.join(reports, `${runner}.json`);

class Failed extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`failed with code ${code}`);
    this.code = code;
  }
}

/**
 * Runs the whole suite in order, or the steps that are named (`npm test -- unit`); other arguments go to the runner of
 * the one named step. Ends the process with the exit code of the first step that fails.
 */
export async function test(args: string[]): Promise<never> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopRunning);
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  let code = 0;
  let steps: Step[] = [];
  try {
    const planned = plan(args);
    steps = planned.steps;
    await runSteps(steps, planned.rest);
  } catch (error) {
    code = error instanceof Failed ? error.code : 1;
    if (!(error instanceof Failed)) process.stderr.write(`${explain(error)}\n`);
  }
  const counts = sum([countsOf(reportOf("vitest")), countsOf(reportOf("playwright"))]);
  const expectsTests = steps.includes("unit") || steps.includes("e2e");
  if (code === 0 && (counts.failed > 0 || (expectsTests && counts.passed === 0))) code = 1;
  say();
  say(closingLine(counts));
  process.exit(code);
}

function plan(args: string[]): { steps: Step[]; rest: string[] } {
  const named = STEPS.filter((step) => args.includes(step));
  const rest = args.filter((arg) => !STEPS.some((step) => step === arg));
  if (rest.length > 0 && named.length !== 1) {
    throw new PlainError(`"${rest.join(" ")}" needs one of these before it: ${STEPS.join(", ")}.`);
  }
  return { steps: named.length > 0 ? named : STEPS.filter((step) => !ONLY_NAMED.includes(step)), rest };
}

async function runSteps(steps: Step[], rest: string[]): Promise<void> {
  const wanted = (step: Step) => steps.includes(step);
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  if (wanted("types")) {
    await timed("types", async () => {
      await passes([nextCli, "typegen"], env);
      await passes([packageScript("typescript/bin/tsc"), "--noEmit"], env);
    });
  }
  if (wanted("lint")) await timed("lint", () => passes([packageScript("@biomejs/biome/bin/biome"), "check", "."], env));
  if (!steps.some((step) => step !== "types" && step !== "lint")) return;

  const server = await testServer();
  try {
    const onServer = { ...env, TEST_DATABASE_URL: server.url };
    if (wanted("unit")) await timed("unit", () => vitest(rest, onServer), reportOf("vitest"));
    const build = () => buildWhenStale(env);
    if (wanted("build") || wanted("chaos") || wanted("e2e")) await timed("build", async () => void (await build()));
    // Faults on a shop of its own: what `npm run chaos` does at length.
    if (wanted("chaos")) await timed("chaos", () => passes([...typescript("scripts/chaos/chaos.ts"), "short"], env));
    if (wanted("e2e") || wanted("verify")) await inShop(server.url, steps, rest, onServer);
  } finally {
    await server.stop();
  }
}

async function vitest(rest: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportOf("vitest")}`];
  await passes([packageScript("vitest/vitest.mjs"), "run", ...reporters, ...rest], { ...env, NODE_ENV: "test" });
}

async function inShop(serverUrl: string, steps: Step[], rest: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const chromium = steps.includes("e2e") ? ensureChromium() : undefined;
  const template = await prepareTemplate(serverUrl);
  const log = path.join(reports, "servers.log");
  await withTestShop({ serverUrl, template, env, log: openSync(log, "a"), databaseOn }, async (shop) => {
    if (steps.includes("e2e")) {
      const forPlaywright = { ...shop, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON: reportOf("playwright") };
      const run = () => passes([packageScript("@playwright/test/cli.js"), "test", ...rest], forPlaywright);
      await timed("e2e", run, reportOf("playwright")).catch((error: unknown) => {
        say(`What web and worker said, last lines of ${path.relative(root, log)}:`);
        say(readFileSync(log, "utf8").trimEnd().split("\n").slice(-40).join("\n"));
        throw error;
      });
    }
    if (steps.includes("verify")) await timed("verify", () => passes(typescript("scripts/verify.ts"), shop));
  });
}

async function passes(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const code = await runNode(args, env);
  if (code !== 0) throw new Failed(code);
}

async function timed(step: Step, work: () => Promise<void>, report?: string): Promise<void> {
  say();
  say(`== ${step}`);
  const began = performance.now();
  let outcome = "failed";
  try {
    await work();
    outcome = "ok";
  } finally {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const counts = report ? countsOf(report) : noCounts;
    say(`== ${step}: ${outcome} in ${seconds} s${report ? `, ${counts.passed} passed, ${counts.failed} failed` : ""}`);
  }
}

function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

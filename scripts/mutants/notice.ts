import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageScript, root } from "../lib/places.ts";

export type Round = { tests: readonly string[]; minutes: number };

type Report = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
};

const running = new Set<ChildProcess>();

export function stopTests(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs tests until the first that fails; gives its name, or null when all stay green. */
export async function firstRed(folder: string, round: Round, env: NodeJS.ProcessEnv): Promise<string | null> {
  for (let attempt = 1; ; attempt++) {
    const outputFile = path.join(folder, `test-results/mutants-${process.pid}-${crypto.randomUUID()}.json`);
    const code = await vitest(folder, round, env, outputFile);
    if (code === 0) return null;
    if (code === null) throw new Error(`vitest came to no end within ${round.minutes} min (${round.tests.join(" ")})`);
    const report = existsSync(outputFile)
      ? (JSON.parse(readFileSync(outputFile, "utf8")) as Report)
      : { testResults: [] };
    const red = report.testResults.find((each) => each.assertionResults.some(({ status }) => status === "failed"));
    const test = red?.assertionResults.find(({ status }) => status === "failed");
    if (red && test) return `${path.relative(folder, red.name)}: ${test.fullName}`;
    // No test said it: that is the machine, or a file that could not begin, and no verdict.
    if (attempt > 2) throw new Error(`vitest ended with ${code} without a red test (${round.tests.join(" ")})`);
  }
}

function vitest(folder: string, round: Round, env: NodeJS.ProcessEnv, outputFile: string): Promise<number | null> {
  const args = [
    "run",
    "--bail=1",
    "--passWithNoTests",
    "--maxWorkers=1",
    "--reporter=json",
    `--outputFile=${outputFile}`,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [packageScript("vitest/vitest.mjs"), ...args, ...round.tests], {
      cwd: folder,
      env,
      stdio: "ignore",
    });
    const late = setTimeout(() => child.kill("SIGKILL"), round.minutes * 60_000);
    running.add(child);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(late);
      running.delete(child);
      resolve(code);
    });
  });
}

/** What `npm run mutants` asks first: the tests made for a kind of guard. */
const madeFor: Readonly<Record<string, readonly string[]>> = {
  check: ["db/guards.db.test.ts"],
  unique: ["db/guards.db.test.ts"],
  trigger: ["db/guarded-books.db.test.ts", "db/guarded-counts.db.test.ts", "db/tells.db.test.ts"],
  permission: ["lib/permissions.db.test.ts", "lib/permissions-shown.db.test.ts", "app/pages.db.test.ts"],
  "for update": ["lib/locks.db.test.ts"],
};

/** The tests made for the guard, then those of its area, then (`whole`) every test on a database. */
export function roundsFor({ id, areas }: { id: string; areas: readonly string[] }, whole: boolean): Round[] {
  const kind = Object.keys(madeFor).find((name) => id.startsWith(`${name} `));
  const first = (madeFor[kind ?? ""] ?? []).filter((file) => existsSync(path.join(root, file)));
  return [
    ...(first.length > 0 ? [{ tests: first, minutes: 2 }] : []),
    { tests: areas.map((area) => `${area}/`), minutes: 4 },
    ...(whole ? [{ tests: [".db.test.ts"], minutes: 20 }] : []),
  ];
}

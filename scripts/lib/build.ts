import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withLock } from "../../db/embedded-lease.ts";
import { dataDirectory, nextCli, root, say } from "./places.ts";
import { mustRun } from "./run.ts";

const SOURCES = ["app", "components", "db", "lib", "public"];
const ROOT_FILE = /^(next\.config|postcss\.config|proxy|instrumentation|tsconfig|package-lock)[\w.-]*$/;
const TEST_FILE = /\.test\.tsx?$/;

/** Builds the web application unless the last build was of exactly these sources; tells whether it built. */
export async function buildWhenStale(env: NodeJS.ProcessEnv): Promise<boolean> {
  const directory = path.join(root, env.NEXT_DIST_DIR ?? ".next");
  const note = path.join(directory, "built-from");
  return withLock(path.join(dataDirectory(), `build-${path.basename(directory)}.lock`), async () => {
    const sources = hashOfSources(env);
    const complete = existsSync(path.join(directory, "BUILD_ID"));
    if (complete && existsSync(note) && readFileSync(note, "utf8") === sources) return false;
    say("Building the web application.");
    await mustRun("The build", [nextCli, "build"], { ...env, NODE_ENV: "production" });
    writeFileSync(note, sources);
    return true;
  });
}

function hashOfSources(env: NodeJS.ProcessEnv): string {
  const hash = createHash("sha256");
  // What the build writes into the browser's code from the environment is a source, too.
  for (const name of Object.keys(env).sort())
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(`${name}=${env[name]}\0`);
  const top = readdirSync(root).filter((name) => ROOT_FILE.test(name));
  for (const file of [...top, ...SOURCES.flatMap(filesUnder)].sort()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

function filesUnder(directory: string): string[] {
  const found = existsSync(path.join(root, directory))
    ? readdirSync(path.join(root, directory), { recursive: true, withFileTypes: true })
    : [];
  return found
    .filter((entry) => entry.isFile() && !TEST_FILE.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

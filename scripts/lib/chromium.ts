import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { PlainError, packageScript, say } from "./places.ts";

const INSTALL_TIMEOUT_MS = 600_000;

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const WELL_KNOWN = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const isRoot = process.getuid?.() === 0;

/** Chromium's settings for tests: it asks nobody but the server under test. */
export const chromiumArgs = [
  ...(isRoot ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A Chromium that is there: the one named by CHROMIUM_PATH, Playwright's own, or the system's. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new PlainError(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return named;
  }
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = NAMES.flatMap((name) => directories.map((directory) => path.join(directory, name)));
  return [...onPath, ...WELL_KNOWN].find((file) => existsSync(file)) ?? null;
}

/** The same, installed first when there is none. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  const withApt = isRoot && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;

  say("There is no Chromium here; fetching Playwright's.");
  const playwright = packageScript("@playwright/test/cli.js");
  install(process.execPath, [playwright, "install", ...(withApt ? ["--with-deps"] : []), "chromium"]);
  const fetched = findChromium();
  if (fetched) return fetched;

  if (withApt) {
    say("That did not work; installing the system's Chromium.");
    install("apt-get", ["update"]);
    install("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new PlainError(
    "The end-to-end tests need Chromium, and none could be installed. " +
      "Install Chromium, Google Chrome or Microsoft Edge, or set CHROMIUM_PATH to one.",
  );
}

function install(command: string, args: string[]): void {
  spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: INSTALL_TIMEOUT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "20000" },
  });
}

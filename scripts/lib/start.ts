import path from "node:path";
import { type EmbeddedServer, startEmbedded } from "../../db/embedded.ts";
import { buildWhenStale } from "./build.ts";
import { demoLogins, demoWasInterrupted, fillDemo } from "./demo.ts";
import { keepUp } from "./keep-up.ts";
import { migrateDatabase } from "./migrate.ts";
import { ownSecret } from "./own-secret.ts";
import { DATABASE, dataDirectory, explain, PlainError, say } from "./places.ts";
import { stopRunning } from "./run.ts";
import { Supervisor, stopLeftOvers } from "./supervisor.ts";
import { freePortFrom, type Mode, untilAnswers, webPart, workerPart } from "./web.ts";

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

type Shop = { url: string; secret: string; embedded: EmbeddedServer | null };

/** Brings the whole shop up and keeps it up until a signal ends it: database, schema, build, demo, web and worker. */
export async function start(mode: Mode): Promise<void> {
  const asked = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      asked.abort();
      stopRunning();
    });
  }

  let shop: Shop | null = null;
  let supervisor: Supervisor | null = null;
  let failure: unknown;
  try {
    const port = wantedPort();
    const notes = path.join(dataDirectory(), "running");
    await stopLeftOvers(notes);
    shop = await openShop();
    asked.signal.throwIfAborted();
    supervisor = new Supervisor(notes);
    if (shop.embedded) keepUp(shop.embedded, asked.signal);
    await bringUp(mode, port, shop, supervisor, asked.signal);
    const reason = await Promise.race([supervisor.gaveUp, aborted(asked.signal)]);
    if (reason) failure = new PlainError(reason);
  } catch (error) {
    if (!asked.signal.aborted) failure = error;
  }
  if (failure) process.stderr.write(`${explain(failure)}\n`);
  if (shop) say("Stopping.");
  await supervisor?.stop();
  await shop?.embedded?.stop();
  process.exit(failure ? 1 : 0);
}

async function openShop(): Promise<Shop> {
  if (process.env.DATABASE_URL) {
    if (!process.env.AUTH_SECRET) {
      throw new PlainError(
        "DATABASE_URL is set, so AUTH_SECRET must be set, too: a random text of 32 characters or more that stays " +
          "the same on every start and on every machine (for example from `openssl rand -base64 33`).",
      );
    }
    return { url: process.env.DATABASE_URL, secret: process.env.AUTH_SECRET, embedded: null };
  }
  say("Starting PostgreSQL.");
  const embedded = await startEmbedded({ dataDir: path.join(dataDirectory(), "postgres"), say });
  if (demoWasInterrupted()) {
    say("The last fill of the demo was cut off; beginning again with an empty database.");
    await embedded.dropDatabase(DATABASE);
  }
  await embedded.createDatabase(DATABASE);
  return { url: embedded.url(DATABASE), secret: process.env.AUTH_SECRET ?? ownSecret(), embedded };
}

async function bringUp(
  mode: Mode,
  wanted: number,
  shop: Shop,
  supervisor: Supervisor,
  signal: AbortSignal,
): Promise<void> {
  const host = process.env.HOST ?? "127.0.0.1";
  const env = { ...environmentOf(shop), ...addressSettings(host, wanted) };

  const applied = await migrateDatabase(shop.url).catch((error: unknown) => {
    throw unreachable(shop.url, error);
  });
  if (applied > 0) say(`Brought the database up to date (${applied} migrations).`);
  signal.throwIfAborted();
  if (mode === "production") await buildWhenStale(env);
  signal.throwIfAborted();
  if (shop.embedded && process.env.COUNTINGHOUSE_DEMO !== "0") await fillDemo(env);
  signal.throwIfAborted();

  const port = await freePortFrom(wanted, host);
  if (port !== wanted) say(`Port ${wanted} is taken; using ${port}.`);
  const placed = { ...env, ...addressSettings(host, port) };
  supervisor.start(webPart(mode, host, port, placed));
  supervisor.start(workerPart(mode, placed));
  await Promise.race([untilAnswers(localAddress(host, port), signal), failWhenGivenUp(supervisor)]);
  announce(placed.NEXTAUTH_URL ?? localAddress(host, port));
  if (!LOOPBACK.includes(host) && !process.env.NEXTAUTH_URL) {
    say("It listens beyond this machine: set NEXTAUTH_URL to the address people use.");
  }
}

function environmentOf(shop: Shop): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: shop.url,
    AUTH_SECRET: shop.secret,
    COUNTINGHOUSE_DATA: dataDirectory(),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

// On this machine alone any of its names may be used; a shop that others reach says its own address.
function addressSettings(host: string, port: number): Record<string, string> {
  if (process.env.NEXTAUTH_URL) return { NEXTAUTH_URL: process.env.NEXTAUTH_URL };
  const settings = { NEXTAUTH_URL: `http://localhost:${port}` };
  return LOOPBACK.includes(host) ? { ...settings, AUTH_TRUST_HOST: "true" } : settings;
}

function localAddress(host: string, port: number): string {
  if (host === "0.0.0.0") return `http://127.0.0.1:${port}`;
  return host.includes(":") ? `http://[${host === "::" ? "::1" : host}]:${port}` : `http://${host}:${port}`;
}

function wantedPort(): number {
  const port = Number(process.env.PORT ?? 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new PlainError(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
}

function unreachable(url: string, error: unknown): unknown {
  const code = (error as { code?: string }).code;
  const network = code && ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "CONNECT_TIMEOUT"].includes(code);
  return network ? new PlainError(`The database at ${new URL(url).host} cannot be reached (${code}).`) : error;
}

async function failWhenGivenUp(supervisor: Supervisor): Promise<never> {
  throw new PlainError(await supervisor.gaveUp);
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
}

function announce(address: string): void {
  say();
  say(`Countinghouse is ready at ${address}`);
  const logins = demoLogins();
  if (logins.length > 0) {
    const roleWidth = Math.max(...logins.map((login) => login.role.length));
    const emailWidth = Math.max(...logins.map((login) => login.email.length));
    say();
    say("Sign in as:");
    for (const { role, email, password } of logins) {
      say(`  ${role.padEnd(roleWidth)}  ${email.padEnd(emailWidth)}  ${password}`);
    }
  }
  say();
  say("Ctrl+C stops it.");
}

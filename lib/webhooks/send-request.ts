// Server only.
import { lookup } from "node:dns/promises";
import http, { type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { bytesOf, isLoopback, isPublicAddress } from "./rules/address";
import { type AttemptProblem, problemOfStatus } from "./rules/states";
import { hostOf, urlProblem } from "./rules/webhook-url";

export type Address = { address: string; family: number };
export type Network = {
  /** Addresses of a name. */
  resolve: (host: string) => Promise<Address[]>;
  /** Whether this machine may be sent to, by whatever port and without TLS: for development and tests. */
  loopback: boolean;
  timeoutMs: number;
};

/** What came of a request: an answer's status, or why there was none. */
export type Answer = {
  status: number | null;
  problem: AttemptProblem;
  excerpt: string;
  /** Patience that was asked for, in seconds. */
  retryAfter: number;
  tookMs: number;
};

const bytesRead = 16_384;
const excerptLength = 2_000;

/** The network as it is. */
export function usualNetwork(): Network {
  return { resolve: (host) => lookup(host, { all: true }), loopback: loopbackAllowed(), timeoutMs: 10_000 };
}

/** Whether the operator lets webhooks go to this machine. */
export function loopbackAllowed(): boolean {
  return process.env.WEBHOOKS_TO_LOOPBACK === "1";
}

/**
 * Posts to an address that a merchant typed, and never to the shop's own network: the name is resolved once, every
 * address it has must be public, and the connection goes to one of those and no other. Redirects are not followed, and
 * the whole of it ends in time. Answers what came of it instead of throwing.
 */
export async function sendRequest(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  network: Network,
): Promise<Answer> {
  const began = performance.now();
  if (urlProblem(url, network) !== null) return { ...nothing("address"), tookMs: 0 };
  const deadline = AbortSignal.timeout(network.timeoutMs);
  const outcome = await attempt(new URL(url), headers, body, network, deadline).catch(
    (error: unknown): Omit<Answer, "tookMs"> => nothing(problemOf(error, deadline)),
  );
  return { ...outcome, tookMs: Math.round(performance.now() - began) };
}

async function attempt(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  network: Network,
  deadline: AbortSignal,
): Promise<Omit<Answer, "tookMs">> {
  const host = hostOf(url);
  const addresses = bytesOf(host)
    ? [{ address: host, family: host.includes(":") ? 6 : 4 }]
    : await orDeadline(network.resolve(host), deadline);
  const open = ({ address }: Address) => isPublicAddress(address) || (network.loopback && isLoopback(address));
  if (addresses.length === 0) return nothing("name");
  // One that is not public among others that are is no accident.
  if (!addresses.every(open)) return nothing("address");
  const answer = await request(url, headers, body, addresses, deadline);
  const status = answer.statusCode ?? 0;
  return {
    status,
    problem: problemOfStatus(status),
    excerpt: await beginningOf(answer),
    retryAfter: secondsOf(answer.headers["retry-after"]),
  };
}

function nothing(problem: AttemptProblem): Omit<Answer, "tookMs"> {
  return { status: null, problem, excerpt: "", retryAfter: 0 };
}

function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const options: RequestOptions & https.RequestOptions = {
    method: "POST",
    headers: { ...headers, "content-length": Buffer.byteLength(body) },
    lookup: pinned(addresses),
    // No connection is shared, and no proxy of the environment stands between.
    agent: false,
    rejectUnauthorized: true,
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === "https:" ? https : http).request(url, options, resolve);
    sent.once("error", reject);
    sent.end(body);
  });
}

/** Answers with the addresses that were looked at, whatever the name says by now. */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else done(null, first?.address ?? "", first?.family);
  };
}

/** The first of what was answered, as text that can be stored; what comes later is not waited for. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      pieces.push(piece);
      length += piece.length;
      if (length >= bytesRead) break;
    }
  } catch (error) {
    // The status was answered: what it says of itself is only told, and may be cut.
    if (!(error instanceof Error)) throw error;
  }
  answer.destroy();
  const text = Buffer.concat(pieces).subarray(0, bytesRead).toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no column and no screen takes is left out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu, "").slice(0, excerptLength);
}

function secondsOf(header: string | undefined): number {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : 0;
}

function orDeadline<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      deadline.addEventListener("abort", () => reject(deadline.reason), { once: true });
    }),
  ]);
}

const ofNames = new Set(["ENOTFOUND", "EAI_AGAIN", "ENODATA", "EAI_NODATA", "ESERVFAIL"]);

function problemOf(error: unknown, deadline: AbortSignal): AttemptProblem {
  if (deadline.aborted) return "timeout";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (ofNames.has(code)) return "name";
  return /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|^EPROTO|ERR_SSL/.test(code) ? "certificate" : "network";
}

import { bytesOf, isLoopback, isPublicAddress } from "./address";

export type UrlProblem = "not_a_url" | "not_https" | "url_with_password" | "url_with_port" | "private_address";

const longest = 2000;
/** Names that no public resolver knows, whatever a local one says. */
const local = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|onion|home\.arpa)\.?$/i;

/**
 * Why nothing is sent to such an address, as far as its text says; what its name leads to is looked at with each request.
 * `loopback` allows this machine, by whatever port and without TLS: for development and tests.
 */
export function urlProblem(text: string, { loopback = false } = {}): UrlProblem | null {
  if (text.length > longest || !URL.canParse(text)) return "not_a_url";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "url_with_password";
  const host = hostOf(url);
  if (host === "") return "not_a_url";
  if (loopback && (host === "localhost" || isLoopback(host)) && /^https?:$/.test(url.protocol)) return null;
  if (url.protocol !== "https:") return "not_https";
  if (url.port !== "") return "url_with_port";
  if (bytesOf(host)) return isPublicAddress(host) ? null : "private_address";
  return local.test(host) || !host.includes(".") ? "private_address" : null;
}

/** Name or address of a URL's host, without the brackets around IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

import { headers } from "next/headers";

/** The header in which the proxy names the page that is asked for; server components cannot know it otherwise. */
export const pathHeader = "x-path";

/** The header in which the server notes who asks; what a caller writes into it is overwritten. */
export const addressHeader = "x-client-address";

type HeaderBag = Pick<Headers, "get">;

/** Whether the browser came over https, as the nearest proxy says. */
export function isSecure(bag: HeaderBag): boolean {
  if (process.env.NEXTAUTH_URL) return process.env.NEXTAUTH_URL.startsWith("https://");
  return firstOf(bag.get("x-forwarded-proto")) === "https";
}

/** Scheme and host under which the person reached us: `NEXTAUTH_URL` where it is set, else what the request says. */
export async function requestOrigin(): Promise<string> {
  return originOf(await headers());
}

function originOf(bag: HeaderBag): string {
  if (process.env.NEXTAUTH_URL) return new URL(process.env.NEXTAUTH_URL).origin;
  const host = firstOf(bag.get("x-forwarded-host")) || bag.get("host") || "localhost";
  return `${isSecure(bag) ? "https" : "http"}://${host}`;
}

/**
 * Whether one of our pages sent this, under whatever name of this server the person opened it: the browser says which
 * host the page came from, and to which it sends.
 */
export function isFromOurPage(bag: HeaderBag): boolean {
  const origin = bag.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  return origin === originOf(bag) || new URL(origin).host === bag.get("host");
}

/** The caller's network address, as the server noted it when the request came in. */
export function addressOf(bag: HeaderBag): string {
  return bag.get(addressHeader) || "unknown";
}

function firstOf(list: string | null): string {
  return list?.split(",")[0]?.trim() ?? "";
}

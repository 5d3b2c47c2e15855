import { createHash, timingSafeEqual } from "node:crypto";

type Asking = {
  /** The token that is set, if one is. */
  token: string | undefined;
  authorization: string | null;
  /** Who asks, as the server noted it, and the hops that the request says it came by. */
  address: string;
  forwarded: string | null;
};

/** With a token whoever shows it reads the figures; without one this machine alone, and not through a proxy on it. */
export function mayScrape({ token, authorization, address, forwarded }: Asking): boolean {
  if (token) return authorization !== null && same(authorization, `Bearer ${token}`);
  const hops = (forwarded ?? "").split(",").map((hop) => hop.trim());
  return isLoopback(address) && hops.filter(Boolean).every(isLoopback);
}

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || /^(?:::1|0:0:0:0::\/64)$/.test(address);
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

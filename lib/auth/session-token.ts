import { decode, encode } from "next-auth/jwt";
import { isId } from "@/lib/core/ids";

/** Whoever stays away this long signs in again; what ends a session sooner is the version on the staff row. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;

/** What a session cookie says. It is a claim: the database decides on every request whether it still holds. */
export type SessionClaim = { staffId: string; version: number };

export function sessionCookieName(secure: boolean): string {
  return secure ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** The secret that encrypts session cookies; whoever starts the server sets it. */
export function authSecret(): string {
  const secret = process.env.AUTH_SECRET ?? process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error("AUTH_SECRET is not set: run `npm start`, or set it to a long random text.");
  return secret;
}

/** The same encrypted token that next-auth's own route writes. */
export function encodeSession(claim: SessionClaim): Promise<string> {
  return encode({
    token: { sub: claim.staffId, version: claim.version },
    secret: authSecret(),
    maxAge: SESSION_SECONDS,
  });
}

/** The claim in a cookie, or null when it is forged, expired or no token at all. */
export async function decodeSession(token: string | undefined): Promise<SessionClaim | null> {
  if (!token) return null;
  const secret = authSecret();
  // Any cookie can be sent: one that does not decrypt is the same as none.
  const payload = await decode({ token, secret }).catch(() => null);
  return claimOf(payload);
}

export function claimOf(payload: { sub?: string; version?: unknown } | null): SessionClaim | null {
  if (!isId(payload?.sub) || !Number.isSafeInteger(payload.version)) return null;
  return { staffId: payload.sub, version: Number(payload.version) };
}

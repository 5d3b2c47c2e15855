import { cookies, headers } from "next/headers";
import { isSecure } from "./request";
import { encodeSession, SESSION_SECONDS, type SessionClaim, sessionCookieName } from "./session-token";

/** Signs the browser in as this person. Only an action or a route handler may set cookies. */
export async function openSession(claim: SessionClaim): Promise<void> {
  const secure = isSecure(await headers());
  (await cookies()).set(sessionCookieName(secure), await encodeSession(claim), {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
    maxAge: SESSION_SECONDS,
  });
}

/** Signs the browser out. */
export async function closeSession(): Promise<void> {
  const secure = isSecure(await headers());
  (await cookies()).set(sessionCookieName(secure), "", {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
    maxAge: 0,
  });
}

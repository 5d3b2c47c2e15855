import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { connection } from "@/db/client";
import { may } from "@/lib/actor";
import type { Permission } from "@/lib/staff/rules/permissions";
import { loadSession, type Session } from "./load-session";
import { isSecure, pathHeader } from "./request";
import { safeNext } from "./rules/safe-next";
import { decodeSession, type SessionClaim, sessionCookieName } from "./session-token";

export type { Session } from "./load-session";

/** Who is signed in, or null. Asked once per request, and of the database each time. */
export const currentStaff = cache(async (): Promise<Session | null> => (await currentSession())?.session ?? null);

/** The same with the claim it was read by, for what outlives the request and has to ask again. */
export async function currentSession(): Promise<{ claim: SessionClaim; session: Session } | null> {
  const [jar, bag] = await Promise.all([cookies(), headers()]);
  const claim = await decodeSession(jar.get(sessionCookieName(isSecure(bag)))?.value);
  const session = claim && (await loadSession(connection().sql, claim));
  return claim && session ? { claim, session } : null;
}

/** For pages: who is signed in; whoever is not goes to the sign-in page and comes back after it. */
export async function requireStaff(): Promise<Session> {
  const session = await currentStaff();
  if (session) return session;
  const next = safeNext((await headers()).get(pathHeader));
  return redirect(next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`);
}

/** For pages: like `requireStaff`, and answers 403 to a role without the permission. */
export async function requirePermission(permission: Permission): Promise<Session> {
  const session = await requireStaff();
  if (!may(session.actor, permission)) forbidden();
  return session;
}

import { createHash } from "node:crypto";
import { connection } from "@/db/client";
import { type Refusal, refuse } from "@/lib/core/result";
import { normaliseEmail } from "@/lib/core/text";
import type { StaffPreferences } from "./load-session";
import { verifyPassword } from "./password";
import { accountThrottle, addressThrottle } from "./throttle";

export type SignedIn = { id: string; name: string; email: string; version: number; preferences: StaffPreferences };
export type SignInRefusal = Refusal<"wrong_credentials" | "too_many_attempts">;

/**
 * Checks e-mail and password. An unknown e-mail, a wrong password, an invitation not yet accepted and a disabled person
 * get the same answer after the same work. Only failures count against the limits.
 */
export async function signIn(email: string, password: string, address: string): Promise<SignedIn | SignInRefusal> {
  const wanted = normaliseEmail(email) ?? "";
  const account = accountKey(wanted);
  const [ofAddress, ofAccount] = await Promise.all([addressThrottle.take(address), accountThrottle.take(account)]);
  const wait = Math.max(ofAddress.retryAfterSeconds ?? 0, ofAccount.retryAfterSeconds ?? 0);
  if (wait > 0) return refuse("too_many_attempts", { minutes: Math.ceil(wait / 60) });

  const { sql } = connection();
  const [found] = await sql<(SignedIn & { passwordHash: string | null; active: boolean })[]>`
    select id, name, email, session_version as version, preferences, password_hash as "passwordHash", active
    from staff where lower(email) = ${wanted}`;
  const matches = await verifyPassword(password.slice(0, 1000), found?.active ? found.passwordHash : null);
  if (!found || !matches) return refuse("wrong_credentials");

  await Promise.all([accountThrottle.clear(account), addressThrottle.giveBack(address)]);
  const { passwordHash, active, ...staff } = found;
  await sql`update staff set last_sign_in_at = now() where id = ${staff.id}`;
  return staff;
}

/** What an account is counted under: the table of counts is not a list of addresses. */
export function accountKey(email: string): string {
  return createHash("sha256").update(email).digest("base64url");
}

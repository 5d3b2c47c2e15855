import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import type { Actor } from "@/lib/actor";
import { loadSession, type Session } from "@/lib/auth/load-session";
import { hashPassword } from "@/lib/auth/password";
import { assert, isRefusal } from "@/lib/core/result";
import { setUpShop } from "@/lib/settings/set-up-shop";
import { createStaff } from "@/lib/staff/create-staff";
import type { Role } from "@/lib/staff/rules/permissions";

export const testPassword = "a password for tests";
export type TestPerson = Session & { id: string; email: string; version: number };

let shared: Promise<string> | undefined;
// Hashing takes its time on purpose; people of one test file share one hash.
const hash = () => (shared ??= hashPassword(testPassword));

/** Opens a shop in an empty database; its owner comes back, signed in. */
export async function openShop(settings: { currency?: string; timeZone?: string } = {}): Promise<TestPerson> {
  const { currency = "CNY", timeZone = "Asia/Shanghai" } = settings;
  const email = "owner@shop.test";
  const opened = await setUpShop({
    shop: { name: "Test shop", country: "", currency, timeZone, locale: "en" },
    owner: { name: "Olive Owner", email, passwordHash: await hash() },
  });
  assert(!isRefusal(opened), "the test shop is already open");
  return signedIn(opened.staffId, opened.version);
}

/** Somebody new of this role, signed in. */
export async function hire(role: Role, email = `${role}@shop.test`): Promise<TestPerson> {
  const passwordHash = await hash();
  const created = await transact((tx) => createStaff(tx, { email, name: `Test ${role}`, role, passwordHash }));
  assert(created && !isRefusal(created), `${email} is taken`);
  return signedIn(created.id, 1);
}

/** The actor of a role, hired for the occasion. */
export async function actorOf(role: Role, email?: string): Promise<Actor> {
  return (await hire(role, email)).actor;
}

async function signedIn(id: string, version: number): Promise<TestPerson> {
  const session = await loadSession(connection().sql, { staffId: id, version });
  assert(session, "the session does not hold");
  return { ...session, id, email: session.staff.email, version };
}

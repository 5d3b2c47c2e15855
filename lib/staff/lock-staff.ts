import type { Tx } from "@/db/transaction";
import type { Role } from "./rules/permissions";

export type LockedStaff = {
  id: string;
  email: string;
  name: string;
  role: Role;
  active: boolean;
  passwordHash: string | null;
  sessionVersion: number;
};

/** One person, locked until the transaction ends. */
export async function lockStaff(tx: Tx, id: string): Promise<LockedStaff | null> {
  const [found] = await tx.sql<LockedStaff[]>`
    select id, email, name, role, active, password_hash as "passwordHash", session_version as "sessionVersion"
    from staff where id = ${id} for update`;
  return found ?? null;
}

/** Everybody who can sign in as owner, locked in one order: two owners who remove each other wait, and one is refused. */
export async function lockOwners(tx: Tx): Promise<string[]> {
  const owners = await tx.sql<{ id: string }[]>`
    select id from staff where role = 'owner' and active and password_hash is not null order by id for update`;
  return owners.map(({ id }) => id);
}

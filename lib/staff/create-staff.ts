import type { Tx } from "@/db/transaction";
import { newId } from "@/lib/core/ids";
import type { Role } from "./rules/permissions";

export type NewStaff = {
  email: string;
  name: string;
  role: Role;
  /** From `hashPassword`; a person without one signs in only through the invitation's link. */
  passwordHash?: string;
  invitation?: { tokenHash: string; expiresAt: Date };
  preferences?: { locale?: string; theme?: string; shortcuts?: boolean; sound?: boolean };
};

/** Writes the row of a person; null when the e-mail address already belongs to one. */
export async function createStaff(tx: Tx, person: NewStaff): Promise<{ id: string } | null> {
  const [created] = await tx.sql<{ id: string }[]>`
    insert into staff (id, email, name, role, password_hash, token_hash, token_expires_at, preferences)
    values (${newId()}, ${person.email.toLowerCase()}, ${person.name}, ${person.role}, ${person.passwordHash ?? null},
      ${person.invitation?.tokenHash ?? null}, ${person.invitation?.expiresAt.toISOString() ?? null}::text::timestamptz,
      ${JSON.stringify(person.preferences ?? {})}::text::jsonb)
    on conflict (lower(email)) do nothing
    returning id`;
  return created ?? null;
}

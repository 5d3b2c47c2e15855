import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { changePasswordInput } from "../inputs";

/**
 * Replaces the actor's own password. The caller has checked the old one against `previousHash`; if it changed meanwhile,
 * nothing happens. All sessions end; the returned version opens a new one. Refuses "password_changed".
 */
export const changePassword = defineCommand({
  name: "staff.change_password",
  permission: "home.read",
  input: changePasswordInput,
  refusals: ["password_changed"],
  async run(context, { previousHash, passwordHash }) {
    const [person] = await context.tx.sql<{ email: string; version: number }[]>`
      update staff
      set password_hash = ${passwordHash}, session_version = session_version + 1, token_hash = null, token_expires_at = null
      where id::text = ${context.actor.id} and password_hash = ${previousHash} and active
      returning email, session_version as version`;
    if (!person) return refuse("password_changed");
    await recordAudit(context, "staff.password_changed", person.email);
    return { version: person.version };
  },
});

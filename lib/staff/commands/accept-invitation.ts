import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { acceptInvitationInput } from "../inputs";

/**
 * Sets the password of whoever holds the link. One conditional write claims the token, so of two who open it at the same
 * moment one gets in; sessions under the old password end. Run by the house: the token is the permission.
 * Refuses "link_used".
 */
export const acceptInvitation = defineCommand({
  name: "staff.accept_invitation",
  permission: "staff.manage",
  input: acceptInvitationInput,
  refusals: ["link_used"],
  async run(context, { tokenHash, passwordHash }) {
    const [person] = await context.tx.sql<{ id: string; email: string; version: number }[]>`
      update staff
      set password_hash = ${passwordHash}, token_hash = null, token_expires_at = null,
        session_version = session_version + 1, last_sign_in_at = ${context.now.toISOString()}::text::timestamptz
      where token_hash = ${tokenHash} and token_expires_at > ${context.now.toISOString()}::text::timestamptz and active
      returning id, email, session_version as version`;
    if (!person) return refuse("link_used");
    await recordAudit(context, "staff.password_set", person.email);
    return { staffId: person.id, version: person.version };
  },
});

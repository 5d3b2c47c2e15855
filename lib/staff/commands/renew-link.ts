import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { renewLinkInput } from "../inputs";
import { lockStaff } from "../lock-staff";
import { expiryOf } from "../rules/link-expiry";

/**
 * A new one-time link: the invitation again for somebody who never came, else a way to a new password. Links given out
 * before stop working; the old password works until the link is used. Refuses "gone", "staff_disabled".
 */
export const renewLink = defineCommand({
  name: "staff.renew_link",
  permission: "staff.manage",
  input: renewLinkInput,
  refusals: ["gone", "staff_disabled"],
  async run(context, { id, tokenHash }) {
    const person = await lockStaff(context.tx, id);
    if (!person) return refuse("gone");
    if (!person.active) return refuse("staff_disabled", { name: person.name });
    const kind = person.passwordHash === null ? "invitation" : "reset";
    const expiresAt = expiryOf(kind, context.now).toISOString();
    await context.tx.sql`
      update staff set token_hash = ${tokenHash}, token_expires_at = ${expiresAt}::text::timestamptz where id = ${id}`;
    await recordAudit(context, kind === "reset" ? "staff.reset_link" : "staff.invited_again", person.email);
    return { kind, expiresAt };
  },
});

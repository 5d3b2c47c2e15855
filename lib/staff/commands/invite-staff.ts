import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { createStaff } from "../create-staff";
import { inviteStaffInput } from "../inputs";
import { expiryOf } from "../rules/link-expiry";

/**
 * Adds a person who has no password yet; whoever opens the link of the token sets it. The token itself never comes here,
 * so that no log and no stored answer can hold it. Refuses "email_taken".
 */
export const inviteStaff = defineCommand({
  name: "staff.invite",
  permission: "staff.manage",
  input: inviteStaffInput,
  refusals: ["email_taken"],
  async run(context, { name, email, role, tokenHash }) {
    const invitation = { tokenHash, expiresAt: expiryOf("invitation", context.now) };
    const created = await createStaff(context.tx, { name, email, role, invitation });
    if (!created) return refuse("email_taken", { email });
    await recordAudit(context, "staff.invited", email, { name, role });
    return { id: created.id };
  },
});

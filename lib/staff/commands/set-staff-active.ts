import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { setStaffActiveInput } from "../inputs";
import { lockOwners, lockStaff } from "../lock-staff";
import { keepsAnOwner } from "../rules/last-owner";

/**
 * Shuts a person out, or lets them in again. Whatever they did stays with their name; their sessions and links end at
 * once. Refuses "gone", "last_owner".
 */
export const setStaffActive = defineCommand({
  name: "staff.set_active",
  permission: "staff.manage",
  input: setStaffActiveInput,
  refusals: ["gone", "last_owner"],
  async run(context, { id, active }) {
    const owners = await lockOwners(context.tx);
    const person = await lockStaff(context.tx, id);
    if (!person) return refuse("gone");
    if (person.active === active) return { active };
    const refusal = active ? null : keepsAnOwner(owners, id);
    if (isRefusal(refusal)) return refusal;
    await context.tx.sql`
      update staff
      set active = ${active}, session_version = session_version + 1, token_hash = null, token_expires_at = null
      where id = ${id}`;
    await recordAudit(context, active ? "staff.enabled" : "staff.disabled", person.email);
    return { active };
  },
});

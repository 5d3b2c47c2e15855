import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { changeRoleInput } from "../inputs";
import { lockOwners, lockStaff } from "../lock-staff";
import { keepsAnOwner } from "../rules/last-owner";

/** Gives a person another role; their sessions end, so that it holds from the next request. Refuses "gone", "last_owner". */
export const changeRole = defineCommand({
  name: "staff.change_role",
  permission: "staff.manage",
  input: changeRoleInput,
  refusals: ["gone", "last_owner"],
  async run(context, { id, role }) {
    const owners = await lockOwners(context.tx);
    const person = await lockStaff(context.tx, id);
    if (!person) return refuse("gone");
    if (person.role === role) return { role };
    const refusal = role === "owner" ? null : keepsAnOwner(owners, id);
    if (isRefusal(refusal)) return refusal;
    await context.tx.sql`update staff set role = ${role}, session_version = session_version + 1 where id = ${id}`;
    await recordAudit(context, "staff.role_changed", person.email, { from: person.role, to: role });
    return { role };
  },
});

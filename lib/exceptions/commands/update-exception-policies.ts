import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { updateExceptionPoliciesInput } from "../inputs";
import { loadPolicies } from "../load-policies";

/** Sets which types are watched, how bad each is, and its hours. What is open keeps the due time it was opened with. */
export const updateExceptionPolicies = defineCommand({
  name: "exceptions.update_policies",
  permission: "settings.edit",
  input: updateExceptionPoliciesInput,
  refusals: [],
  async run(context, { policies }) {
    const { sql } = context.tx;
    const before = await loadPolicies(sql);
    const rows = Object.entries(policies).map(([type, policy]) => ({ type, ...policy }));
    await sql`
      insert into exception_policies (type, active, severity, due_hours, wait_hours)
      select type, active, severity, "dueHours", "waitHours"
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) r (type text, active boolean, severity text, "dueHours" int, "waitHours" int)
      on conflict (type) do update set active = excluded.active, severity = excluded.severity, due_hours = excluded.due_hours, wait_hours = excluded.wait_hours`;
    await recordAudit(context, "settings.exceptions_changed", "", { before, after: policies });
    return { types: rows.length };
  },
});

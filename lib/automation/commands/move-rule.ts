import { recordAudit } from "@/lib/audit";
import { moveRuleInput } from "@/lib/automation/inputs";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";

/** Moves a rule before or behind its neighbour of the same trigger; the first and the last stay where they are. */
export const moveRule = defineCommand({
  name: "automation.move",
  permission: "automation.manage",
  input: moveRuleInput,
  refusals: ["no_such_rule"],
  async run(context, { number, by }) {
    const { tx } = context;
    const rows = await tx.sql<{ id: string; number: number; name: string }[]>`
      select id, number, name from automation_rules
      where archived_at is null
        and trigger = (select trigger from automation_rules where number = ${number} and archived_at is null)
      order by position, number for update`;
    const at = rows.findIndex((row) => row.number === number);
    const rule = rows[at];
    if (!rule) return refuse("no_such_rule");
    const to = Math.min(Math.max(at + by, 0), rows.length - 1);
    if (to === at) return { number, position: at + 1 };
    const ids = rows
      .map(({ id }) => id)
      .toSpliced(at, 1)
      .toSpliced(to, 0, rule.id);
    await tx.sql`
      update automation_rules r set position = p.position
      from unnest(${ids}::uuid[]) with ordinality as p(id, position) where r.id = p.id and r.position <> p.position`;
    await recordAudit(context, "automation.rule_moved", rule.name, { before: at + 1, after: to + 1 });
    return { number, position: to + 1 };
  },
});

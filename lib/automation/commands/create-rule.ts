import { automationRevisions, automationRules } from "@/db/schema/automation";
import { recordAudit } from "@/lib/audit";
import { createRuleInput } from "@/lib/automation/inputs";
import { checkRule, checkRuleRefusals, columnsOfRule, nextPosition } from "@/lib/automation/load-rule";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert } from "@/lib/core/result";

/** Makes a rule, at the end of those of its trigger; switched off unless told otherwise. */
export const createRule = defineCommand({
  name: "automation.create",
  permission: "automation.manage",
  input: createRuleInput,
  refusals: checkRuleRefusals,
  async run(context, { rule, enabled }) {
    const { tx, actor, now } = context;
    const refusal = await checkRule(tx, rule, null);
    if (refusal) return refusal;
    const id = newId();
    const [row] = await tx.db
      .insert(automationRules)
      .values({
        ...columnsOfRule(rule),
        ...{ id, enabled, position: await nextPosition(tx, rule.trigger) },
        ...{ createdBy: actor.name, createdAt: now, updatedAt: now },
      })
      .returning({ number: automationRules.number });
    assert(row, "a rule that was written has its number");
    await tx.db
      .insert(automationRevisions)
      .values({ ruleId: id, version: 1, rule, changedBy: actor.name, changedAt: now });
    await recordAudit(context, "automation.rule_created", rule.name, { enabled });
    return { number: row.number, version: 1 };
  },
});

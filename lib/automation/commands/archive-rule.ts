import { eq } from "drizzle-orm";
import { automationRules } from "@/db/schema/automation";
import { recordAudit } from "@/lib/audit";
import { ruleRef } from "@/lib/automation/inputs";
import { lockRule } from "@/lib/automation/load-rule";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";

/** Takes a rule off the list for good; what it did stays on its orders, with its versions. */
export const archiveRule = defineCommand({
  name: "automation.archive",
  permission: "automation.manage",
  input: ruleRef,
  refusals: ["no_such_rule", "rule_changed"],
  async run(context, { number }) {
    const { tx, now } = context;
    const rule = await lockRule(tx, { number });
    if (isRefusal(rule)) return rule;
    await tx.db
      .update(automationRules)
      .set({ enabled: false, archivedAt: now, updatedAt: now })
      .where(eq(automationRules.id, rule.id));
    await recordAudit(context, "automation.rule_archived", rule.name);
    return { number };
  },
});

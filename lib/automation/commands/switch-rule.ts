import { eq } from "drizzle-orm";
import { automationRules } from "@/db/schema/automation";
import { recordAudit } from "@/lib/audit";
import { switchRuleInput } from "@/lib/automation/inputs";
import { checkRule, checkRuleRefusals, lockRule } from "@/lib/automation/load-rule";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";

/** Switches a rule on or off; what happens from then on is held against it, nothing of before. */
export const switchRule = defineCommand({
  name: "automation.switch",
  permission: "automation.manage",
  input: switchRuleInput,
  refusals: ["no_such_rule", "rule_changed", ...checkRuleRefusals],
  async run(context, { number, enabled }) {
    const { tx, now } = context;
    const rule = await lockRule(tx, { number });
    if (isRefusal(rule)) return rule;
    if (rule.enabled === enabled) return { number, enabled };
    const refusal = enabled ? await checkRule(tx, rule, number) : undefined;
    if (refusal) return refusal;
    await tx.db.update(automationRules).set({ enabled, updatedAt: now }).where(eq(automationRules.id, rule.id));
    await recordAudit(context, enabled ? "automation.rule_switched_on" : "automation.rule_switched_off", rule.name);
    return { number, enabled };
  },
});

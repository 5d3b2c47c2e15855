import { and, eq } from "drizzle-orm";
import { automationRevisions, automationRules } from "@/db/schema/automation";
import { recordAudit } from "@/lib/audit";
import { changeRuleInput, restoreRuleInput } from "@/lib/automation/inputs";
import { checkRule, checkRuleRefusals, columnsOfRule, lockRule, nextPosition } from "@/lib/automation/load-rule";
import type { RuleBody } from "@/lib/automation/rules/body";
import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";

type Asked = { number: number; version: number };

/** Writes a rule anew as its next version; what it was stays readable. */
export const changeRule = defineCommand({
  name: "automation.change",
  permission: "automation.manage",
  input: changeRuleInput,
  refusals: ["no_such_rule", "rule_changed", ...checkRuleRefusals],
  run: (context, { rule, ...asked }) => write(context, asked, rule),
});

/** Makes an earlier version the next one. */
export const restoreRule = defineCommand({
  name: "automation.restore",
  permission: "automation.manage",
  input: restoreRuleInput,
  refusals: [...changeRule.refusals, "no_such_version"],
  async run(context, { restore, ...asked }) {
    const now = await lockRule(context.tx, asked);
    if (isRefusal(now)) return now;
    const [revision] = await context.tx.db
      .select({ rule: automationRevisions.rule })
      .from(automationRevisions)
      .where(and(eq(automationRevisions.ruleId, now.id), eq(automationRevisions.version, restore)));
    if (!revision) return refuse("no_such_version", { version: restore });
    return write(context, asked, revision.rule);
  },
});

async function write(context: CommandContext, asked: Asked, rule: RuleBody) {
  const { tx, actor, now } = context;
  const before = await lockRule(tx, asked);
  if (isRefusal(before)) return before;
  const refusal = await checkRule(tx, rule, before.number);
  if (refusal) return refusal;
  const version = before.version + 1;
  // A rule that waits for something else goes behind those that wait for it already.
  const position = rule.trigger === before.trigger ? before.position : await nextPosition(tx, rule.trigger);
  await tx.db
    .update(automationRules)
    .set({ ...columnsOfRule(rule), version, position, updatedAt: now })
    .where(eq(automationRules.id, before.id));
  await tx.db
    .insert(automationRevisions)
    .values({ ruleId: before.id, version, rule, changedBy: actor.name, changedAt: now });
  await recordAudit(context, "automation.rule_changed", rule.name, { version });
  return { number: before.number, version };
}

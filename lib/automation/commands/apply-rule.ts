import { automationFirings, automationRuns } from "@/db/schema/automation";
import { recordAudit } from "@/lib/audit";
import { applyRuleInput } from "@/lib/automation/inputs";
import { lockRule } from "@/lib/automation/load-rule";
import { matchOrders } from "@/lib/automation/match-orders";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal } from "@/lib/core/result";
import { insertRows } from "@/lib/rows";

/**
 * Applies a rule to orders of the past: those of the list that match it now fire once more, and the worker does what it
 * says, as it does for any firing. An order that this rule fired on as it stands now is left out.
 */
export const applyRule = defineCommand({
  name: "automation.apply",
  permission: "automation.manage",
  input: applyRuleInput,
  refusals: ["no_such_rule", "rule_changed"],
  async run(context, { number, version, orders }) {
    const { tx, shop, actor, now } = context;
    const rule = await lockRule(tx, { number, version });
    if (isRefusal(rule)) return rule;
    const { looked, matched } = await matchOrders(tx, { shop, now }, rule, { numbers: orders });
    const id = newId();
    const [run] = await tx.db
      .insert(automationRuns)
      .values({
        ...{ id, ruleId: rule.id, ruleVersion: rule.version, asked: looked, matched: matched.length },
        ...{ startedBy: actor.name, startedAt: now },
      })
      .returning({ number: automationRuns.number });
    assert(run, "a run that was written has its number");
    const rows = matched.map((order) => ({
      ...{ id: newId(), ruleId: rule.id, ruleVersion: rule.version, orderId: order.id, seq: order.version },
      ...{ cause: "applied", status: "open", firedAt: now, saw: order.saw, actions: rule.actions, did: [] },
      ...{ depth: 0, chain: [], runId: id },
    }));
    const fired = rows.length > 0 ? (await insertRows(tx, automationFirings, rows, "on conflict do nothing")).count : 0;
    await recordAudit(context, "automation.rule_applied", rule.name, { asked: looked, matched: fired });
    return { run: run.number, asked: looked, fired };
  },
});

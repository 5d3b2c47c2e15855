import { type IntakeEffect, type RuleNamed, reviewingRules, rulesAtIntake } from "@/lib/automation/rules/at-intake";
import { factsOf } from "@/lib/automation/rules/facts";
import { assert } from "@/lib/core/result";
import { applyPlan } from "./apply-plan";
import type { FinishFacts } from "./intake";
import type { Plan } from "./plan";
import { levelOf, priorityOf } from "./priority";

export type RulesSaid = {
  /** Rules that send the order to a person. */
  reviews: RuleNamed[];
  /** A rule lets it through though the shop approves nothing by itself. */
  approves: boolean;
  warehouse: string | null;
  firings: IntakeEffect["firings"];
};

/**
 * The merchant's rules, before the checks decide. As an order comes in they hold, tag and assign it in the same plan; when
 * its checks run again, only rules that send it to a person are asked again. Extends the plan.
 */
export function askRules(plan: Plan, facts: FinishFacts): RulesSaid {
  const { rules, people } = facts.automation;
  const nothing = { reviews: [], approves: false, warehouse: null, firings: [] };
  if (rules.length === 0) return nothing;
  const order = applyPlan(plan);
  const seen = factsOf(order, {
    ...facts.about,
    now: facts.now,
    timeZone: facts.shop.timeZone,
    shopCurrency: facts.shop.currency,
    channel: facts.channel.code,
    shipTo: facts.shipTo,
    customerTags: (order.customerId ? facts.automation.customerTags.get(order.customerId) : undefined) ?? [],
    earlierOrders: facts.earlierOrders,
    promotions: facts.promotions,
    categoryOf: categoriesOf(facts),
  });
  if (!comesIn(plan)) return { ...nothing, reviews: reviewingRules(rules, seen) };
  const effect = rulesAtIntake(rules, seen, { locations: facts.locations, people });
  for (const { add, remove, rule } of effect.tags) {
    const tags = [...(plan.patch?.tags ?? order.tags).filter((tag) => !remove.includes(tag)), ...add];
    plan.patch = { ...plan.patch, tags };
    plan.events.push({ type: "order.tagged", data: { add, remove, automation: rule.name } });
  }
  if (effect.assignee) {
    const { id, name, rule } = effect.assignee;
    plan.patch = { ...plan.patch, assigneeId: id };
    plan.events.push({ type: "order.assigned", data: { to: name, toId: id, fromId: null, automation: rule.name } });
  }
  if (effect.priority) {
    const { to, rule } = effect.priority;
    plan.patch = { ...plan.patch, priority: levelOf(to) };
    const data = { from: priorityOf(order.priority), to, reason: "", automation: rule.name };
    plan.events.push({ type: "order.prioritised", data });
  }
  for (const { hold, rule } of effect.holds) {
    plan.openHolds = [...(plan.openHolds ?? []), hold];
    const { type, scope, reason, releaseWhen, approver } = hold;
    plan.events.push({
      type: "order.held",
      data: { type, scope, reason, dueAt: null, releaseWhen, approver, automation: rule.name },
    });
  }
  return {
    reviews: effect.reviews,
    approves: effect.approves,
    warehouse: effect.warehouse?.id ?? null,
    firings: effect.firings,
  };
}

/** Writes what fired into the plan, once it is known whether the order was let through. */
export function keepFirings(plan: Plan, firings: IntakeEffect["firings"]): Plan {
  if (firings.length === 0) return plan;
  const came = plan.events.findIndex(({ type }) => arrivals.has(type));
  assert(came !== -1, "rules fire on the event an order comes in by");
  const seq = (plan.order?.version ?? 0) + came + 1;
  const approved = plan.events.some(({ type }) => type === "order.approved");
  return {
    ...plan,
    firings: firings.map(({ rule: _, approves, did, ...firing }) => ({
      ...firing,
      seq,
      did:
        approves === null || approved
          ? did
          : did.map((outcome, index) => (index === approves ? { ok: false, code: "approval_stopped" } : outcome)),
    })),
  };
}

const arrivals = new Set(["order.received", "order.submitted"]);

function comesIn(plan: Plan): boolean {
  return plan.events.some(({ type }) => arrivals.has(type));
}

function categoriesOf({ variants }: FinishFacts): (id: string) => string {
  const categories = new Map([...variants.values()].map(({ id, category }) => [id, category]));
  return (id) => categories.get(id) ?? "";
}

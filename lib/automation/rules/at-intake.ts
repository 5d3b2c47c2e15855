import { newId } from "@/lib/core/ids";
import type { Priority } from "@/lib/orders/rules/priority";
import type { HoldState } from "@/lib/orders/rules/state";
import { tagsAtMost } from "@/lib/orders/rules/tags";
import { type Action, actionTable } from "./actions";
import type { Rule } from "./body";
import { evaluate, type Saw } from "./evaluate";
import type { OrderFacts } from "./facts";
import type { Outcome } from "./outcome";

/** What intake knows of the shop besides the order: whom and where actions name. */
export type IntakePlaces = {
  /** Warehouses that are open, by code. */
  locations: readonly { id: string; code: string }[];
  /** People by e-mail in small letters. */
  people: ReadonlyMap<string, { id: string; name: string }>;
};

/** What intake has to know of automation besides its own facts; `customerTags` are of each customer asked for. */
export type IntakeAutomation = {
  rules: readonly Rule[];
  people: IntakePlaces["people"];
  customerTags: ReadonlyMap<string, readonly string[]>;
};

/** A rule that fired, as its row keeps it. */
export type NewFiring = {
  id: string;
  ruleId: string;
  ruleVersion: number;
  seq: number;
  cause: "intake";
  saw: Saw[];
  actions: Action[];
  did: Outcome[];
};

export type RuleNamed = { number: number; name: string };

/** What the rules of orders that come in want with one of them. */
export type IntakeEffect = {
  firings: (Omit<NewFiring, "seq"> & { rule: RuleNamed; approves: number | null })[];
  /** Rules that let it through, though the shop approves nothing by itself. */
  approves: boolean;
  /** Rules that send it to a person. */
  reviews: RuleNamed[];
  holds: { hold: HoldState; rule: RuleNamed }[];
  tags: { add: string[]; remove: string[]; rule: RuleNamed }[];
  assignee: { id: string; name: string; rule: RuleNamed } | null;
  warehouse: { id: string; rule: RuleNamed } | null;
  priority: { to: Priority; rule: RuleNamed } | null;
};

/**
 * Holds the rules against an order on its way in, in their order. Where two of them say something contrary, the one that
 * stands first has its way with people and warehouses, and whoever stops an order has it over whoever lets it through.
 * Actions that intake does come first in the firing's row; the others follow in the worker.
 */
export function rulesAtIntake(rules: readonly Rule[], facts: OrderFacts, places: IntakePlaces): IntakeEffect {
  const effect: IntakeEffect = {
    firings: [],
    approves: false,
    reviews: [],
    holds: [],
    tags: [],
    assignee: null,
    warehouse: null,
    priority: null,
  };
  const tagged = new Set(facts.tags);
  for (const rule of rules) {
    const { matched, saw } = evaluate(rule, facts);
    if (!matched) continue;
    const named = { number: rule.number, name: rule.name };
    const actions = inIntakeFirst(rule.actions);
    const now = actions.filter(({ kind }) => actionTable[kind].inIntake);
    const did = now.map((action): Outcome => take(action, { effect, rule: named, tagged, places }));
    const approves = now.findIndex(({ kind }) => kind === "approve");
    effect.firings.push({
      ...{ id: newId(), ruleId: rule.id, ruleVersion: rule.version, cause: "intake" as const },
      ...{ saw, actions, did, rule: named, approves: approves === -1 ? null : approves },
    });
  }
  return effect;
}

/** Rules that send the order to a person, asked again each time its checks run. */
export function reviewingRules(rules: readonly Rule[], facts: OrderFacts): RuleNamed[] {
  return rules
    .filter((rule) => rule.actions.some(({ kind }) => kind === "review") && evaluate(rule, facts).matched)
    .map(({ number, name }) => ({ number, name }));
}

type Taking = { effect: IntakeEffect; rule: RuleNamed; tagged: Set<string>; places: IntakePlaces };

const done: Outcome = { ok: true };

function take(action: Action, { effect, rule, tagged, places }: Taking): Outcome {
  switch (action.kind) {
    case "approve":
      effect.approves = true;
      return done;
    case "review":
      effect.reviews.push(rule);
      return done;
    case "hold": {
      const { type, scope, reason, releaseWhen, approver = null } = action;
      if (effect.holds.some(({ hold }) => hold.type === type)) return not("already_held", { type });
      effect.holds.push({
        hold: { id: newId(), type, scope, reason: reason || rule.name, dueAt: null, releaseWhen, approver },
        rule,
      });
      return done;
    }
    case "tag": {
      const add = action.add.filter((tag) => !tagged.has(tag));
      const remove = action.remove.filter((tag) => tagged.has(tag));
      if (add.length + remove.length === 0) return not("nothing_to_change");
      if (tagged.size + add.length - remove.length > tagsAtMost) return not("too_many_tags", { most: tagsAtMost });
      for (const tag of remove) tagged.delete(tag);
      for (const tag of add) tagged.add(tag);
      effect.tags.push({ add, remove, rule });
      return done;
    }
    case "assign": {
      const person = places.people.get(action.email.toLowerCase());
      if (!person) return not("no_such_person", { email: action.email });
      if (effect.assignee) return not("rule_before", { name: effect.assignee.rule.name });
      effect.assignee = { ...person, rule };
      return done;
    }
    case "warehouse": {
      const location = places.locations.find(({ code }) => code === action.code);
      if (!location) return not("unknown_location", { location: action.code });
      if (effect.warehouse) return not("rule_before", { name: effect.warehouse.rule.name });
      effect.warehouse = { id: location.id, rule };
      return done;
    }
    case "prioritise":
      if (effect.priority) return not("rule_before", { name: effect.priority.rule.name });
      if (action.priority === "usual") return not("nothing_to_change");
      effect.priority = { to: action.priority, rule };
      return done;
    default:
      return not("not_for_trigger");
  }
}

function not(code: string, facts: Record<string, unknown> = {}): Outcome {
  return { ok: false, code, facts };
}

function inIntakeFirst(actions: readonly Action[]): Action[] {
  const now = (action: Action) => actionTable[action.kind].inIntake === true;
  return [...actions.filter(now), ...actions.filter((action) => !now(action))];
}

import type { Action, ActionKind } from "@/lib/automation/rules/actions";
import type { RuleBody } from "@/lib/automation/rules/body";
import type { Comparison, Condition, Leaf, LineScope, Match, Value } from "@/lib/automation/rules/conditions";
import {
  type Field,
  type FieldName,
  fieldNames,
  fieldOf,
  type LineFieldName,
  lineFieldOf,
  type Operator,
  operators,
} from "@/lib/automation/rules/fields";
import type { Trigger } from "@/lib/automation/rules/triggers";
import { newId } from "@/lib/core/ids";
import { holdEnd, writeHoldEnd } from "@/lib/orders/rules/hold-end";

/** A comparison as it is typed: one of text, values and yes is of its field's type. */
export type TypedComparison<Name> = {
  key: string;
  field: Name;
  op: Operator;
  text: string;
  values: string[];
  yes: boolean;
  currency: string;
};
export type TypedOrder = TypedComparison<FieldName> & { kind: "order" };
export type TypedLines = {
  kind: "lines";
  key: string;
  scope: LineScope;
  where: TypedComparison<LineFieldName>[];
  op: Operator;
  text: string;
  currency: string;
};
export type TypedLeaf = TypedOrder | TypedLines;
export type TypedGroup = { kind: "group"; key: string; match: Match; conditions: TypedLeaf[] };
export type TypedCondition = TypedLeaf | TypedGroup;
export type TypedAction = { key: string; kind: ActionKind; typed: Record<string, string> };

export type TypedRule = {
  name: string;
  trigger: Trigger;
  waitHours: string;
  match: Match;
  conditions: TypedCondition[];
  actions: TypedAction[];
};

export function emptyRule(currency: string): TypedRule {
  return {
    ...{ name: "", trigger: "received", waitHours: "48", match: "all" },
    conditions: [newOrder("total", currency)],
    actions: [newAction("review")],
  };
}

export function newOrder(field: FieldName, currency: string): TypedOrder {
  return { kind: "order", ...newComparison(field, fieldOf(field), currency) };
}

export function newLines(scope: LineScope, currency: string): TypedLines {
  const where = [newComparison("sku" as LineFieldName, lineFieldOf("sku"), currency)];
  return { kind: "lines", key: newId(), scope, where, op: "at_least", text: "", currency };
}

export function newComparison<Name>(field: Name, { type }: Pick<Field<never>, "type">, currency: string) {
  const [op] = operators[type];
  return { key: newId(), field, op: op as Operator, text: "", values: [], yes: true, currency };
}

export function newAction(kind: ActionKind): TypedAction {
  const typed: Record<string, string> = kind === "hold" ? { type: "other", scope: "all" } : {};
  if (kind === "release") typed.type = "payment";
  if (kind === "prioritise") typed.priority = "high";
  if (kind === "gift") typed.quantity = "1";
  return { key: newId(), kind, typed };
}

/** The fields that can be asked with a trigger. */
export function fieldsFor(trigger: Trigger): FieldName[] {
  return fieldNames.filter((name) => fieldOf(name).triggers?.includes(trigger) ?? true);
}

/** The rule as the command takes it; what does not read goes on as typed, so that the command says what is wrong. */
export function askedRule(rule: TypedRule): unknown {
  return {
    name: rule.name,
    trigger: rule.trigger,
    waitHours: rule.trigger === "overdue" ? numberOf(rule.waitHours) : null,
    match: rule.match,
    conditions: rule.conditions.map((condition) =>
      condition.kind === "group"
        ? { kind: "group", match: condition.match, conditions: condition.conditions.map(askedLeaf) }
        : askedLeaf(condition),
    ),
    actions: rule.actions.map(askedAction),
  };
}

function askedLeaf(leaf: TypedLeaf): unknown {
  if (leaf.kind === "order") return { kind: "order", ...askedComparison(leaf, fieldOf(leaf.field)) };
  const { kind, scope, op, text, currency } = leaf;
  const where = leaf.where.map((part) => askedComparison(part, lineFieldOf(part.field)));
  if (scope === "quantity") return { kind, scope, where, op, value: numberOf(text) };
  if (scope === "amount") return { kind, scope, where, op, value: text.trim(), currency };
  return { kind, scope, where };
}

function askedComparison<Name>(
  typed: TypedComparison<Name>,
  { type, choices }: Pick<Field<never>, "type" | "choices">,
) {
  const { field, op, text, values, yes, currency } = typed;
  if (type === "number") return { field, op, value: numberOf(text) };
  if (type === "money") return { field, op, value: text.trim(), currency };
  if (type === "flag") return { field, op, value: yes };
  return { field, op, value: choices ? values : textsOf(text) };
}

function askedAction({ kind, typed }: TypedAction): unknown {
  const text = (name: string) => (typed[name] ?? "").trim();
  switch (kind) {
    case "hold":
      return {
        kind,
        type: text("type"),
        scope: text("scope"),
        reason: text("reason"),
        ...holdEnd(text("ends")),
      };
    case "release":
      return { kind, type: text("type") };
    case "tag":
      return { kind, add: textsOf(text("add")), remove: textsOf(text("remove")) };
    case "assign":
      return { kind, email: text("email") };
    case "warehouse":
    case "service":
      return { kind, code: text("code") };
    case "prioritise":
      return { kind, priority: text("priority") };
    case "raise":
      return { kind, title: text("title") };
    case "gift":
      return { kind, sku: text("sku"), quantity: numberOf(text("quantity")) };
    case "note":
      return { kind, body: text("body") };
    case "notify": {
      const to = text("to");
      const role = to.startsWith("role:") ? to.slice("role:".length) : null;
      return { kind, role, email: role === null ? to : "", message: text("message") };
    }
    case "webhook":
      return { kind, endpoint: numberOf(text("endpoint")) };
    default:
      return { kind };
  }
}

/** A rule that is there, as its editor begins. */
export function typedRule(rule: RuleBody, currency: string): TypedRule {
  return {
    ...{ name: rule.name, trigger: rule.trigger, waitHours: String(rule.waitHours ?? 48), match: rule.match },
    conditions: rule.conditions.map((condition) => typedCondition(condition, currency)),
    actions: rule.actions.map(typedAction),
  };
}

function typedCondition(condition: Condition, currency: string): TypedCondition {
  if (condition.kind !== "group") return typedLeaf(condition, currency);
  const { kind, match } = condition;
  return { kind, key: newId(), match, conditions: condition.conditions.map((leaf) => typedLeaf(leaf, currency)) };
}

function typedLeaf(leaf: Leaf, currency: string): TypedLeaf {
  if (leaf.kind === "order") return { kind: "order", ...typedComparison(leaf, currency) };
  return {
    ...{ kind: "lines", key: newId(), scope: leaf.scope },
    where: leaf.where.map((part) => typedComparison(part, currency)),
    op: leaf.op ?? "at_least",
    text: leaf.value === undefined ? "" : String(leaf.value),
    currency: leaf.currency ?? currency,
  };
}

function typedComparison<Name>(of: Comparison<Name>, currency: string): TypedComparison<Name> {
  const { field, op, value } = of;
  const values = isTexts(value) ? [...value] : [];
  const text = isTexts(value) ? value.join(", ") : typeof value === "boolean" ? "" : String(value);
  return { key: newId(), field, op, text, values, yes: value === true, currency: of.currency ?? currency };
}

function typedAction(action: Action): TypedAction {
  const { kind, ...rest } = action as Action & Record<string, unknown>;
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest))
    typed[name] = Array.isArray(value) ? value.join(", ") : String(value ?? "");
  if (action.kind === "hold") typed.ends = writeHoldEnd(action.releaseWhen, action.approver ?? null);
  if (action.kind === "notify") typed.to = action.role ? `role:${action.role}` : action.email;
  return { key: newId(), kind, typed };
}

function isTexts(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

// A comma of either script separates; what is no number stays as typed.
function textsOf(text: string): string[] {
  return text
    .split(/[,，、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function numberOf(text: string): number | string {
  const typed = text.trim();
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed;
}

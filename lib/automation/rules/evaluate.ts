import { parseMoney } from "@/lib/core/money";
import type { Comparison, Condition, LineCondition, Match, OrderCondition } from "./conditions";
import type { OrderFacts } from "./facts";
import { type FieldType, fieldOf, lineFieldOf, type Operator } from "./fields";

/** A condition with the value it saw and whether that was so; amounts in minor units as text. */
export type Saw =
  | (OrderCondition & { saw: unknown; ok: boolean })
  /** `saw` names the lines that matched, `sum` what they add up to. */
  | (LineCondition & { saw: string[]; sum?: string; ok: boolean })
  | { kind: "group"; match: Match; parts: Saw[]; ok: boolean };

export type Evaluation = { matched: boolean; saw: Saw[] };

/**
 * Holds conditions against an order. Every condition is looked at, also after one that decided, so that what was seen is
 * whole. No condition at all matches every order.
 */
export function evaluate(rule: { match: Match; conditions: readonly Condition[] }, facts: OrderFacts): Evaluation {
  const saw = rule.conditions.map((condition) => look(condition, facts));
  return { matched: holds(rule.match, saw), saw };
}

function holds(match: Match, saw: readonly Saw[]): boolean {
  if (saw.length === 0) return true;
  return match === "all" ? saw.every(({ ok }) => ok) : saw.some(({ ok }) => ok);
}

function look(condition: Condition, facts: OrderFacts): Saw {
  switch (condition.kind) {
    case "order": {
      const { type, of } = fieldOf(condition.field);
      const value = of(facts);
      return { ...condition, saw: shown(value), ok: compare(type, value, condition, facts.currency) };
    }
    case "lines":
      return lookAtLines(condition, facts);
    case "group": {
      const parts = condition.conditions.map((part) => look(part, facts));
      return { kind: "group", match: condition.match, parts, ok: holds(condition.match, parts) };
    }
  }
}

const namedAtMost = 20;

function lookAtLines(condition: LineCondition, facts: OrderFacts): Saw {
  const matching = facts.lines.filter((line) =>
    condition.where.every((part) => {
      const { type, of } = lineFieldOf(part.field);
      return compare(type, of(line), part, facts.currency);
    }),
  );
  const saw = matching.slice(0, namedAtMost).map((line) => line.sku || line.title);
  switch (condition.scope) {
    case "any":
      return { ...condition, saw, ok: matching.length > 0 };
    case "all":
      return { ...condition, saw, ok: facts.lines.length > 0 && matching.length === facts.lines.length };
    case "none":
      return { ...condition, saw, ok: matching.length === 0 };
    case "quantity": {
      const sum = matching.reduce((units, line) => units + line.quantity, 0);
      return { ...condition, saw, sum: `${sum}`, ok: compare("number", sum, condition, facts.currency) };
    }
    case "amount": {
      const sum = matching.reduce((amount, line) => amount + line.amountMinor, 0n);
      return { ...condition, saw, sum: `${sum}`, ok: compare("money", sum, condition, facts.currency) };
    }
  }
}

type Asked = Partial<Pick<Comparison<string>, "op" | "value" | "currency">>;

/** Whether a value stands to what it is compared with as the operator says; what is not known stands to nothing. */
function compare(type: FieldType, value: unknown, asked: Asked, currency: string): boolean {
  const { op } = asked;
  if (op === undefined || value === null || value === undefined) return false;
  switch (type) {
    case "number":
      return ordered(op, value as number, asked.value as number);
    case "money":
      // An amount says nothing of an order in another currency.
      return asked.currency === currency && ordered(op, value as bigint, parseMoney(String(asked.value), currency));
    case "flag":
      return value === asked.value;
    case "text":
    case "choice":
      return isAmong(op, String(value), asked.value as readonly string[]);
    case "list":
      return hasOf(op, value as readonly string[], asked.value as readonly string[]);
  }
}

function ordered<T extends number | bigint>(op: Operator, value: T, other: T): boolean {
  switch (op) {
    case "at_least":
      return value >= other;
    case "at_most":
      return value <= other;
    case "more_than":
      return value > other;
    case "less_than":
      return value < other;
    default:
      return value === other;
  }
}

function isAmong(op: Operator, value: string, others: readonly string[]): boolean {
  const text = value.toLowerCase();
  const some = (test: (other: string) => boolean) => others.some((other) => test(other.toLowerCase()));
  switch (op) {
    case "contains":
      return some((other) => text.includes(other));
    case "contains_none":
      return !some((other) => text.includes(other));
    case "starts_with":
      return some((other) => text.startsWith(other));
    case "is_none_of":
      return !some((other) => text === other);
    default:
      return some((other) => text === other);
  }
}

function hasOf(op: Operator, values: readonly string[], others: readonly string[]): boolean {
  const known = new Set(values.map((value) => value.toLowerCase()));
  const has = (other: string) => known.has(other.toLowerCase());
  if (op === "has_all") return others.every(has);
  return op === "has_none" ? !others.some(has) : others.some(has);
}

/** A value as it is kept: amounts as text, hours to the tenth. */
function shown(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}

import { type Action, actionTable } from "./actions";
import type { RuleBody } from "./body";
import type { Comparison, Condition } from "./conditions";
import { fields } from "./fields";

/** A rule as the analysis knows it: the one being written has no number yet. */
export type Known = RuleBody & { number: number | null };

export type Conflict =
  /** It would fire on what it does itself. */
  | { kind: "itself"; action: Action["kind"] }
  /** It makes others fire, and one of them makes it fire again. */
  | { kind: "ring"; names: string[] }
  /** Another rule of the same trigger does the contrary on orders that may match both. */
  | { kind: "contrary"; name: string; number: number | null; mine: Action["kind"]; theirs: Action["kind"] };

/**
 * What is wrong between a rule and the enabled ones, before it is saved. Conditions count as overlapping unless two of
 * them exclude each other for certain, so a conflict may be reported that no order ever meets, never the other way.
 */
export function findConflicts(rule: Known, others: readonly Known[]): Conflict[] {
  const itself = rule.actions.find((action) => leadsTo(action, rule));
  const found: Conflict[] = itself ? [{ kind: "itself", action: itself.kind }] : [];
  if (!itself) {
    const ring = ringFrom(rule, others);
    if (ring) found.push({ kind: "ring", names: ring.map(({ name }) => name) });
  }
  for (const other of others) {
    if (other.trigger !== rule.trigger || areDisjoint(rule, other)) continue;
    const pair = contrary(rule.actions, other.actions);
    if (pair)
      found.push({
        kind: "contrary",
        name: other.name,
        number: other.number,
        mine: pair[0].kind,
        theirs: pair[1].kind,
      });
  }
  return found;
}

/** Whether an action makes a rule fire, as far as its conditions on the event itself let it. */
function leadsTo(action: Action, rule: RuleBody): boolean {
  if (actionTable[action.kind].causes !== rule.trigger) return false;
  if (action.kind !== "hold" || rule.match !== "all") return true;
  return !rule.conditions.some(
    (condition) =>
      condition.kind === "order" &&
      condition.field === "holdType" &&
      (condition.value as readonly string[]).includes(action.type) !== (condition.op === "is_one_of"),
  );
}

/** The shortest way from a rule over others back to itself. */
function ringFrom(rule: Known, others: readonly Known[]): Known[] | null {
  const ways: Known[][] = [[rule]];
  const seen = new Set<Known>();
  for (const way of ways) {
    const last = way.at(-1) ?? rule;
    if (way.length > 1 && last.actions.some((action) => leadsTo(action, rule))) return way;
    for (const next of others) {
      if (seen.has(next) || !last.actions.some((action) => leadsTo(action, next))) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

function contrary(mine: readonly Action[], theirs: readonly Action[]): [Action, Action] | null {
  for (const one of mine) for (const other of theirs) if (areContrary(one, other)) return [one, other];
  return null;
}

function areContrary(one: Action, other: Action): boolean {
  const either = (first: Action, second: Action): boolean => {
    if (first.kind === "approve") {
      return (
        second.kind === "review" || (second.kind === "hold" && (second.scope === "all" || second.scope === "review"))
      );
    }
    if (first.kind === "hold" && second.kind === "release") return first.type === second.type;
    return false;
  };
  if (one.kind === "warehouse" && other.kind === "warehouse") return one.code !== other.code;
  if (one.kind === "prioritise" && other.kind === "prioritise") return one.priority !== other.priority;
  if (one.kind === "service" && other.kind === "service") return one.code !== other.code;
  if (one.kind === "assign" && other.kind === "assign") return one.email.toLowerCase() !== other.email.toLowerCase();
  if (one.kind === "tag" && other.kind === "tag") {
    return one.add.some((tag) => other.remove.includes(tag)) || one.remove.some((tag) => other.add.includes(tag));
  }
  return either(one, other) || either(other, one);
}

/** Whether no order can match both, for certain. */
function areDisjoint(one: RuleBody, other: RuleBody): boolean {
  if (one.match !== "all" || other.match !== "all") return false;
  return sure(one.conditions).some((mine) => sure(other.conditions).some((theirs) => exclude(mine, theirs)));
}

function sure(conditions: readonly Condition[]): Comparison<string>[] {
  return conditions.flatMap((condition) => {
    if (condition.kind === "order") return [condition];
    return condition.kind === "group" && condition.match === "all" ? sure(condition.conditions) : [];
  });
}

function exclude(one: Comparison<string>, other: Comparison<string>): boolean {
  if (one.field !== other.field) return false;
  const { type } = fields[one.field as keyof typeof fields];
  if (type === "flag") return one.value !== other.value;
  if (type === "number" || type === "money") {
    if (one.currency !== other.currency) return true;
    const [low, high] = rangeOf(one);
    const [least, most] = rangeOf(other);
    return low.at > most.at || least.at > high.at || touches(low, most) || touches(least, high);
  }
  const values = (of: Comparison<string>) => (of.value as readonly string[]).map((value) => value.toLowerCase());
  if (type === "list") {
    const lacks = (of: Comparison<string>, none: Comparison<string>) => {
      if (none.op !== "has_none" || of.op === "has_none") return false;
      const missing = (each: string) => values(none).includes(each);
      return of.op === "has_all" ? values(of).some(missing) : values(of).every(missing);
    };
    return lacks(one, other) || lacks(other, one);
  }
  if (one.op === "is_one_of" && other.op === "is_one_of")
    return !values(one).some((each) => values(other).includes(each));
  const within = (of: Comparison<string>, none: Comparison<string>) =>
    of.op === "is_one_of" && none.op === "is_none_of" && values(of).every((each) => values(none).includes(each));
  return within(one, other) || within(other, one);
}

type End = { at: number; open: boolean };

function touches(low: End, high: End): boolean {
  return low.at === high.at && (low.open || high.open);
}

function rangeOf({ op, value }: Comparison<string>): [End, End] {
  const at = Number(value);
  const none = (sign: 1 | -1): End => ({ at: sign * Number.POSITIVE_INFINITY, open: false });
  const end = (open: boolean): End => ({ at, open });
  switch (op) {
    case "at_least":
      return [end(false), none(1)];
    case "more_than":
      return [end(true), none(1)];
    case "at_most":
      return [none(-1), end(false)];
    case "less_than":
      return [none(-1), end(true)];
    default:
      return [end(false), end(false)];
  }
}

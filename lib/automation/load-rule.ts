import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";
import { loadRules } from "./load-intake-rules";
import type { Rule, RuleBody } from "./rules/body";
import { type Conflict, findConflicts } from "./rules/conflicts";
import { triggerSources } from "./rules/triggers";

export type LockedRule = Rule & { enabled: boolean };

/** Locks a rule that is not archived; with the version that was on the screen, refuses another one. */
export async function lockRule(
  tx: Tx,
  { number, version }: { number: number; version?: number },
): Promise<LockedRule | Refusal<"no_such_rule" | "rule_changed">> {
  const [rule] = await tx.sql<LockedRule[]>`
    select id, number, version, position, name, trigger, wait_hours as "waitHours", match, conditions, actions, enabled
    from automation_rules where number = ${number} and archived_at is null for update`;
  if (!rule) return refuse("no_such_rule");
  if (version !== undefined && version !== rule.version) return refuse("rule_changed", { name: rule.name });
  return rule;
}

export const checkRuleRefusals = [
  "rule_fires_itself",
  "unknown_location",
  "unknown_sku",
  "no_such_person",
  "no_such_endpoint",
] as const;

/** Refuses a rule that would fire on what it does itself, or that names what is not there. */
export async function checkRule(
  tx: Tx,
  rule: RuleBody,
  number: number | null,
): Promise<Refusal<(typeof checkRuleRefusals)[number]> | undefined> {
  const conflicts = await conflictsOf(tx, rule, number);
  if (conflicts.some(({ kind }) => kind === "itself")) return refuse("rule_fires_itself");
  for (const action of rule.actions) {
    if (action.kind === "warehouse") {
      const [found] = await tx.sql`select 1 from locations where code = ${action.code} and active`;
      if (!found) return refuse("unknown_location", { location: action.code });
    }
    if (action.kind === "gift") {
      const [found] = await tx.sql`select 1 from variants where upper(sku) = ${action.sku.toUpperCase()} and active`;
      if (!found) return refuse("unknown_sku", { sku: action.sku, line: 1 });
    }
    if (action.kind === "webhook") {
      const [found] =
        await tx.sql`select 1 from webhook_endpoints where number = ${action.endpoint} and archived_at is null`;
      if (!found) return refuse("no_such_endpoint");
    }
    const email = action.kind === "assign" || action.kind === "notify" ? action.email : "";
    if (email !== "") {
      const [found] = await tx.sql`select 1 from staff where lower(email) = ${email.toLowerCase()} and active`;
      if (!found) return refuse("no_such_person", { email });
    }
  }
  return undefined;
}

/** What stands between a rule and the others that are switched on. */
export async function conflictsOf(tx: Pick<Tx, "sql">, rule: RuleBody, number: number | null): Promise<Conflict[]> {
  const others = (await loadRules(tx)).filter((other) => other.number !== number);
  return findConflicts({ ...rule, number }, others);
}

/** A rule's body alone, as a revision keeps it. */
export function bodyOf({ name, trigger, waitHours, match, conditions, actions }: RuleBody): RuleBody {
  return { name, trigger, waitHours, match, conditions, actions };
}

/** Columns of a rule that follow from its body. */
export function columnsOfRule(rule: RuleBody) {
  return { ...bodyOf(rule), events: [...triggerSources[rule.trigger].events] };
}

/** The place behind all other rules of a trigger. */
export async function nextPosition(tx: Tx, trigger: string): Promise<number> {
  const [row] = await tx.sql<{ next: number }[]>`
    select coalesce(max(position), 0) + 1 as next from automation_rules where trigger = ${trigger}`;
  return row?.next ?? 1;
}

import type { Tx } from "@/db/transaction";
import type { IntakeAutomation } from "./rules/at-intake";
import type { Rule } from "./rules/body";
import { leavesOf } from "./rules/conditions";

export const noAutomation: IntakeAutomation = { rules: [], people: new Map(), customerTags: new Map() };

let known: { version: number; rules: Promise<readonly Rule[]> } | undefined;

/**
 * Rules for orders that come in, with what they ask of people and customers. The rules are remembered as long as the shop
 * says that none changed, which every command reads anyway; without a rule nothing is asked.
 */
export async function loadIntakeAutomation(
  tx: Tx,
  rulesVersion: number,
  customerIds: readonly (string | null)[],
): Promise<IntakeAutomation> {
  if (rulesVersion === 0) return noAutomation;
  if (known?.version !== rulesVersion) {
    const asked = { version: rulesVersion, rules: loadRules(tx, "received") };
    known = asked;
    // What went wrong is not remembered.
    asked.rules.catch(() => {
      if (known === asked) known = undefined;
    });
  }
  const rules = await known.rules;
  if (rules.length === 0) return noAutomation;
  const emails = rules.flatMap((rule) =>
    rule.actions.flatMap((action) => (action.kind === "assign" ? [action.email.toLowerCase()] : [])),
  );
  const asksTags = rules.some((rule) =>
    leavesOf(rule.conditions).some((leaf) => leaf.kind === "order" && leaf.field === "customerTags"),
  );
  const ids = asksTags ? [...new Set(customerIds.filter((id) => id !== null))] : [];
  const [people, customers] = await Promise.all([
    emails.length > 0
      ? tx.sql<{ id: string; name: string; email: string }[]>`
          select id, name, lower(email) as email from staff where active and lower(email) = any(${emails}::text[])`
      : [],
    ids.length > 0
      ? tx.sql<{ id: string; tags: string[] }[]>`select id, tags from customers where id = any(${ids}::uuid[])`
      : [],
  ]);
  return {
    rules,
    people: new Map(people.map(({ email, ...person }) => [email, person])),
    customerTags: new Map(customers.map(({ id, tags }) => [id, tags])),
  };
}

/** Rules that are switched on for a trigger, or for any, in the order in which they act. */
export async function loadRules(tx: Pick<Tx, "sql">, trigger?: string): Promise<readonly Rule[]> {
  const rows = await tx.sql<Rule[]>`
    select id, number, version, position, name, trigger, wait_hours as "waitHours", match, conditions, actions
    from automation_rules where enabled and ${trigger === undefined ? tx.sql`true` : tx.sql`trigger = ${trigger}`}
    order by position, number`;
  return [...rows];
}

import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { currentReturnPolicy, policyOf } from "../load-return";
import type { ReturnPolicy } from "../rules/policy";
import { type PolicyChange, policyChanges } from "../rules/policy-changes";

/** The policy that holds now, for its page. */
export async function getReturnPolicy(actor: Actor): Promise<{ version: number; policy: ReturnPolicy }> {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  return currentReturnPolicy(connection());
}

/** A version, who made it when, and what it says otherwise than the one before. */
export type PolicyVersion = { version: number; by: string; at: string; changes: PolicyChange[] };

const versionsShown = 50;

/** The latest versions of the policy, newest first. */
export async function listReturnPolicies(actor: Actor): Promise<PolicyVersion[]> {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  const rows = await connection().sql<(Omit<PolicyVersion, "changes"> & { content: ReturnPolicy })[]>`
    select version, content, actor_name as by, to_jsonb(created_at) #>> '{}' as at
    from return_policies order by version desc limit ${versionsShown + 1}`;
  return rows.slice(0, versionsShown).map(({ content, ...row }, index) => ({
    ...row,
    // The first one changed the policy as the house came with it.
    changes: policyChanges(policyOf(rows[index + 1]?.content), policyOf(content)),
  }));
}

import { returnPolicies } from "@/db/schema/returns";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { insertRows } from "@/lib/rows";
import { saveReturnPolicyInput } from "../inputs";
import { currentReturnPolicy } from "../load-return";

/** Writes the next version of what the shop takes back: returns keep the version that they were decided by. */
export const saveReturnPolicy = defineCommand({
  name: "returns.save-policy",
  permission: "returns.manage",
  input: saveReturnPolicyInput,
  refusals: ["policy_changed"],
  async run(context, { version, policy }) {
    const { tx, actor, now } = context;
    const current = await currentReturnPolicy(tx);
    if (current.version !== version) return refuse("policy_changed", { shown: version, now: current.version });
    // The key of versions lets one of two who save at once through; the other is told to look again.
    const made = await insertRows(
      tx,
      returnPolicies,
      [{ version: version + 1, content: policy, actorName: actor.name, createdAt: now }],
      "on conflict (version) do nothing",
    );
    if (made.count === 0) return refuse("policy_changed", { shown: version, now: version + 1 });
    await recordAudit(context, "returns.policy_changed", `${version + 1}`, { before: current.policy, after: policy });
    return { version: version + 1 };
  },
});

import { z } from "zod";
import { refuseTransaction } from "@/db/transaction";
import { ruleActor } from "@/lib/actor";
import { addOutcome } from "@/lib/automation/add-outcome";
import { perform } from "@/lib/automation/perform";
import type { Action } from "@/lib/automation/rules/actions";
import { defineCommand } from "@/lib/command";

type Open = { actions: Action[]; done: number; number: string; rule: string };

/**
 * Does the next action of a firing, and writes its outcome down in the same transaction: a worker that is killed between
 * leaves neither or both. What the action refuses rolls back and comes out as the refusal. A firing that another worker
 * has in hand is left to it.
 */
export const actFiring = defineCommand({
  name: "automation.act",
  permission: "automation.manage",
  input: z.strictObject({ firing: z.uuid() }),
  refusals: [],
  async run(context, { firing }) {
    const { tx } = context;
    const [open] = await tx.sql<Open[]>`
      select f.actions, jsonb_array_length(f.did) as done, o.number, r.name as rule
      from automation_firings f join orders o on o.id = f.order_id join automation_rules r on r.id = f.rule_id
      where f.id = ${firing} and f.status = 'open' for update of f skip locked`;
    const action = open?.actions[open.done];
    if (!open || !action) return { left: 0, acted: false };
    const refusal = await perform({ ...context, actor: ruleActor(open.rule, firing) }, action, open);
    if (refusal) refuseTransaction(refusal);
    await addOutcome(tx.sql, firing, { ok: true });
    return { left: open.actions.length - open.done - 1, acted: true };
  },
});

import { z } from "zod";
import { addOutcome } from "@/lib/automation/add-outcome";
import { defineCommand } from "@/lib/command";

/** Writes down why an action of a firing was not done; another worker that has written it meanwhile stands. */
export const refuseAction = defineCommand({
  name: "automation.refuse_action",
  permission: "automation.manage",
  input: z.strictObject({
    firing: z.uuid(),
    action: z.number().int().min(0),
    code: z.string().min(1),
    facts: z.record(z.string(), z.unknown()).default({}),
  }),
  refusals: [],
  async run({ tx }, { firing, action, code, facts }) {
    const [open] = await tx.sql`
      select 1 from automation_firings
      where id = ${firing} and status = 'open' and jsonb_array_length(did) = ${action} for update`;
    if (open) await addOutcome(tx.sql, firing, { ok: false, code, facts });
    return { written: open !== undefined };
  },
});

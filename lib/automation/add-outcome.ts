import type postgres from "postgres";
import { toJson } from "@/lib/rows";
import type { Outcome } from "./rules/outcome";

/** Adds what came of the next action to its firing, which is done with the last. */
export async function addOutcome(sql: postgres.ISql, firing: string, outcome: Outcome): Promise<void> {
  await sql`
    update automation_firings set did = did || ${toJson([outcome])}::text::jsonb,
      status = case when jsonb_array_length(did) + 1 = jsonb_array_length(actions) then 'done' else 'open' end
    where id = ${firing}`;
}

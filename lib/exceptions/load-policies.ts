import type postgres from "postgres";
import { type ExceptionPolicies, type ExceptionPolicy, policiesOf } from "./rules/types";

/** How the shop wants each type handled. */
export async function loadPolicies(sql: postgres.ISql): Promise<ExceptionPolicies> {
  return policiesOf(
    await sql<(ExceptionPolicy & { type: string })[]>`
      select type, active, severity, due_hours as "dueHours", wait_hours as "waitHours" from exception_policies`,
  );
}

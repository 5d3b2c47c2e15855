import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { loadPolicies } from "../load-policies";
import type { ExceptionPolicies } from "../rules/types";

/** How the shop wants each type handled, for the settings. */
export async function getExceptionPolicies(actor: Actor): Promise<ExceptionPolicies> {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  return loadPolicies(connection().sql);
}

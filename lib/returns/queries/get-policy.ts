import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { currentReturnPolicy } from "../load-return";
import type { ReturnPolicy } from "../rules/policy";

/** The policy that holds now, for its page. */
export async function getReturnPolicy(actor: Actor): Promise<{ version: number; policy: ReturnPolicy }> {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  return currentReturnPolicy(connection());
}

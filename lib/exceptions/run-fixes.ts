import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import type { Refusal } from "@/lib/core/result";
import { fixException } from "./commands/fix-exception";
import { reconcileExceptions } from "./reconcile";
import type { WatchedType } from "./rules/types";

export type FixesRun = { asked: number; refused: { number: number; refusal: Refusal }[] };

/** Presses the fix of each, one after the other and each by itself, then looks at once which causes are gone. */
export async function runFixes(actor: Actor, numbers: readonly number[]): Promise<FixesRun> {
  const refused: FixesRun["refused"] = [];
  const types = new Set<WatchedType>();
  for (const number of numbers) {
    const outcome = await run(fixException, actor, { number });
    if (!outcome.ok) refused.push({ number, refusal: outcome.refusal });
    else if (outcome.value.type !== "raised") types.add(outcome.value.type);
  }
  if (types.size > 0) await reconcileExceptions([...types]);
  return { asked: numbers.length - refused.length, refused };
}

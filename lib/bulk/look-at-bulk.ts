// Server only.
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { endBulk } from "./commands/end-bulk";
import { lookAtPiece } from "./commands/look-at-piece";
import { actingPerson, loadBulk } from "./load-bulk";
import { nothingSeen } from "./seen-stock";

/** Looks at every order of a change; one that is cut off goes on with those that nobody has looked at. */
export async function lookAtBulk(jobId: string, hooks: { signal?: AbortSignal } = {}): Promise<"checked" | "stopped"> {
  const seen = nothingSeen();
  while (!hooks.signal?.aborted) {
    const job = await loadBulk(connection().sql, { id: jobId });
    if (job?.status !== "checking") return job?.status === "checked" ? "checked" : "stopped";
    const actor = await actingPerson(job.createdById);
    const outcome = actor && (await run(lookAtPiece, actor, { jobId, seen }));
    if (outcome?.ok) {
      if (outcome.value.left === 0) return "checked";
    } else if (outcome?.refusal.code !== "bulk_moved_on") {
      await run(endBulk, systemActor(), { jobId, error: outcome?.refusal.code ?? "no_such_person" });
      return "stopped";
    }
  }
  return "stopped";
}

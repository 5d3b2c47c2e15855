// Server only.
import { connection } from "@/db/client";
import { databaseFault } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { AssertionError, assert } from "@/lib/core/result";
import { log } from "@/lib/log";
import { actFiring } from "./commands/act-firing";
import { fireOverdue } from "./commands/fire-overdue";
import { fireRules } from "./commands/fire-rules";
import { refuseAction } from "./commands/refuse-action";

const house = systemActor("automation");

/**
 * Works off what waits for rules: events first, then the actions of what fired, and again, since actions are events too,
 * until nothing is left. Any number of workers may do so at once; one that is killed leaves the rest to the next.
 */
export async function runAutomation(signal?: AbortSignal): Promise<{ events: number; actions: number }> {
  const done = { events: 0, actions: 0 };
  while (!signal?.aborted) {
    const outcome = await run(fireRules, house, {});
    assert(outcome.ok, `rules were not asked: ${outcome.ok ? "" : outcome.refusal.code}`);
    const actions = await actOnOpen(signal);
    done.events += outcome.value.taken;
    done.actions += actions;
    if (outcome.value.taken === 0 && actions === 0) break;
  }
  return done;
}

/** Holds the rules for what stays too long against all open orders, a piece a transaction, and does what they say. */
export async function runOverdue(signal?: AbortSignal): Promise<number> {
  let fired = 0;
  for (let after: string | null = null; !signal?.aborted; ) {
    const outcome: Awaited<ReturnType<typeof askOverdue>> = await askOverdue(after);
    assert(outcome.ok, `overdue orders were not looked for: ${outcome.ok ? "" : outcome.refusal.code}`);
    fired += outcome.value.fired;
    after = outcome.value.last;
    if (after === null) break;
  }
  if (fired > 0) await runAutomation(signal);
  return fired;
}

function askOverdue(after: string | null) {
  return run(fireOverdue, house, { after });
}

const atOnce = 100;

async function actOnOpen(signal?: AbortSignal): Promise<number> {
  const open = await connection().sql<{ id: string; done: number }[]>`
    select id, jsonb_array_length(did) as done from automation_firings where status = 'open' order by id limit ${atOnce}`;
  let acted = 0;
  for (const { id, done } of open) {
    let next = done;
    for (let left = 1; left > 0 && !signal?.aborted; ) {
      const outcome = await act(id, next);
      left = outcome.left;
      next += 1;
      if (outcome.acted) acted += 1;
    }
  }
  return acted;
}

/** Classes of PostgreSQL's errors that speak of the rows written, not of the server: data, and constraints. */
const aboutRows = /^(?:22|23)/;

/** The next action of a firing. What breaks a rule of the house fails by itself; a database that is away ends the run. */
async function act(firing: string, action: number): Promise<{ left: number; acted: boolean }> {
  const refused = async (code: string, facts: Record<string, unknown>) => {
    const written = await run(refuseAction, house, { firing, action, code, facts });
    assert(written.ok, "an action that was refused is written down");
    return { left: 1, acted: written.value.written };
  };
  const outcome = await run(actFiring, house, { firing }).catch((error: unknown) => {
    const fault = databaseFault(error);
    if (!(error instanceof AssertionError) && !(fault && aboutRows.test(fault.code))) throw error;
    log.error("automation", error, { firing, action });
    return null;
  });
  if (!outcome) return refused("unexpected", {});
  if (outcome.ok) return outcome.value;
  // Too many wanted the same rows just now: the next run tries again.
  if (outcome.refusal.code === "busy") return { left: 0, acted: false };
  return refused(outcome.refusal.code, outcome.refusal.facts);
}

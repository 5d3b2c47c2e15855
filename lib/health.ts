import { setTimeout as wait } from "node:timers/promises";
import journal from "@/db/migrations/meta/_journal.json";
import { poolUse } from "@/db/pool-use";
import { transact } from "@/db/transaction";
import { isRefusal } from "@/lib/core/result";

export type Health = {
  status: "ok" | "unavailable";
  database: "ok" | "unreachable";
  migrations: "current" | "behind" | "unknown";
  /** Full: everything waits for a connection, and somebody else had better be asked. */
  pool: "ok" | "full" | "unknown";
};

const answerWithinMs = 2000;

const newest = Math.max(...journal.entries.map((entry) => entry.when));

/** Whether this process can serve: the database answers in time, and its schema is the one this build was made for. */
export async function readHealth(): Promise<Health> {
  const late = new AbortController();
  const asked = transact(
    (tx) => tx.sql<{ applied: string }[]>`select max(created_at)::text as applied from drizzle.__drizzle_migrations`,
  ).catch(() => "unreachable" as const);
  const found = await Promise.race([asked, wait(answerWithinMs, "late" as const, { signal: late.signal })]);
  late.abort();
  const unavailable = { status: "unavailable", migrations: "unknown" } as const;
  if (found === "unreachable" || isRefusal(found)) return { ...unavailable, database: "unreachable", pool: "unknown" };
  if (found === "late") {
    const full = poolUse().waiting > 0;
    return { ...unavailable, database: full ? "ok" : "unreachable", pool: full ? "full" : "unknown" };
  }
  const current = Number(found[0]?.applied ?? 0) >= newest;
  return {
    status: current ? "ok" : "unavailable",
    database: "ok",
    migrations: current ? "current" : "behind",
    pool: "ok",
  };
}

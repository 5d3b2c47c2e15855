import { connection } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";

export type Health = {
  status: "ok" | "unavailable";
  database: "ok" | "unreachable";
  migrations: "current" | "behind" | "unknown";
};

const newest = Math.max(...journal.entries.map((entry) => entry.when));

/** Whether this process can serve: the database answers, and its schema is the one this build was made for. */
export async function readHealth(): Promise<Health> {
  try {
    const [row] = await connection().sql`select max(created_at)::text as applied from drizzle.__drizzle_migrations`;
    const current = Number(row?.applied ?? 0) >= newest;
    return { status: current ? "ok" : "unavailable", database: "ok", migrations: current ? "current" : "behind" };
  } catch {
    return { status: "unavailable", database: "unreachable", migrations: "unknown" };
  }
}

import type postgres from "postgres";
import { connection } from "@/db/client";
import type { PromiseName } from "./verify/check";
import { checks } from "./verify/checks";
import { storedStages } from "./verify/stored-stages";

export type BrokenRow = { check: PromiseName; row: Record<string, unknown> };

const stageIsDerived: PromiseName = "stage-is-derived";

/** Everything `verify` looks at; its words are in the namespace of promises. */
export const verified: readonly PromiseName[] = [...checks.map(({ name }) => name), stageIsDerived];

const rowsAtOnce = 100;

/**
 * Every row that breaks what must always hold, of one moment: all checks read the same snapshot, so that what is being
 * written meanwhile is never taken for an error. Nothing at all is the answer of a sound database.
 */
export async function* verify(pool: postgres.Sql = connection().sql): AsyncGenerator<BrokenRow> {
  const sql = await pool.reserve();
  try {
    await sql`begin isolation level repeatable read read only`;
    yield* verifyWith(sql);
  } finally {
    await sql`rollback`;
    sql.release();
  }
}

/** The same inside a transaction that the caller opened. */
export async function* verifyWith(sql: postgres.ISql): AsyncGenerator<BrokenRow> {
  for (const check of checks) {
    for await (const rows of sql.unsafe(check.sql).cursor(rowsAtOnce)) {
      for (const row of rows) yield { check: check.name, row };
    }
  }
  for await (const row of storedStages(sql)) yield { check: stageIsDerived, row };
}

/** All broken rows at once, for tests. */
export async function brokenRows(): Promise<BrokenRow[]> {
  return Array.fromAsync(verify());
}

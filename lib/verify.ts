import type postgres from "postgres";
import { connection } from "@/db/client";
import { checks } from "./verify/checks";
import { storedStages } from "./verify/stored-stages";

export type BrokenRow = { check: string; row: Record<string, unknown> };

const stageCheck = {
  name: "stage-is-derived",
  description: "The stored stage of an order is what its counters, money and approval say.",
};

/** Name and meaning of everything `verify` looks at. */
export const verified: readonly { name: string; description: string }[] = [
  ...checks.map(({ name, description }) => ({ name, description })),
  stageCheck,
];

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
  for await (const row of storedStages(sql)) yield { check: stageCheck.name, row };
}

/** All broken rows at once, for tests. */
export async function brokenRows(): Promise<BrokenRow[]> {
  return Array.fromAsync(verify());
}

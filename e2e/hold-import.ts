import { expect } from "@playwright/test";
import postgres from "postgres";

/**
 * Lets `start` begin an import and holds the worker up before its first piece, until what this gives is called: the
 * second to ask for the import's row, after the command that starts it and before any worker can know of it.
 */
export async function holdImport(number: string, start: () => Promise<void>): Promise<() => Promise<void>> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 3 });
  const [first, second] = [await sql.reserve(), await sql.reserve()];
  const pidOf = async (session: postgres.ReservedSql) =>
    (await session<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid ?? 0;
  const [holder, next] = [await pidOf(first), await pidOf(second)];
  const asks = async (who: postgres.Fragment) => {
    const rows = await sql`select 1 from pg_stat_activity where ${who}`;
    return rows.length;
  };
  await first`begin`;
  await first`select id from imports where number = ${number} for update`;
  await start();
  await expect.poll(() => asks(sql`${holder} = any(pg_blocking_pids(pid))`)).toBe(1);
  await second`begin`;
  const held = second`select id from imports where number = ${number} for update`.then(() => {});
  await expect.poll(() => asks(sql`pid = ${next} and cardinality(pg_blocking_pids(pid)) > 0`)).toBe(1);
  await first`commit`;
  await held;
  return async () => {
    await second`commit`;
    first.release();
    second.release();
    await sql.end();
  };
}

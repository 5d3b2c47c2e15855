import { expect } from "@playwright/test";
import postgres from "postgres";

/**
 * Lets `start` begin an import and holds the worker up before its first piece, until what this gives is called: the
 * second to ask for the import's row, after the command that starts it and before any worker can know of it.
 */
export async function holdImport(number: string, start: () => Promise<void>): Promise<() => Promise<void>> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 3 });
  const first = await sql.reserve();
  const second = await sql.reserve();
  const waiting = async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int from pg_locks where not granted and pid in (
        select pid from pg_stat_activity where query like '%imports%' and wait_event_type = 'Lock')`;
    return row?.count;
  };
  await first`begin`;
  await first`select id from imports where number = ${number} for update`;
  await start();
  await expect.poll(waiting).toBe(1);
  await second`begin`;
  const held = second`select id from imports where number = ${number} for update`.then(() => {});
  await expect.poll(waiting).toBe(2);
  await first`commit`;
  await held;
  return async () => {
    await second`commit`;
    first.release();
    second.release();
    await sql.end();
  };
}

import { connection } from "@/db/client";

const keptDays = 7;

/** Forgets previews that nobody started and files that were printed a week ago; what was done to orders stays. */
export async function expireBulk(): Promise<void> {
  const { sql } = connection();
  await sql`delete from bulk_files where created_at < now() - make_interval(days => ${keptDays})`;
  await sql`
    delete from bulk_jobs j where j.started_at is null and j.created_at < now() - make_interval(days => ${keptDays})
      and not exists (select 1 from bulk_jobs other where other.undo_of = j.id or other.retry_of = j.id)`;
}

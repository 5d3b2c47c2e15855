import { connection } from "@/db/client";
import type { JobHandlers } from "@/lib/jobs/queues";

/**
 * Sorts into the search indexes what was written lately; returns how many of their pages waited for it. PostgreSQL notes
 * new words unsorted, up to four megabytes of them, and reads all of these notes for each search: some milliseconds,
 * which is more than the search itself takes.
 */
export async function tidySearch(): Promise<number> {
  const [row] = await connection().sql`
    select coalesce(sum(gin_clean_pending_list(i.indexrelid)), 0)::int as pages
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
    where a.amname = 'gin' and c.relnamespace = current_schema()::regnamespace`;
  return row?.pages ?? 0;
}

export const searchHandlers: JobHandlers = {
  "search.tidy": async () => {
    await tidySearch();
  },
};

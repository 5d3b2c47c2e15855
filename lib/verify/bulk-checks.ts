import type { Check } from "./check";

/** What must hold of changes of many orders. */
export const bulkChecks: readonly Check[] = [
  {
    name: "bulk-counts-are-its-items",
    sql: `
      select j.number, j.waiting, j.ready, j.done, j.skipped, j.failed, i.waiting as waiting_items, i.ready as ready_items,
             i.done as done_items, i.skipped as skipped_items, i.failed as failed_items
      from bulk_jobs j
      cross join lateral (
        select count(*) filter (where status = 'waiting') as waiting, count(*) filter (where status = 'ready') as ready,
               count(*) filter (where status = 'done') as done, count(*) filter (where status = 'skipped') as skipped,
               count(*) filter (where status = 'failed') as failed
        from bulk_job_items where job_id = j.id
      ) i
      where (j.waiting, j.ready, j.done, j.skipped, j.failed) is distinct from (i.waiting, i.ready, i.done, i.skipped, i.failed)
         or (j.status in ('checked', 'running', 'done') and i.waiting > 0) or (j.status = 'done' and i.ready > 0)`,
  },
  {
    name: "bulk-does-each-order-once",
    sql: `
      select coalesce(i.number, e.bulk) as bulk, coalesce(i.order_id, e.order_id) as order_id, i.version, i.version_after, e.first, e.last, e.events
      from (
        select j.number, i.order_id, i.version, i.version_after
        from bulk_job_items i join bulk_jobs j on j.id = i.job_id where i.status = 'done'
          and j.action <> 'print' and (j.action <> 'duplicate' or j.undo_of is not null)
      ) i
      full join (
        select data->>'bulk' as bulk, order_id, min(seq) as first, max(seq) as last, count(*) as events
        from order_events where data ? 'bulk' group by 1, 2
      ) e on e.bulk = i.number and e.order_id = i.order_id
      where i.number is null or e.bulk is null or e.first <> i.version + 1 or e.last <> i.version_after
         or e.events <> i.version_after - i.version`,
  },
];

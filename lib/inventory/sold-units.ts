import type postgres from "postgres";
import type { Day } from "@/lib/core/dates";

/**
 * Units sold per variant since a day, cancellations taken off, returns not: how fast an item goes. Rolled-up days plus
 * the entries that are not rolled up yet, so it is right to the second.
 */
export function soldUnits(sql: postgres.ISql, since: Day) {
  return sql`
    select variant_id, sum(quantity)::int units from (
      select variant_id, quantity from sales_daily_variants where business_day >= ${since} and kind <> 'refund'
      union all
      select variant_id, quantity from sales_not_rolled_up
      where business_day >= ${since} and kind <> 'refund' and component = 'merchandise' and variant_id is not null
    ) sold group by 1`;
}

import type { CommandContext } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { type Refusal, refuse } from "@/lib/core/result";
import { paramsOfHref, readList } from "@/lib/list/params";
import { listCondition } from "@/lib/orders/list-condition";
import { orderList } from "@/lib/orders/list-spec";
import type { Selection } from "./inputs";
import { bulkAtMost } from "./rules/table";

/**
 * Writes the selected orders down as items of the change, the oldest first or customer by customer, so that what is looked at is what is done
 * whatever the filters find later. Nothing of it passes through the browser or this process.
 */
export async function selectOrders(
  context: CommandContext,
  jobId: string,
  selection: Exclude<Selection, { table: true }>,
  { together = false }: { together?: boolean } = {},
): Promise<number | Refusal<"too_many_selected">> {
  const { tx } = context;
  // What a filter lets through depends on its values, unlike what commands ask else.
  await tx.sql`set local plan_cache_mode = auto`;
  const wanted =
    "numbers" in selection ? tx.sql`o.number = any(${selection.numbers}::text[])` : found(context, selection);
  const first = together ? tx.sql`customer_id,` : tx.sql``;
  const { count } = await tx.sql`
    insert into bulk_job_items (job_id, position, order_id, order_number, status)
    select ${jobId}, row_number() over (order by ${first} placed_at, id), id, number, 'waiting'
    from (select o.id, o.number, o.placed_at, o.customer_id from orders o where ${wanted} limit ${bulkAtMost + 1}) chosen`;
  if (count > bulkAtMost) return refuse("too_many_selected", { most: bulkAtMost });
  return count;
}

function found({ tx, shop, actor, now }: CommandContext, { query, seenAt }: Extract<Selection, { query: string }>) {
  const state = readList(orderList, paramsOfHref(query));
  const { timeZone, currency } = shop;
  const context = { timeZone, currency, today: businessDay(now, timeZone), staffId: actor.id, now };
  return tx.sql`${listCondition(tx.sql, state, context)} and o.created_at <= ${seenAt}`;
}

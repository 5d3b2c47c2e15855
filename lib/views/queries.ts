import { connection } from "@/db/client";
import { databaseFault } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { stateOfView } from "@/lib/list/view-query";
import { type FilterContext, listCondition } from "@/lib/orders/list-condition";
import { orderList } from "@/lib/orders/list-spec";
import type { Role } from "@/lib/staff/rules/permissions";
import type { ViewList } from "./inputs";
import { mayChange } from "./load-view";

export type ViewShown = {
  number: number;
  name: string;
  query: string;
  sharedWith: Role[];
  owner: string;
  mine: boolean;
  /** This person may rename, change, share or delete it. */
  changeable: boolean;
  pinned: boolean;
};

/** The views of a list that this person sees: pinned ones first, in the sequence they were pinned, then by name. */
export async function listViews(actor: Actor, list: ViewList): Promise<ViewShown[]> {
  const rows = await connection().sql<(Omit<ViewShown, "mine" | "changeable"> & { staffId: string })[]>`
    select v.number, v.name, v.query, v.shared_with as "sharedWith", v.staff_id as "staffId", s.name as owner, p.view_id is not null as pinned
    from saved_views v join staff s on s.id = v.staff_id
    left join saved_view_pins p on p.view_id = v.id and p.staff_id = ${actor.id}
    where v.list = ${list} and (v.staff_id = ${actor.id} or (v.shared_with <> '{}' and (${actor.role} = any(v.shared_with) or ${may(actor, "views.share")})))
    order by p.pinned_at nulls last, lower(v.name), v.number`;
  return rows.map(({ staffId, ...view }) => ({
    ...view,
    mine: staffId === actor.id,
    changeable: mayChange(actor, { staffId, sharedWith: view.sharedWith }),
  }));
}

/** Counting stops here: "1,000+". */
export const viewCountCap = 1000;

const millisecondsPerView = 250;
const millisecondsInAll = 1500;
const cancelled = "57014";

/**
 * How many orders each view finds, up to the cap; null where that cannot be said in a quarter of a second. All counts
 * together get a second and a half: a menu is no reason to keep a database busy.
 */
export async function countViews(
  actor: Actor,
  views: readonly { number: number; query: string }[],
  context: FilterContext,
): Promise<Record<number, number | null>> {
  assert(may(actor, "orders.read"), `${actor.role} may not orders.read`);
  const until = performance.now() + millisecondsInAll;
  const counts: Record<number, number | null> = {};
  for (const { number, query } of views) {
    counts[number] = performance.now() < until ? await countView(query, context) : null;
  }
  return counts;
}

async function countView(query: string, context: FilterContext): Promise<number | null> {
  const state = stateOfView(orderList, query);
  try {
    return await connection().transactions.begin(async (sql) => {
      await sql.unsafe(`set local statement_timeout = ${millisecondsPerView}`);
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from (
          select 1 from orders o where ${listCondition(sql, state, context)} limit ${viewCountCap + 1}) counted`;
      return row?.n ?? 0;
    });
  } catch (error) {
    if (databaseFault(error)?.code === cancelled) return null;
    throw error;
  }
}

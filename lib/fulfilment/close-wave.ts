import type { Tx } from "@/db/transaction";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";

/** Closes waves in which nothing is left to pick, and opens those again in which something was put back. */
export async function settleWaves(tx: Tx, waveIds: readonly (string | null)[], now: Date): Promise<void> {
  const ids = [...new Set(waveIds.filter((id): id is string => id !== null))].sort();
  if (ids.length === 0) return;
  // Two pickers who end the last two shipments at once wait for each other here, so that one of them sees both.
  await tx.sql`select 1 from waves where id = any(${ids}::uuid[]) order by id for update`;
  await tx.sql`
    update waves w set closed_at = case when open.picking then null else coalesce(w.closed_at, ${now.toISOString()}) end
    from (
      select w.id, exists (select 1 from shipments s where s.wave_id = w.id and s.status in ('planned', 'picking')) as picking
      from waves w where w.id = any(${ids}::uuid[])
    ) open
    where w.id = open.id and open.picking <> (w.closed_at is null)`;
}

/** Settles the waves whose parcels a plan made smaller or took away. */
export async function settleShrunk(
  { tx, now }: { tx: Tx; now: Date },
  order: Pick<OrderState, "shipments">,
  { shipments = [] }: Pick<Plan, "shipments">,
): Promise<void> {
  const shrunk = new Set(shipments.map(({ id }) => id));
  const waves = order.shipments.filter(({ id }) => shrunk.has(id)).map(({ waveId }) => waveId);
  await settleWaves(tx, waves, now);
}

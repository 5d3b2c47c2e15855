import type { Tx } from "@/db/transaction";
import { StockPool } from "./rules/route";

export type LockedLevel = {
  variantId: string;
  locationId: string;
  onHand: number;
  reserved: number;
  damaged: number;
  qualityControl: number;
  available: number;
};

/** Locks every level of the variants in (variant, location) order and reads it. */
export async function lockLevels(tx: Tx, variantIds: readonly string[]): Promise<LockedLevel[]> {
  return readLevels(tx, variantIds, true);
}

/** Reads the levels of the variants without a lock, for previews. */
export async function readLevels(tx: Tx, variantIds: readonly string[], lock = false): Promise<LockedLevel[]> {
  if (variantIds.length === 0) return [];
  return (await tx.sql`
    select variant_id as "variantId", location_id as "locationId", on_hand as "onHand", reserved, damaged,
           quality_control as "qualityControl", available
    from stock_levels where variant_id = any(${[...new Set(variantIds)]}::uuid[])
    order by variant_id, location_id ${lock ? tx.sql`for update` : tx.sql``}`) as unknown as LockedLevel[];
}

/** Free units of locked levels, at the given (active) locations only. */
export function poolOf(levels: readonly LockedLevel[], locationIds: readonly string[]): StockPool {
  const active = new Set(locationIds);
  const pool = new StockPool();
  for (const level of levels)
    if (active.has(level.locationId)) pool.set(level.variantId, level.locationId, level.available);
  return pool;
}

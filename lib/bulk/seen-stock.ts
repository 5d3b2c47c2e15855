import type { CommandContext } from "@/lib/command";
import { readLevels } from "@/lib/inventory/lock-levels";
import { StockPool } from "@/lib/inventory/rules/route";
import { activeLocations, type FreeStock, lockPool } from "@/lib/orders/load-intake-facts";

/** What a preview has seen of the stock so far: two orders are not promised the same unit. */
export type SeenStock = { pool: StockPool; seen: Set<string> };

export function nothingSeen(): SeenStock {
  return { pool: new StockPool(), seen: new Set() };
}

/** What is free of these items: locked for a batch; for a preview as it is, less what it saw the orders before take. */
export async function freeStock(
  { tx }: CommandContext,
  variantIds: readonly string[],
  preview: SeenStock | undefined,
): Promise<FreeStock> {
  if (!preview) return lockPool(tx, variantIds);
  const { pool, seen } = preview;
  const fresh = variantIds.filter((id) => !seen.has(id));
  const locations = await activeLocations(tx);
  const open = new Set(locations.map((location) => location.id));
  for (const level of await readLevels(tx, fresh))
    if (open.has(level.locationId)) pool.set(level.variantId, level.locationId, level.available);
  for (const id of fresh) seen.add(id);
  return { pool, locations };
}

import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";

export type StockItem = { id: string; sku: string; title: string };
export type Place = { id: string; code: string; active: boolean };

/** Items by what was typed or scanned: SKU in either case, or barcode. Refuses the first that is none. */
export async function findStockItems(
  tx: Tx,
  typed: readonly string[],
): Promise<Map<string, StockItem> | Refusal<"no_such_item">> {
  const asked = [...new Set(typed)];
  const rows = await tx.sql<(StockItem & { asked: string })[]>`
    select a.asked, v.id, v.sku, p.title
    from unnest(${asked}::text[]) as a(asked)
    join lateral (
      (select * from variants where upper(sku) = upper(a.asked)) union all (select * from variants where barcode = a.asked) limit 1
    ) v on true
    join products p on p.id = v.product_id`;
  const found = new Map(rows.map(({ asked, ...item }) => [asked, item]));
  const missing = asked.find((sku) => !found.has(sku));
  return missing === undefined ? found : refuse("no_such_item", { sku: missing });
}

/** A warehouse by its code; a closed one only where `closed` allows it. */
export async function findPlace(
  tx: Tx,
  code: string,
  options: { closed?: boolean } = {},
): Promise<Place | Refusal<"unknown_location" | "closed_location">> {
  const [place] = await tx.sql<Place[]>`select id, code, active from locations where code = ${code}`;
  if (!place) return refuse("unknown_location", { location: code });
  return place.active || options.closed ? place : refuse("closed_location", { location: code });
}

/** Adds up lines that name one item twice, also once by SKU and once by barcode. */
export function unitsByItem(
  lines: readonly { sku: string; quantity: number }[],
  items: ReadonlyMap<string, StockItem>,
): { item: StockItem; quantity: number }[] {
  const merged = new Map<string, { item: StockItem; quantity: number }>();
  for (const { sku, quantity } of lines) {
    const item = items.get(sku) as StockItem;
    const entry = merged.get(item.id) ?? { item, quantity: 0 };
    entry.quantity += quantity;
    merged.set(item.id, entry);
  }
  return [...merged.values()];
}

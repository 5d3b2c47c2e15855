import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";

export type PlaceChoice = { value: string; label: string; active: boolean };

/** Warehouses and categories to choose from. */
export async function listStockChoices(
  actor: Actor,
  language: string,
): Promise<{ places: PlaceChoice[]; categories: string[] }> {
  assert(may(actor, "stock.read"), `${actor.role} may not stock.read`);
  const { sql } = connection();
  const [row] = await sql<{ places: PlaceChoice[]; categories: string[] }[]>`
    select coalesce((select jsonb_agg(jsonb_build_object('value', code, 'label', ${isChinese(language) ? sql`coalesce(nullif(name_zh, ''), name)` : sql`name`},
      'active', active) order by active desc, priority, name) from locations), '[]') as places,
      coalesce((select jsonb_agg(distinct category) from products where category <> ''), '[]') as categories`;
  return row ?? { places: [], categories: [] };
}

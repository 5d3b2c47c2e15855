import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";
import type { Promotion } from "./rules/terms";

/** Locks a promotion by its number; refuses when there is none, or when it is not the version that was on the screen. */
export async function lockPromotion(
  { sql }: Tx,
  { number, version }: { number: number; version?: number | null },
): Promise<Promotion | Refusal<"no_such_promotion" | "promotion_changed">> {
  const [row] = await sql<Promotion[]>`
    select id, number, version, name, status, terms from promotions where number = ${number} for update`;
  if (!row) return refuse("no_such_promotion", { number });
  if (version != null && version !== row.version) return refuse("promotion_changed", { name: row.name });
  return row;
}

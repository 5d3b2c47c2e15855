import { inArray } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import type { Tx } from "@/db/transaction";
import type { OrderFields } from "./rules/plan-edit";

/** The columns of orders as they are kept, by id: what an edit compares with. */
export async function loadFields(tx: Tx, ids: readonly string[]): Promise<Map<string, OrderFields>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .select()
    .from(orders)
    .where(inArray(orders.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row as unknown as OrderFields]));
}

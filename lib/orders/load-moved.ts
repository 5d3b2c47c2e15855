import { createHash } from "node:crypto";
import { inArray } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import type { Tx } from "@/db/transaction";
import type { LineTexts } from "@/lib/orders/rules/line-details";
import type { Mergeable } from "@/lib/orders/rules/merge";
import type { LineDetails } from "@/lib/orders/rules/split";

/** What the rules do not look at of these orders' lines and goes along with them, by the line's id. */
export async function lineDetailsOf(tx: Pick<Tx, "sql">, orderIds: readonly string[]): Promise<LineDetails> {
  const rows = await tx.sql`
    select id, spec, tax_rate::text as "taxRate", note, custom, external_id as "externalId"
    from order_lines where order_id = any(${[...orderIds]}::uuid[])`;
  return new Map(
    rows.map(({ id, spec, taxRate, note, custom, externalId }) => [
      id as string,
      { spec, taxRate, note, custom, externalId },
    ]),
  );
}

export type OrderRow = typeof orders.$inferSelect;

/** Whole rows of orders, by their ids: what the rules do not look at. */
export async function rowsOf(tx: Pick<Tx, "db">, orderIds: readonly string[]): Promise<Map<string, OrderRow>> {
  const rows = await tx.db
    .select()
    .from(orders)
    .where(inArray(orders.id, [...orderIds]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** What merging compares and keeps of orders' rows, by their ids. */
export async function headsOf(
  { sql }: Pick<Tx, "sql">,
  ids: readonly string[],
): Promise<Map<string, Mergeable["head"]>> {
  const rows = await sql<({ id: string } & Mergeable["head"])[]>`
    select id, ship_to as "shipTo", gift, buyer_message as "buyerMessage", seller_note as "sellerNote"
    from orders where id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, ...head }) => [id, head]));
}

/** Stands for what a preview showed: the same text of the same effect. */
export function digestOf(effect: unknown): string {
  return createHash("sha256").update(JSON.stringify(effect)).digest("base64url");
}

/** What each line of an order says, by its position. */
export async function readLineTexts({ sql }: Pick<Tx, "sql">, orderId: string): Promise<Map<number, LineTexts>> {
  const rows = await sql`select position, note, custom from order_lines where order_id = ${orderId}`;
  return new Map(rows.map(({ position, note, custom }) => [position as number, { note, custom }]));
}

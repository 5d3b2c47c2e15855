import type { Tx } from "@/db/transaction";
import type { SalesPosting } from "@/lib/orders/rules/plan";
import type { Ledgers } from "./rules/undo";

const salesColumns = `
  order_id as "orderId", credit_note_id as "creditNoteId", line_id as "lineId", kind, component, variant_id as "variantId",
  channel_id as "channelId", country, currency, reason, uncosted, business_day as "businessDay",
  sum(quantity)::int as quantity, sum(amount_minor)::text as amount, sum(cost_minor)::text as cost, sum(order_delta)::int as "orderDelta", sum(case_delta)::int as "caseDelta"`;
const salesGroups =
  "order_id, credit_note_id, line_id, kind, component, variant_id, channel_id, country, currency, reason, uncosted, business_day";

/** What the sales and stock ledgers hold of each order, summed up. */
export async function loadLedgers(tx: Tx, orderIds: readonly string[]): Promise<Map<string, Ledgers>> {
  const [sales, stock] = await Promise.all([
    tx.sql.unsafe(
      `select ${salesColumns} from sales_entries where order_id = any($1::uuid[]) group by ${salesGroups}`,
      [[...orderIds]],
    ),
    tx.sql`
      select l.order_id as "orderId", m.order_line_id as "orderLineId", m.variant_id as "variantId", m.location_id as "locationId",
             sum(m.on_hand_delta)::int as "onHand"
      from order_lines l join stock_movements m on m.order_line_id = l.id
      where l.order_id = any(${[...orderIds]}::uuid[]) group by 1, 2, 3, 4`,
  ]);
  const ledgers = new Map<string, { sales: SalesPosting[]; stock: Ledgers["stock"][number][] }>(
    orderIds.map((id) => [id, { sales: [], stock: [] }]),
  );
  for (const row of sales) ledgers.get(row.orderId as string)?.sales.push(postingOf(row));
  for (const { orderId, ...row } of stock) ledgers.get(orderId as string)?.stock.push(row as Ledgers["stock"][number]);
  return ledgers;
}

/** Sales entries of credit notes that belong to no order. */
export async function loadAloneSales(tx: Tx, creditNoteIds: readonly string[]): Promise<SalesPosting[]> {
  const rows = await tx.sql.unsafe(
    `select ${salesColumns} from sales_entries where credit_note_id = any($1::uuid[]) and order_id is null group by ${salesGroups}`,
    [[...creditNoteIds]],
  );
  return rows.map(postingOf);
}

function postingOf(row: Record<string, unknown>): SalesPosting {
  const { amount, cost, orderId, creditNoteId, lineId, ...rest } = row as Record<string, string>;
  return {
    ...(rest as unknown as SalesPosting),
    ...(orderId ? { orderId } : {}),
    ...(creditNoteId ? { creditNoteId } : {}),
    ...(lineId ? { lineId } : {}),
    amountMinor: BigInt(amount ?? 0),
    costMinor: BigInt(cost ?? 0),
  };
}

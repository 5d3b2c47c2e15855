import { connection } from "@/db/client";
import { readTogether } from "@/db/transaction";
import { isChinese } from "@/lib/i18n/rules/languages";
import { readOrders } from "@/lib/orders/lock-order";
import { splittable } from "@/lib/orders/rules/split";
import type { Stage } from "@/lib/orders/rules/state";
import { loadRefunds } from "@/lib/payments/load-refunds";
import { type LineLeft, leftToRefund } from "@/lib/payments/rules/refundable";

export type SplitPage = {
  number: string;
  version: number;
  stage: Stage;
  /** Lines of which units can go to an order of their own; none where nothing can. */
  lines: {
    line: number;
    title: string;
    sku: string;
    open: number;
    /** Units that wait for stock. */
    waiting: number;
    kept: { code: string; name: string; units: number }[];
  }[];
};

const over: ReadonlySet<Stage> = new Set(["draft", "cancelled", "completed", "delivered", "shipped"]);

/** What the page needs that splits an order; null when there is no such order. */
export async function getSplitPage(number: string, locale: string): Promise<SplitPage | null> {
  const [order] = await readOrders(connection(), [number]);
  if (!order) return null;
  const { refunds, places } = await readTogether(async (tx) => {
    const [found, rows] = await Promise.all([
      loadRefunds(tx, order.id),
      tx.sql`select id, code, case when ${isChinese(locale)} then coalesce(nullif(name_zh, ''), name) else name end as name from locations`,
    ]);
    return { refunds: found, places: new Map(rows.map((row) => [row.id as string, row])) };
  });
  const left = leftToRefund(order, refunds);
  const lines = order.lines.flatMap((line, index) => {
    const open = splittable(line, left.lines[index] as LineLeft);
    if (open === 0) return [];
    const kept = line.reservations.map(({ locationId, quantity }) => {
      const { code = "", name = "" } = places.get(locationId) ?? {};
      return { code: code as string, name: name as string, units: quantity };
    });
    const { position, title, sku, backordered } = line;
    return [{ line: position, title, sku, open, waiting: backordered, kept }];
  });
  return {
    number: order.number,
    version: order.version,
    stage: order.stage,
    lines: over.has(order.stage) ? [] : lines,
  };
}

import { connection } from "@/db/client";
import { readOrders } from "@/lib/orders/lock-order";
import { claimedByRefunds, currentReturnPolicy } from "@/lib/returns/load-return";
import { returnable } from "@/lib/returns/rules/change";
import { loadShop } from "@/lib/shop";

export type ReturnChoice = { shop: string; lines: { line: number; title: string; left: number }[] };

/** What the buyer of an order can send back; null where there is nothing, or buyers do not ask from here. */
export async function getReturnChoice(number: string): Promise<ReturnChoice | null> {
  const [[order], { policy }, shop] = await Promise.all([
    readOrders(connection(), [number]),
    currentReturnPolicy(connection()),
    loadShop(connection().sql),
  ]);
  if (!order?.submittedAt || !policy.selfService) return null;
  const claimed = await claimedByRefunds(connection(), order.id);
  const lines = order.lines
    .map((line) => ({ line: line.position, title: line.title, left: returnable(line, claimed) }))
    .filter(({ left }) => left > 0);
  return lines.length > 0 ? { shop: shop.name, lines } : null;
}

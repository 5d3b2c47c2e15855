import { orderLineage } from "@/db/schema/orders";
import { returnExchanges } from "@/db/schema/returns";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { nextOrderNumbers, variantsBySku } from "@/lib/orders/load-intake-facts";
import { buildFreeOrder } from "@/lib/orders/plan-resend";
import { intakeRefusals } from "@/lib/orders/rules/intake";
import { insertRows } from "@/lib/rows";
import { exchangeReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { notNow } from "../rules/decide";
import { planExchange, type Replacement, unitsToExchange } from "../rules/exchange";

/**
 * Sends the same item, or another of the same price, for what comes back: a linked order at no price, approved and
 * reserved at once, which counts as no order of its own. A unit is exchanged or refunded, not both.
 */
export const exchangeReturn = defineCommand({
  name: "returns.exchange",
  permission: "returns.approve",
  input: exchangeReturnInput,
  refusals: [
    ...returnRefusals,
    "return_status",
    "unknown_line",
    "unknown_sku",
    "more_than_returned",
    "unmapped_lines",
    "exchange_price_differs",
    ...intakeRefusals,
  ],
  async run(context, input) {
    const { tx, actor, now } = context;
    const found = await lockReturn(tx, input);
    if (isRefusal(found)) return found;
    const { order, ret } = found;
    if (!ret.approvedAt || ret.cancelledAt) return notNow(ret);
    const items = await variantsBySku(
      tx,
      order.channelId,
      input.lines.flatMap(({ sku }) => sku || []),
    );
    const asked: { line: number; quantity: number; replacement: Replacement | null }[] = [];
    for (const { line, quantity, sku } of input.lines) {
      const item = sku ? items.get(sku.toUpperCase()) : undefined;
      if (sku && !item) return refuse("unknown_sku", { line, sku });
      const price = (item?.prices as Record<string, string> | undefined)?.[order.currency] ?? null;
      asked.push({ line, quantity, replacement: item ? { variantId: item.id, sku: item.sku, price } : null });
    }
    const units = unitsToExchange(order, ret, asked);
    if (isRefusal(units)) return units;
    const [number] = await nextOrderNumbers(context, 1);
    assert(number, "one number was asked for");
    const built = await buildFreeOrder(context, order, units, { number, lock: true });
    if (isRefusal(built)) return built;
    const plan = planExchange(order, ret, units, built.created, input.note, built.facts);
    if (isRefusal(plan)) return plan;
    const answer = await postReturn(context, plan);
    const { id: toId } = built.created;
    const lines = units.map(({ line, quantity }) => ({ line: line.position, quantity }));
    await insertRows(tx, orderLineage, [
      {
        ...{ id: newId(), kind: "exchanged", fromId: order.id, toId, lines },
        ...{ reason: "", note: ret.number, actorName: actor.name, createdAt: now },
      },
    ]);
    await insertRows(tx, returnExchanges, [{ orderId: toId, returnId: ret.id }]);
    return { ...answer, exchange: number };
  },
});

import { createHash } from "node:crypto";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { currencyDecimals, MoneyError, parseMoney } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { poolOf, readLevels } from "@/lib/inventory/lock-levels";
import type { ChangeOrderInput } from "@/lib/orders/change-input";
import { activeLocations, taxRates, variantsById, variantsBySku } from "@/lib/orders/load-intake-facts";
import { type ChangeAsk, type ChangeFacts, type ChangePlanRefusal, planChange } from "@/lib/orders/rules/change";
import { type ChangeEffect, effectOf } from "@/lib/orders/rules/change-effect";
import { backorderableOf } from "@/lib/orders/rules/intake";
import type { Plan } from "@/lib/orders/rules/plan";
import { rateIn } from "@/lib/orders/rules/retax";
import type { OrderState } from "@/lib/orders/rules/state";
import { refundFactsOf } from "@/lib/payments/commands/request-refund";

export const changeOrderRefusals = [
  "order_closed",
  "not_placed",
  "unknown_line",
  "unknown_sku",
  "no_price",
  "bad_amount",
  "line_settled",
  "shipping_refunded",
  "already_shipped",
  "more_than_open",
  "nothing_to_cancel",
  "nothing_to_change",
  "discount_exceeds_items",
  "amount_too_large",
  "too_many_lines",
  "raised_after_refund",
  "insufficient_stock",
] as const satisfies readonly (ChangePlanRefusal | "unknown_sku" | "no_price")[];
type ChangeRefusal = (typeof changeOrderRefusals)[number];

export type PlannedChange = { plan: Plan; effect: ChangeEffect; digest: string };

/**
 * The plan of a change with what it does: the same for the preview, which locks nothing, and for the command, which
 * locks the levels of everything the order holds or wants. `refundNumbers` as many as the order has payments.
 */
export async function planOrderChange(
  context: CommandContext,
  order: OrderState,
  input: ChangeOrderInput,
  { refundNumbers, lock }: { refundNumbers: readonly string[]; lock: boolean },
): Promise<PlannedChange | Refusal<ChangeRefusal>> {
  const { tx, shop } = context;
  const bySku = await variantsBySku(
    tx,
    order.channelId,
    input.add.map(({ sku }) => sku),
  );
  const variantIds = [
    ...order.lines.flatMap((line) => (line.stocked && line.variantId ? [line.variantId] : [])),
    ...[...bySku.values()].filter((variant) => !variant.madeToOrder).map((variant) => variant.id),
  ];
  const [rates, detail, owned, locations, refunds, levels, preferredLocationId] = await Promise.all([
    taxRates(tx),
    detailsOf(tx, order.id),
    variantsById(tx, variantIds),
    activeLocations(tx),
    refundFactsOf(context, order, refundNumbers),
    readLevels(tx, variantIds, lock),
    warehouseOf(tx, order.channelId),
  ]);
  const ask = askOf(order, input, bySku, rates);
  if (isRefusal(ask)) return ask;
  const facts: ChangeFacts = {
    ...refunds,
    ...detail,
    reservation: {
      pool: poolOf(
        levels,
        locations.map(({ id }) => id),
      ),
      locations,
      backorderable: backorderableOf(new Map([...owned, ...bySku])),
      preferredLocationId,
    },
  };
  const plan = planChange(order, ask, facts);
  if (isRefusal(plan)) return plan;
  const effect = effectOf(plan, shop.currency);
  return { plan, effect, digest: createHash("sha256").update(JSON.stringify(effect)).digest("base64url") };
}

function askOf(
  order: OrderState,
  input: ChangeOrderInput,
  variants: Awaited<ReturnType<typeof variantsBySku>>,
  rates: ReadonlyMap<string, string>,
): ChangeAsk | Refusal<"unknown_line" | "unknown_sku" | "no_price" | "bad_amount"> {
  const { reason, note } = input;
  const lines: ChangeAsk["lines"][number][] = [];
  for (const { line, ...wanted } of input.lines) {
    const lineId = order.lines.find((candidate) => candidate.position === line)?.id;
    if (!lineId) return refuse("unknown_line", { line });
    lines.push({ lineId, ...wanted });
  }
  const add: ChangeAsk["add"][number][] = [];
  for (const [index, { sku, quantity, unitPrice }] of input.add.entries()) {
    const variant = variants.get(sku.toUpperCase());
    if (!variant) return refuse("unknown_sku", { line: index + 1, sku });
    const price = unitPrice ?? variant.prices[order.currency];
    if (price === undefined) return refuse("no_price", { line: index + 1, sku, currency: order.currency });
    add.push({ variant, quantity, unitPrice: price, taxRate: rateIn(rates, order.country, variant.taxClass) });
  }
  if (input.shipping === undefined) return { lines, add, reason, note };
  try {
    return { lines, add, reason, note, shippingMinor: parseMoney(input.shipping, order.currency) };
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    const { currency } = order;
    const decimals = currencyDecimals(currency);
    return refuse("bad_amount", { value: input.shipping, currency, decimals, reason: error.reason });
  }
}

async function detailsOf(tx: Tx, orderId: string): Promise<Pick<ChangeFacts, "details" | "shippingTaxRate">> {
  const [lines, [order]] = await Promise.all([
    tx.sql`select id, tax_rate::text as "taxRate", spec from order_lines where order_id = ${orderId}`,
    tx.sql`select shipping_tax_rate::text as rate from orders where id = ${orderId}`,
  ]);
  return {
    details: new Map(lines.map(({ id, taxRate, spec }) => [id as string, { taxRate, spec }])),
    shippingTaxRate: order?.rate ?? "0",
  };
}

async function warehouseOf(tx: Tx, channelId: string): Promise<string | null> {
  const [row] = await tx.sql`select default_location_id as id from channels where id = ${channelId}`;
  return row?.id ?? null;
}

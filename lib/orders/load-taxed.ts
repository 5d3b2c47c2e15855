import type postgres from "postgres";
import { taxRates } from "./load-intake-facts";
import type { Taxed, TaxRates } from "./rules/retax";
import type { OrderState } from "./rules/state";

type TaxedOrder = Pick<OrderState, "id" | "currency" | "pricesIncludeTax" | "country" | "shippingMinor">;

/** How orders are taxed, line by line, with the shop's rates. */
export async function loadTaxed(
  tx: { sql: postgres.ISql },
  orders: readonly TaxedOrder[],
): Promise<{ taxed: Map<string, Taxed>; rates: TaxRates }> {
  const ids = orders.map(({ id }) => id);
  const [rates, lines, rows] = await Promise.all([
    taxRates(tx),
    tx.sql`
      select l.order_id as "orderId", l.id, l.unit_price::text as "unitPrice", l.ordered, l.discount_minor as "discountMinor",
             l.tax_rate::text as "taxRate", coalesce(p.tax_class, case l.kind when 'shipping' then 'shipping' else 'standard' end) as "taxClass"
      from order_lines l left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id
      where l.order_id = any(${ids}::uuid[]) order by l.order_id, l.position`,
    tx.sql`select id, shipping_tax_rate::text as rate from orders where id = any(${ids}::uuid[])`,
  ]);
  const linesOf = Map.groupBy(lines, (line) => line.orderId as string);
  const shippingRates = new Map(rows.map(({ id, rate }) => [id as string, rate as string]));
  const taxed = orders.map(({ id, currency, pricesIncludeTax, country, shippingMinor }): [string, Taxed] => [
    id,
    {
      ...{ currency, pricesIncludeTax, country, shippingMinor },
      shippingTaxRate: shippingRates.get(id) ?? "0",
      lines: (linesOf.get(id) ?? []).map((line) => ({
        id: line.id,
        unitPrice: line.unitPrice,
        ordered: line.ordered,
        discountMinor: BigInt(line.discountMinor),
        taxRate: line.taxRate,
        taxClass: line.taxClass,
      })),
    },
  ]);
  return { rates, taxed: new Map(taxed) };
}

/** How those of these orders are taxed that are drafts: where an order was sold and taxed is settled by placing it. */
export async function taxOfDrafts(
  tx: { sql: postgres.ISql },
  orders: readonly OrderState[],
): Promise<(order: OrderState) => { taxed: Taxed; rates: TaxRates } | undefined> {
  const drafts = orders.filter(({ submittedAt }) => submittedAt === null);
  if (drafts.length === 0) return () => undefined;
  const { taxed, rates } = await loadTaxed(tx, drafts);
  return ({ id }) => {
    const own = taxed.get(id);
    return own && { taxed: own, rates };
  };
}

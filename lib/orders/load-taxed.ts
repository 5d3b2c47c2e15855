import type postgres from "postgres";
import { taxRates } from "./load-intake-facts";
import type { Taxed, TaxRates } from "./rules/retax";
import type { OrderState } from "./rules/state";

/** How an order is taxed, line by line, with the shop's rates. */
export async function loadTaxed(
  tx: { sql: postgres.ISql },
  order: Pick<OrderState, "id" | "currency" | "pricesIncludeTax" | "country" | "shippingMinor">,
): Promise<{ taxed: Taxed; rates: TaxRates }> {
  const [rates, lines, [row]] = await Promise.all([
    taxRates(tx),
    tx.sql`
      select l.id, l.unit_price::text as "unitPrice", l.ordered, l.discount_minor as "discountMinor", l.tax_rate::text as "taxRate",
             coalesce(p.tax_class, case l.kind when 'shipping' then 'shipping' else 'standard' end) as "taxClass"
      from order_lines l left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id
      where l.order_id = ${order.id} order by l.position`,
    tx.sql`select shipping_tax_rate::text as rate from orders where id = ${order.id}`,
  ]);
  const { currency, pricesIncludeTax, country, shippingMinor } = order;
  return {
    rates,
    taxed: {
      currency,
      pricesIncludeTax,
      country,
      shippingMinor,
      shippingTaxRate: row?.rate ?? "0",
      lines: lines.map((line) => ({
        id: line.id,
        unitPrice: line.unitPrice,
        ordered: line.ordered,
        discountMinor: BigInt(line.discountMinor),
        taxRate: line.taxRate,
        taxClass: line.taxClass,
      })),
    },
  };
}

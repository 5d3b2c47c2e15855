import { connection } from "@/db/client";
import { isRefusal } from "@/lib/core/result";
import type { Address } from "@/lib/customers/rules/address";
import { loadTaxed } from "@/lib/orders/load-taxed";
import { retax } from "@/lib/orders/rules/retax";
import { openStages } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";

export type TaxElsewhere = { soldIn: string; goesTo: string; taxMinor: bigint; taxThereMinor: bigint };

/**
 * What a placed order would be taxed in the country it goes to, where that is another one than it was sold in and the
 * tax differs; null for every other order.
 */
export async function taxElsewhere(order: OrderState, shipTo: Address | null): Promise<TaxElsewhere | null> {
  const goesTo = shipTo?.country ?? "";
  const open = order.submittedAt !== null && openStages.some((stage) => stage === order.stage);
  if (!open || goesTo === "" || goesTo === order.country) return null;
  const { taxed, rates } = await loadTaxed(connection(), [order]);
  const own = taxed.get(order.id);
  const there = own ? retax(own, goesTo, rates) : null;
  if (there === null || isRefusal(there) || there.totals.taxMinor === order.taxMinor) return null;
  return { soldIn: order.country, goesTo, taxMinor: order.taxMinor, taxThereMinor: there.totals.taxMinor };
}

import type postgres from "postgres";
import type { CommandContext } from "@/lib/command";
import type { OrderState } from "@/lib/orders/rules/state";
import { claimedByRefunds, currentReturnPolicy } from "./load-return";
import type { RequestFacts } from "./rules/request";

/** What deciding about a return has to know of the policy, of when the goods arrived and of what the catalogue says. */
export async function loadRequestFacts(
  { sql }: { sql: postgres.ISql },
  { shop, now }: Pick<CommandContext, "shop" | "now">,
  order: OrderState,
): Promise<Omit<RequestFacts, "number" | "actorName">> {
  const variantIds = order.lines.flatMap((line) => line.variantId ?? []);
  const [claimed, current, [moment], kept] = await Promise.all([
    claimedByRefunds({ sql }, order.id),
    currentReturnPolicy({ sql }),
    sql<{ delivered: Date | null; shipped: Date | null }[]>`
      select o.delivered_at as delivered,
        coalesce((select max(s.shipped_at) from shipments s where s.order_id = o.id), o.first_shipped_at) as shipped
      from orders o where o.id = ${order.id}`,
    sql<{ id: string }[]>`
      select v.id from variants v join products p on p.id = v.product_id
      where v.id = any(${variantIds}::uuid[]) and not p.returnable`,
  ]);
  const at = moment?.delivered ?? moment?.shipped;
  return {
    ...{ now, zone: shop.timeZone, policy: current.policy, policyVersion: current.version, claimed },
    since: at ? { at: new Date(at), delivered: Boolean(moment?.delivered) } : null,
    notReturnable: new Set(kept.map(({ id }) => id)),
  };
}

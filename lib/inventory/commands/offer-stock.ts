import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { fillBackorders, lockWaitingOrders } from "../fill-backorders";

/** Gives what is free of these items to the orders that wait for them, oldest promise first. */
export const offerStock = defineCommand({
  name: "stock.offer",
  permission: "stock.receive",
  input: z.strictObject({ variantIds: z.array(z.uuid()).min(1) }),
  refusals: [],
  async run(context, { variantIds }) {
    const free = await context.tx.sql<{ variantId: string; quantity: number }[]>`
      select l.variant_id as "variantId", sum(l.available)::int as quantity
      from stock_levels l join locations p on p.id = l.location_id and p.active
      where l.variant_id = any(${variantIds}::uuid[]) group by 1`;
    return fillBackorders(context, await lockWaitingOrders(context.tx, free));
  },
});

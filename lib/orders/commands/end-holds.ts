import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { plainText } from "@/lib/customers/inputs";
import { lockOrders } from "@/lib/orders/lock-order";
import { planEnded } from "@/lib/orders/rules/hold";
import { post } from "@/lib/post";

/** Releases the holds of these orders that were to end on a date that has come. */
export const endHolds = defineCommand({
  name: "orders.end_holds",
  permission: "orders.release",
  input: z.strictObject({ numbers: z.array(plainText(40)).min(1).max(1000) }),
  refusals: [],
  async run(context, { numbers }) {
    const orders = await lockOrders(context.tx, numbers);
    const plans = orders.map((order) => planEnded(order, context.now)).filter((plan) => plan !== undefined);
    await post(context, plans);
    return { ended: plans.length };
  },
});

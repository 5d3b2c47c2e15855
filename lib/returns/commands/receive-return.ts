import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { activeLocations } from "@/lib/orders/load-intake-facts";
import { receiveReturnInput } from "../inputs";
import { claimedByRefunds, currentReturnPolicy, lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReceipt } from "../rules/arrive";

/** Counts in what came of a return, more and other goods than announced too, as long as they once left. */
export const receiveReturn = defineCommand({
  name: "returns.receive",
  permission: "returns.receive",
  input: receiveReturnInput,
  refusals: [
    ...returnRefusals,
    "return_status",
    "unknown_line",
    "unknown_location",
    "more_than_shipped",
    "explain_extra",
    "nothing_received",
  ],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const { order, ret } = found;
    const locationId = (await activeLocations(context.tx)).find(({ code }) => code === input.location)?.id;
    if (!locationId) return refuse("unknown_location", { location: input.location });
    const lines: { lineId: string; quantity: number }[] = [];
    for (const { line, quantity } of input.lines) {
      const lineId = order.lines.find((candidate) => candidate.position === line)?.id;
      if (!lineId) return refuse("unknown_line", { line });
      lines.push({ lineId, quantity });
    }
    const { policy } = await currentReturnPolicy(context.tx);
    const { location, finish, note } = input;
    const plan = planReceipt(
      order,
      ret,
      { lines, locationId, location, finish, note },
      { now: context.now, policy, claimed: await claimedByRefunds(context.tx, order.id) },
    );
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

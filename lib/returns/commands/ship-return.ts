import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { shipReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReturnShipping } from "../rules/decide";

/** The buyer sent it, under this number if there is one. */
export const shipReturn = defineCommand({
  name: "returns.ship",
  permission: "returns.request",
  input: shipReturnInput,
  refusals: [...returnRefusals, "return_status"],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const { carrier, trackingNumber } = input;
    const plan = planReturnShipping(found.order, found.ret, { carrier, trackingNumber }, { now: context.now });
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

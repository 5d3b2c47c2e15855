import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { returnRef } from "../inputs";
import { claimedByRefunds, lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReopening } from "../rules/decide";

/** Takes a rejection or a cancellation back, if the units are not in another return by now. */
export const reopenReturn = defineCommand({
  name: "returns.reopen",
  permission: "returns.approve",
  input: returnRef,
  refusals: [...returnRefusals, "return_status", "more_than_returnable"],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const plan = planReopening(found.order, found.ret, {
      now: context.now,
      claimed: await claimedByRefunds(context.tx, found.order.id),
    });
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

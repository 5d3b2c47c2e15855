import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { approveReturnInput } from "../inputs";
import { currentReturnPolicy, lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReturnApproval } from "../rules/decide";

/** Lets the buyer send the goods: all that was asked for, or fewer. */
export const approveReturn = defineCommand({
  name: "returns.approve",
  permission: "returns.approve",
  input: approveReturnInput,
  refusals: [...returnRefusals, "return_status", "unknown_line", "more_than_returnable", "nothing_to_return"],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const { policy } = await currentReturnPolicy(context.tx);
    const facts = { now: context.now, actorName: context.actor.name, policy };
    const plan = planReturnApproval(found.order, found.ret, input, facts);
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

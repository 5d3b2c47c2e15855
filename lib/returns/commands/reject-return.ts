import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { decideReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReturnRejection } from "../rules/decide";

/** Does not take the goods back, with the reason that the buyer is told. */
export const rejectReturn = defineCommand({
  name: "returns.reject",
  permission: "returns.approve",
  input: decideReturnInput,
  refusals: [...returnRefusals, "return_status"],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const facts = { now: context.now, actorName: context.actor.name };
    const plan = planReturnRejection(found.order, found.ret, input.note, facts);
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

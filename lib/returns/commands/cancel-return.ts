import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { decideReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReturnCancel } from "../rules/decide";

/** Ends a return of which nothing came: its units can be asked for again. */
export const cancelReturn = defineCommand({
  name: "returns.cancel",
  permission: "returns.request",
  input: decideReturnInput,
  refusals: [...returnRefusals, "return_status", "return_given"],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const facts = { now: context.now, actorName: context.actor.name };
    const plan = planReturnCancel(found.order, found.ret, input.note, facts);
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

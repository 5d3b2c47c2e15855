import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { uncountReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReceiptUndo } from "../rules/arrive";

/** Takes units back that were counted in wrongly, as long as nobody has looked at them. */
export const uncountReturn = defineCommand({
  name: "returns.uncount",
  permission: "returns.receive",
  input: uncountReturnInput,
  refusals: [...returnRefusals, "return_status", "unknown_line", "more_than_received"],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const plan = planReceiptUndo(found.order, found.ret, input.lines);
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

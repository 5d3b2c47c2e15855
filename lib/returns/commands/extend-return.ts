import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { extendReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planExtension } from "../rules/decide";

/** Waits until another day for the goods, or for somebody to look at them. */
export const extendReturn = defineCommand({
  name: "returns.extend",
  permission: "returns.request",
  input: extendReturnInput,
  refusals: [...returnRefusals, "return_status", "due_in_past"],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    const plan = planExtension(found.order, found.ret, new Date(input.dueAt), { now: context.now });
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});

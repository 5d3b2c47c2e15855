import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { noteReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { planReturnNote } from "../rules/decide";

/** Writes something down about a return; staff read it in its history. */
export const noteReturn = defineCommand({
  name: "returns.note",
  permission: "orders.note",
  input: noteReturnInput,
  refusals: [...returnRefusals],
  async run(context, input) {
    const found = await lockReturn(context.tx, input);
    if (isRefusal(found)) return found;
    return postReturn(context, planReturnNote(found.order, found.ret, input.note));
  },
});

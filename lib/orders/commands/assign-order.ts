import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { findPerson } from "@/lib/orders/find-person";
import { assignOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planAssignment } from "@/lib/orders/rules/assign";
import { post } from "@/lib/post";

/** Gives an order to a person, or to nobody. */
export const assignOrder = defineCommand({
  name: "orders.assign",
  permission: "orders.assign",
  input: assignOrderInput,
  refusals: [...changeRefusals, "no_such_person"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const person = input.email ? await findPerson(context.tx, input.email) : null;
    if (person === undefined) return refuse("no_such_person", { email: input.email });
    return changedOf(await post(context, [planAssignment(order, person)]));
  },
});

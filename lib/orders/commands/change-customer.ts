import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { customerRefusals, findCustomerNumber, loadCustomer } from "@/lib/customers/lock-customer";
import { changeCustomerInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planCustomer } from "@/lib/orders/rules/change-customer";
import { post } from "@/lib/post";

/**
 * Gives an order to another customer, by number or e-mail: what it sold counts as theirs from then on, on the day it was
 * sold. Contact and address stay what the order was placed with.
 */
export const changeCustomer = defineCommand({
  name: "orders.change_customer",
  permission: "orders.edit",
  input: changeCustomerInput,
  refusals: [...changeRefusals, ...customerRefusals, "no_such_customer", "nothing_to_change"],
  async run(context, input) {
    const { tx } = context;
    const number = await findCustomerNumber(tx, input.customer);
    // Customers before orders: whoever merges two of them locks them in this sequence.
    if (number === undefined) return refuse("no_such_customer", { customer: input.customer });
    const customer = await loadCustomer(tx, { number });
    if (isRefusal(customer)) return customer;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const [before] = await tx.sql<{ number: string }[]>`select number from customers where id = ${order.customerId}`;
    const plan = planCustomer(order, customer, before?.number ?? "");
    return isRefusal(plan) ? plan : changedOf(await post(context, [plan]));
  },
});

import type { CommandContext } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { findCustomerNumber, lockCustomers } from "@/lib/customers/lock-customer";
import { type PastCustomer, planCustomer, planCustomerBack } from "@/lib/orders/rules/change-customer";
import type { BulkItem, BulkJob } from "./load-bulk";
import type { Planner, PlanningPlace } from "./planner";

type Known = { id: string; number: string; mergedInto: string | null };

/** Gives orders to one customer, or back to whose they were where nobody gave them to another since. */
export async function customerPlanner({ context, job, orders, items }: PlanningPlace): Promise<Planner> {
  const { tx } = context;
  const numbers = await receiversOf(context, job, items);
  const owners = [...new Set(orders.flatMap(({ customerId }) => customerId ?? []))];
  const known = await tx.sql<Known[]>`
    select c.id, c.number, i.number as "mergedInto" from customers c left join customers i on i.id = c.merged_into_id
    where c.number = any(${numbers}::text[]) or c.id = any(${owners}::uuid[])`;
  const byNumber = new Map(known.map((row) => [row.number, row]));
  const byId = new Map(known.map((row) => [row.id, row]));
  const { customer } = job.input as { customer: string };
  return (order, { details }) => {
    const from = byId.get(order.customerId ?? "")?.number ?? "";
    if (job.undoOf !== null) {
      const back = planCustomerBack(order, details as PastCustomer, byNumber, from);
      return isRefusal(back) ? back : { plan: back };
    }
    const to = byNumber.get(numbers[0] ?? "");
    if (to === undefined) return refuse("no_such_customer", { customer: numbers[0] ?? customer });
    if (to.mergedInto) return refuse("customer_merged", { number: to.mergedInto });
    const plan = planCustomer(order, to, from);
    return isRefusal(plan) ? plan : { plan, effect: { from, to: to.number } };
  };
}

/** Customers before orders: whoever merges two of them locks them in this sequence. */
export async function lockReceivers(context: CommandContext, job: BulkJob, items: readonly BulkItem[]): Promise<void> {
  if (job.action === "customer") await lockCustomers(context.tx, await receiversOf(context, job, items));
}

/** Numbers of the customers that orders are given to. */
async function receiversOf({ tx }: CommandContext, job: BulkJob, items: readonly BulkItem[]): Promise<string[]> {
  if (job.undoOf !== null) return [...new Set(items.flatMap(({ details }) => String(details?.from ?? "") || []))];
  const number = await findCustomerNumber(tx, String(job.input.customer));
  return number === undefined ? [] : [number];
}

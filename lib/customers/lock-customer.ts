import { asc, eq, inArray } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";

export type CustomerRow = typeof customers.$inferSelect;

/** Locks customers in the order of their ids, so that two who merge the same pair never wait for each other. */
export async function lockCustomers(tx: Tx, numbers: readonly string[]): Promise<CustomerRow[]> {
  return tx.db
    .select()
    .from(customers)
    .where(inArray(customers.number, [...numbers]))
    .orderBy(asc(customers.id))
    .for("update");
}

export const customerRefusals = ["not_found", "customer_changed", "customer_merged"] as const;

/** Locks a customer to change it; refuses when it is gone, merged, or not the version that was on the screen. */
export async function loadCustomer(
  tx: Tx,
  ref: { number: string; version?: number },
): Promise<CustomerRow | Refusal<(typeof customerRefusals)[number]>> {
  const [row] = await lockCustomers(tx, [ref.number]);
  if (!row) return refuse("not_found", { number: ref.number });
  if (row.mergedIntoId) {
    const [into] = await tx.db
      .select({ number: customers.number })
      .from(customers)
      .where(eq(customers.id, row.mergedIntoId));
    return refuse("customer_merged", { number: into?.number ?? "" });
  }
  if (ref.version !== undefined && ref.version !== row.version)
    return refuse("customer_changed", { number: ref.number });
  return row;
}

/** Number of the customer that has this number or this e-mail; of several with one e-mail, one that was not merged. */
export async function findCustomerNumber({ sql }: Tx, named: string): Promise<string | undefined> {
  const [found] = await sql<{ number: string }[]>`
    select number from customers where (upper(number) = upper(${named}) or lower(email) = lower(${named}))
    order by merged_into_id is not null, number limit 1`;
  return found?.number;
}

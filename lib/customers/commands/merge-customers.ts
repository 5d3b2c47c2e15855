import { eq } from "drizzle-orm";
import { customerAddresses, customerNotes, customers } from "@/db/schema/customers";
import { creditNotes } from "@/db/schema/payments";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { lockOrders } from "@/lib/orders/lock-order";
import { post } from "@/lib/post";
import { mergeCustomersInput } from "../inputs";
import { lockCustomers } from "../lock-customer";
import { lockContacts } from "../resolve-customers";

/** A merge is one transaction; above this it would hold its locks for too long. */
const ordersAtMost = 2000;

/**
 * Makes two customers one: orders, addresses and notes of the first go to the second, which keeps its own name and
 * contact and takes what it lacks. The first stays as a sign that points to the second.
 */
export const mergeCustomers = defineCommand({
  name: "customers.merge",
  permission: "customers.merge",
  input: mergeCustomersInput,
  refusals: ["not_found", "same_customer", "customer_merged", "too_many_orders_to_merge", "order_changed"],
  async run(context, input) {
    const { tx, now } = context;
    if (input.from === input.into) return refuse("same_customer");
    // Orders that are coming in for the first are waited for: they go along.
    const [keys] = await tx.sql<
      { number: string; external: string | null; email: string | null; phone: string | null }[]
    >`
      select number, external_key as external, lower(email) as email, phone from customers where number = ${input.from}`;
    if (keys) await lockContacts(tx, Object.values(keys));
    const rows = await lockCustomers(tx, [input.from, input.into]);
    const from = rows.find((row) => row.number === input.from);
    const into = rows.find((row) => row.number === input.into);
    if (!from || !into) return refuse("not_found", { number: from ? input.into : input.from });
    if (from.mergedIntoId || into.mergedIntoId)
      return refuse("customer_merged", { number: (from.mergedIntoId ? into : from).number });

    const owned = await tx.sql<{ number: string }[]>`
      select number from orders where customer_id = ${from.id} limit ${ordersAtMost + 1}`;
    if (owned.length > ordersAtMost) return refuse("too_many_orders_to_merge", { most: ordersAtMost });
    const orders = await lockOrders(
      tx,
      owned.map((order) => order.number),
    );
    await post(
      context,
      orders.map((order) => ({
        order,
        patch: { customerId: into.id },
        events: [{ type: "order.customer_changed", data: { from: from.number, to: into.number } }],
      })),
    );
    await tx.db.update(creditNotes).set({ customerId: into.id }).where(eq(creditNotes.customerId, from.id));
    const [hasDefault] = await tx.sql`select 1 from customer_addresses where customer_id = ${into.id} and is_default`;
    if (hasDefault)
      await tx.db.update(customerAddresses).set({ isDefault: false }).where(eq(customerAddresses.customerId, from.id));
    await tx.db.update(customerAddresses).set({ customerId: into.id }).where(eq(customerAddresses.customerId, from.id));
    await tx.db.update(customerNotes).set({ customerId: into.id }).where(eq(customerNotes.customerId, from.id));
    // Whoever was merged into the first before now points to where it went.
    await tx.db.update(customers).set({ mergedIntoId: into.id }).where(eq(customers.mergedIntoId, from.id));
    await tx.db
      .update(customers)
      .set({ mergedIntoId: into.id, version: from.version + 1, updatedAt: now })
      .where(eq(customers.id, from.id));
    await tx.db
      .update(customers)
      .set({
        name: into.name || from.name,
        company: into.company || from.company,
        email: into.email ?? from.email,
        ...(into.phone ? {} : { phone: from.phone, phoneReversed: from.phoneReversed }),
        tags: [...new Set([...into.tags, ...from.tags])],
        version: into.version + 1,
        updatedAt: now,
      })
      .where(eq(customers.id, into.id));
    await recordAudit(context, "customer.merged", into.number, { from: from.number, orders: orders.length });
    return { number: into.number, orders: orders.length };
  },
});

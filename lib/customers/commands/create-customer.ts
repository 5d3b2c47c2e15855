import { customerAddresses, customers } from "@/db/schema/customers";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, refuse } from "@/lib/core/result";
import { contactColumns } from "../contact-columns";
import { createCustomerInput } from "../inputs";

/** Writes down a new customer. One who looks like somebody known is refused with who that is, unless meant anyway. */
export const createCustomer = defineCommand({
  name: "customers.create",
  permission: "customers.edit",
  input: createCustomerInput,
  refusals: ["contact_missing", "customer_exists"],
  async run(context, input) {
    const { tx, now } = context;
    const contact = contactColumns(input);
    if (!input.name && !input.company && !contact.email && !contact.phone) return refuse("contact_missing");
    if (!input.anyway) {
      const [known] = await tx.sql<{ number: string; name: string }[]>`
        select number, coalesce(nullif(name, ''), company) as name from customers
        where merged_into_id is null and (lower(email) = ${contact.email} or phone_reversed = ${contact.phoneReversed}) limit 1`;
      if (known) return refuse("customer_exists", known);
    }
    const id = newId();
    const { name, company, locale, tags } = input;
    const [created] = await tx.db
      .insert(customers)
      .values({ id, name, company, locale, tags, ...contact, createdAt: now, updatedAt: now })
      .returning({ number: customers.number });
    assert(created, "a customer that is created has a number");
    const { number } = created;
    if (input.address) {
      await tx.db
        .insert(customerAddresses)
        .values({ id: newId(), customerId: id, address: input.address, isDefault: true, createdAt: now });
    }
    await recordAudit(context, "customer.created", number, { name });
    return { number };
  },
});

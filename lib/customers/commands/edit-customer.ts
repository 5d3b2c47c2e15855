import { eq } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { contactColumns } from "../contact-columns";
import { editCustomerInput } from "../inputs";
import { customerRefusals, loadCustomer } from "../lock-customer";

/** Changes a customer's name, contact, language and tags. Orders keep the contact they were placed with. */
export const editCustomer = defineCommand({
  name: "customers.edit",
  permission: "customers.edit",
  input: editCustomerInput,
  refusals: [...customerRefusals, "contact_missing"],
  async run(context, input) {
    const row = await loadCustomer(context.tx, input);
    if (isRefusal(row)) return row;
    const { name, company, locale } = input;
    const contact = contactColumns(input);
    if (!name && !company && !contact.email && !contact.phone) return refuse("contact_missing");
    const wanted = { name, company, locale, tags: [...new Set(input.tags)], ...contact };
    const before = row as unknown as Record<string, unknown>;
    const changed = Object.entries(wanted).filter(
      ([field, value]) => field !== "phoneReversed" && JSON.stringify(before[field]) !== JSON.stringify(value),
    );
    await context.tx.db
      .update(customers)
      .set({ ...wanted, version: row.version + 1, updatedAt: context.now })
      .where(eq(customers.id, row.id));
    await recordAudit(context, "customer.edited", row.number, { fields: changed.map(([field]) => field) });
    return { number: row.number, version: row.version + 1 };
  },
});

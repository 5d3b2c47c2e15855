import { asc, eq } from "drizzle-orm";
import { customerAddresses, customers } from "@/db/schema/customers";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal, refuse } from "@/lib/core/result";
import { customerAddressInput } from "../inputs";
import { customerRefusals, loadCustomer } from "../lock-customer";

/** Adds or changes one of a customer's addresses. The first is the default; there is one default at a time. */
export const saveCustomerAddress = defineCommand({
  name: "customers.save-address",
  permission: "customers.edit",
  input: customerAddressInput,
  refusals: customerRefusals,
  async run(context, input) {
    const { db } = context.tx;
    const row = await loadCustomer(context.tx, input);
    if (isRefusal(row)) return row;
    const known = await db
      .select()
      .from(customerAddresses)
      .where(eq(customerAddresses.customerId, row.id))
      .orderBy(asc(customerAddresses.createdAt), asc(customerAddresses.id));
    const changed = input.place === undefined ? undefined : known[input.place - 1];
    if (input.place !== undefined && !changed) return refuse("not_found", { number: input.number });
    const isDefault = input.isDefault || changed?.isDefault || known.length === 0;
    // The old default goes first: the database allows no two at any moment.
    if (isDefault)
      await db.update(customerAddresses).set({ isDefault: false }).where(eq(customerAddresses.customerId, row.id));
    if (changed) {
      await db
        .update(customerAddresses)
        .set({ address: input.address, isDefault })
        .where(eq(customerAddresses.id, changed.id));
    } else {
      const values = { id: newId(), customerId: row.id, address: input.address, isDefault, createdAt: context.now };
      await db.insert(customerAddresses).values(values);
    }
    await db
      .update(customers)
      .set({ version: row.version + 1, updatedAt: context.now })
      .where(eq(customers.id, row.id));
    await recordAudit(context, changed ? "customer.address_changed" : "customer.address_added", row.number);
    return { number: row.number, version: row.version + 1 };
  },
});

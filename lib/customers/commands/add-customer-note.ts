import { customerNotes } from "@/db/schema/customers";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal } from "@/lib/core/result";
import { customerNoteInput } from "../inputs";
import { customerRefusals, loadCustomer } from "../lock-customer";

/** Writes a note for the house on a customer; the customer never sees it. */
export const addCustomerNote = defineCommand({
  name: "customers.note",
  permission: "customers.edit",
  input: customerNoteInput,
  refusals: customerRefusals,
  async run(context, input) {
    const row = await loadCustomer(context.tx, { number: input.number });
    if (isRefusal(row)) return row;
    await context.tx.db.insert(customerNotes).values({
      id: newId(),
      customerId: row.id,
      body: input.body,
      actorName: context.actor.name,
      createdAt: context.now,
    });
    return { number: row.number };
  },
});

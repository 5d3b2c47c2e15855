import { documents } from "@/db/schema/shop";
import { type CommandContext, defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, refuse } from "@/lib/core/result";
import { lockOrder } from "@/lib/orders/lock-order";
import { post } from "@/lib/post";
import { issueInvoiceInput } from "../inputs";

const prefixes = { invoice: "INV", receipt: "REC" } as const;

/**
 * Gives an order its invoice or receipt. The number is the next of its kind without a gap: it is taken in the
 * transaction that uses it. An order has one of each kind; asked again, that one is the answer.
 */
export const issueInvoice = defineCommand({
  name: "documents.issue_invoice",
  permission: "documents.invoice",
  input: issueInvoiceInput,
  refusals: ["not_found", "nothing_to_invoice"],
  async run(context, { number, kind }) {
    const { tx, actor, now } = context;
    const order = await lockOrder(tx, number);
    if (!order) return refuse("not_found", { number });
    const [known] = await tx.sql<{ number: string }[]>`
      select number from documents where order_id = ${order.id} and kind = ${kind}`;
    if (known) return { number, kind, document: known.number, issued: false };
    if (!order.submittedAt || order.stage === "cancelled")
      return refuse("nothing_to_invoice", { number, stage: order.stage });
    const document = `${prefixes[kind]}-${String(await nextOf(context, kind)).padStart(6, "0")}`;
    await tx.db
      .insert(documents)
      .values({ id: newId(), kind, number: document, orderId: order.id, issuedAt: now, issuedBy: actor.name });
    await post(context, [{ order, events: [{ type: "document.issued", data: { kind, document } }] }]);
    return { number, kind, document, issued: true };
  },
});

// The row stays locked until the transaction ends: whoever is next waits, and a number that is not used is not taken.
async function nextOf({ tx }: CommandContext, name: string): Promise<number> {
  const [row] = await tx.sql<{ value: string }[]>`
    insert into counters (name, value) values (${name}, 1)
    on conflict (name) do update set value = counters.value + 1 returning value`;
  assert(row, "a counter counts");
  return Number(row.value);
}

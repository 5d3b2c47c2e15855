import { defineCommand } from "@/lib/command";
import { assert, refuse } from "@/lib/core/result";
import { lockOrder } from "@/lib/orders/lock-order";
import { post } from "@/lib/post";
import { issueInvoiceInput } from "../inputs";
import { receivedOnPaper } from "../received-on-paper";

/**
 * Gives an order its invoice or receipt. The number is the next of its kind without a gap: it is taken in the
 * transaction that uses it. An order has one of each kind that stands; asked again, that one is the answer, but for a
 * receipt over less or more money than was received by now, which is withdrawn and issued anew.
 */
export const issueInvoice = defineCommand({
  name: "documents.issue_invoice",
  permission: "documents.invoice",
  input: issueInvoiceInput,
  refusals: ["not_found", "nothing_to_invoice"],
  async run(context, { number, kind }) {
    const order = await lockOrder(context.tx, number);
    if (!order) return refuse("not_found", { number });
    const known = order.documents.find((document) => document.kind === kind);
    const received = order.paidMinor - order.refundedMinor;
    const stands = known && (kind === "invoice" || (await receivedOnPaper(context.tx, known.id)) === received);
    if (stands) return { number, kind, document: known.number, issued: false };
    if (!order.submittedAt || order.stage === "cancelled")
      return refuse("nothing_to_invoice", { number, stage: order.stage });
    const [posted] = await post(context, [{ order, documents: [kind], events: [] }]);
    const document = posted?.issued.find((issued) => issued.kind === kind);
    assert(document, "what an order is asked to be issued is issued");
    return { number, kind, document: document.number, issued: true };
  },
});

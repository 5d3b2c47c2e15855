import { returnRefunds } from "@/db/schema/returns";
import { defineCommand } from "@/lib/command";
import { toDecimalString } from "@/lib/core/money";
import { isRefusal, refuse } from "@/lib/core/result";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { loadRefunds } from "@/lib/payments/load-refunds";
import { insertRows } from "@/lib/rows";
import { refundReturnInput } from "../inputs";
import { currentReturnPolicy, lockReturn, returnRefusals } from "../load-return";
import { codeOf } from "../rules/change";
import { notNow } from "../rules/decide";
import { refundReasonOf } from "../rules/state";
import { refundableOf, suggestRefund } from "../rules/suggest-refund";
import { tellRefunded } from "../tell-buyer";

/**
 * Gives back what a return is worth, by a refund like any other: claimed, approved by a second person above the limit,
 * asked of the provider. A unit has its price back once; nothing goes on a shelf with it, as looking at the goods did.
 */
export const refundReturn = defineCommand({
  name: "returns.refund",
  permission: "payments.refund",
  input: refundReturnInput,
  refusals: [
    ...returnRefusals,
    ...requestRefund.refusals,
    "return_status",
    "unknown_line",
    "more_than_returned",
    "nothing_to_refund",
  ],
  async run(context, input) {
    const { tx } = context;
    const found = await lockReturn(tx, input);
    if (isRefusal(found)) return found;
    const { order, ret } = found;
    if (!ret.approvedAt || ret.cancelledAt) return notNow(ret);
    const { policy } = await currentReturnPolicy(tx);
    const suggested = suggestRefund(order, ret, { refunds: await loadRefunds(tx, order.id), policy });
    const decimal = (minor: bigint) => toDecimalString(minor, order.currency);
    const lines =
      input.lines ??
      suggested.lines.map(({ line, quantity, keepMinor }) => ({ line, quantity, keep: decimal(keepMinor) }));
    if (lines.length === 0) return refuse("nothing_to_refund");
    for (const line of ret.lines) {
      const asked = lines.reduce((units, each) => units + (each.line === line.line ? each.quantity : 0), 0);
      const left = refundableOf(ret, line);
      if (asked > left)
        return refuse("more_than_returned", { sku: codeOf(order, line.orderLineId), asked, left, rma: ret.number });
    }
    const stray = lines.find(({ line }) => !ret.lines.some((each) => each.line === line));
    if (stray) return refuse("unknown_line", { line: stray.line });
    const [first] = ret.lines.filter((line) => lines.some((each) => each.line === line.line));
    const made = await requestRefund.within(context, {
      number: order.number,
      what: { kind: "lines", lines, ...(input.shipping ? { shipping: input.shipping } : {}) },
      reason: refundReasonOf[first?.reason ?? "other"],
      note: input.note || ret.number,
    });
    if (isRefusal(made)) return made;
    const rows = await tx.sql<{ id: string }[]>`
      select id from refunds where number = any(${made.refunds.map(({ number }) => number)}::text[])`;
    await insertRows(
      tx,
      returnRefunds,
      rows.map(({ id }) => ({ refundId: id, returnId: ret.id })),
    );
    await tellRefunded(
      context,
      made.refunds.map(({ number }) => number),
    );
    return { rma: ret.number, version: ret.version, number: order.number, refunds: made.refunds };
  },
});

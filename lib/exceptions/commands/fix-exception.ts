import { may } from "@/lib/actor";
import { retryDelivery } from "@/lib/channels/commands/retry-delivery";
import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { offerStock } from "@/lib/inventory/commands/offer-stock";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { recheckOrder } from "@/lib/orders/commands/recheck-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { claimCoupons } from "@/lib/orders/commands/settle-coupons";
import { askRefundAgain } from "@/lib/payments/commands/ask-refund-again";
import { extendReturn } from "@/lib/returns/commands/extend-return";
import { resendDeliveries } from "@/lib/webhooks/commands/resend-deliveries";
import { switchEndpoint } from "@/lib/webhooks/commands/switch-endpoint";
import { fixExceptionInput } from "../inputs";
import { type LockedException, lockExceptions, noteEvents } from "../lock-exceptions";
import { type Fix, fixOf, fixPermissions } from "../rules/fix";

/**
 * Presses the button that cures an exception, where it takes no input, by the command that does it elsewhere too and with
 * that command's permission. Whether the cause is gone then is for the next look to say.
 */
export const fixException = defineCommand({
  name: "exceptions.fix",
  permission: "exceptions.work",
  input: fixExceptionInput,
  refusals: [
    "not_found",
    "exception_closed",
    "no_quick_fix",
    "forbidden",
    "stock_still_short",
    ...approveOrder.refusals,
    ...recheckOrder.refusals,
    ...releaseHold.refusals,
    ...askRefundAgain.refusals,
    ...retryDelivery.refusals,
    ...resendDeliveries.refusals,
    ...extendReturn.refusals,
    ...claimCoupons.refusals,
  ],
  async run(context, { number }) {
    const [exception] = await lockExceptions(context.tx, [number]);
    if (!exception) return refuse("not_found", { number: `EX-${number}` });
    if (!exception.open) return refuse("exception_closed", { number });
    const fix = fixOf(exception);
    if (!fix) return refuse("no_quick_fix");
    if (!may(context.actor, fixPermissions[fix])) return refuse("forbidden", { permission: fixPermissions[fix] });
    // Its own row first: whoever looks for causes locks in the same sequence.
    await noteEvents(context, [exception], "fix_asked", () => ({ fix }));
    const done = await runs[fix](context, exception);
    return isRefusal(done) ? (done as Refusal<"stock_still_short">) : { number, type: exception.type };
  },
});

const weekMs = 7 * 86_400_000;

const runs: Record<Fix, (context: CommandContext, exception: LockedException) => Promise<unknown>> = {
  approve: (context, { order }) => approveOrder.within(context, { number: order ?? "" }),
  recheck: (context, { order }) => recheckOrder.within(context, { number: order ?? "" }),
  claim_coupons: (context, { order }) => claimCoupons.within(context, { number: order ?? "" }),
  ask_refund: (context, { facts }) => askRefundAgain.within(context, { refund: String(facts.refund) }),
  retry_delivery: (context, { subjectKey }) => retryDelivery.within(context, { id: subjectKey }),
  extend_return: (context, { facts }) =>
    extendReturn.within(context, {
      rma: String(facts.rma),
      dueAt: new Date(context.now.getTime() + weekMs).toISOString(),
    }),
  async resend_webhooks(context, { subjectKey, facts }) {
    const number = Number(subjectKey);
    if (facts.disabled) {
      const on = await switchEndpoint.within(context, { number, enabled: true });
      if (isRefusal(on)) return on;
    }
    const resent = await resendDeliveries.within(context, { number, deliveries: "dead" });
    // Switching it on again was all there was to do.
    return isRefusal(resent) && resent.code === "nothing_to_resend" && facts.disabled ? true : resent;
  },
  async release(context, { order, facts }) {
    for (const type of facts.types as "other"[]) {
      const released = await releaseHold.within(context, { number: order ?? "", type });
      if (isRefusal(released)) return released;
    }
    return true;
  },
  async offer_stock(context, { orderId, order }) {
    const waiting = await context.tx.sql<{ id: string }[]>`
      select distinct variant_id as id from order_lines
      where order_id = ${orderId} and variant_id is not null and stocked and ordered - cancelled - shipped > reserved`;
    if (waiting.length === 0) return true;
    const filled = await offerStock.within(context, { variantIds: waiting.map(({ id }) => id) });
    return isRefusal(filled) || filled.orders.includes(order ?? "")
      ? filled
      : refuse("stock_still_short", { number: order });
  },
};

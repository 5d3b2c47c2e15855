import type { CommandContext } from "@/lib/command";
import { assert, isRefusal } from "@/lib/core/result";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { lockOrder } from "@/lib/orders/lock-order";
import { amountDue } from "@/lib/orders/rules/stage";
import type { OrderState, Stage } from "@/lib/orders/rules/state";
import { postPaid } from "@/lib/payments/commands/record-payment";
import { planPaymentReceived } from "@/lib/payments/rules/take-payment";
import { houseWords } from "./house-words";
import type { ChannelOrder } from "./rules/channel-order";
import { changesBetween } from "./rules/compare-order";
import type { IgnoredReason, Processed } from "./rules/inbox";

const beforePicking: readonly Stage[] = ["draft", "awaiting_payment", "review", "backordered", "ready"];
const underway: readonly Stage[] = ["picking", "packing", "partly_shipped"];

/**
 * Follows what the channel changed in an order that is here: a cancellation, a payment, an address before picking. What
 * would undo work or cannot be done by itself (other lines, an address while it is packed, another country) holds the order and says why.
 * The channel knows one order where we may have several: those that have goods of it are held for a person to decide.
 */
export async function changedOrder(
  context: CommandContext,
  number: string,
  told: ChannelOrder,
  before: ChannelOrder | null,
): Promise<Processed> {
  if (before && told.changedAt < before.changedAt) return { order: number, ignored: "older_than_known" };
  const own = await changedItself(context, number, told, before);
  const held = await holdKin(context, number, told, before);
  return held ? { order: number, ignored: null } : own;
}

async function changedItself(
  context: CommandContext,
  number: string,
  told: ChannelOrder,
  before: ChannelOrder | null,
): Promise<Processed> {
  const ignored = (reason: IgnoredReason): Processed => ({ order: number, ignored: reason });
  const order = await locked(context, number);
  const words = houseWords(context.shop.locale);
  const open = order.stage !== "cancelled" && order.stage !== "completed";

  if (told.state === "cancelled" || told.state === "refunded") {
    if (!open) return ignored("nothing_new");
    const reason = told.state === "cancelled" ? "cancelledThere" : "refundedThere";
    const done = await cancelOrder.within(context, { number, note: words(reason) });
    return isRefusal(done) ? ignored("cancelled_too_late") : { order: number, ignored: null };
  }

  let changed = false;
  if (told.paid && open && (await takePayment(context, order))) changed = true;
  const changes = before && changesBetween(before, told);
  if (open && changes?.address && told.order.shipTo && (await changeAddress(context, order, told))) changed = true;
  if (open && changes?.message && told.order.buyerMessage) {
    await noteOrder.within(context, { number, body: words("message", { message: told.order.buyerMessage }) });
    changed = true;
  }
  const unsent = beforePicking.includes(order.stage) || underway.includes(order.stage);
  const toDecide = changes?.lines ? "linesChanged" : told.state === "finished" ? "finishedThere" : undefined;
  if (toDecide && unsent && (await hold(context, order, "other", words(toDecide)))) changed = true;
  return changed ? { order: number, ignored: null } : ignored("nothing_new");
}

// Parts that were split off it, or the order it was merged into, while they are still in the house.
async function holdKin(
  context: CommandContext,
  number: string,
  told: ChannelOrder,
  before: ChannelOrder | null,
): Promise<boolean> {
  const changes = before && changesBetween(before, told);
  const gone = told.state === "cancelled" || told.state === "refunded";
  const paid = told.paid && before !== null && !before.paid;
  if (!gone && !paid && !changes?.address && !changes?.lines) return false;
  const kin = await context.tx.sql<{ number: string }[]>`
    select k.number from orders o
    join order_lineage l on l.from_id = o.id and l.kind in ('split', 'merged') and l.undone_at is null
    join orders k on k.id = l.to_id
    where o.number = ${number} and k.stage not in ('cancelled', 'completed', 'shipped', 'delivered') order by k.id`;
  let held = false;
  const reason = houseWords(context.shop.locale)("kinChanged", { number });
  for (const of of kin) {
    if (await hold(context, await locked(context, of.number), "other", reason)) held = true;
  }
  return held;
}

async function locked({ tx }: CommandContext, number: string): Promise<OrderState> {
  const order = await lockOrder(tx, number);
  assert(order, "an order that was just found is there");
  return order;
}

async function takePayment(context: CommandContext, order: OrderState): Promise<boolean> {
  const amountMinor = amountDue(order);
  if (amountMinor === 0n || !order.submittedAt) return false;
  const method = order.paymentMethod === "cod" ? "online" : order.paymentMethod;
  const plan = planPaymentReceived(order, { amountMinor, method, reference: "" });
  if (isRefusal(plan)) return false;
  await postPaid(context, order, plan);
  return true;
}

async function changeAddress(context: CommandContext, order: OrderState, told: ChannelOrder): Promise<boolean> {
  const { shipTo } = told.order;
  const words = houseWords(context.shop.locale);
  // A payment may have moved it a moment ago.
  const { stage, version } = await locked(context, order.number);
  if (beforePicking.includes(stage)) {
    const edited = await editOrder.within(context, { number: order.number, version, shipTo });
    if (isRefusal(edited)) return false;
    if (shipTo && order.submittedAt && shipTo.country !== order.country) {
      await hold(context, order, "address", words("countryChanged"));
    }
    return true;
  }
  return underway.includes(stage) && hold(context, order, "address", words("addressChanged"));
}

async function hold(
  context: CommandContext,
  order: OrderState,
  type: "address" | "other",
  reason: string,
): Promise<boolean> {
  return !isRefusal(await holdOrder.within(context, { number: order.number, type, reason }));
}

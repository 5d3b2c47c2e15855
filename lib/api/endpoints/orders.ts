import { z } from "zod";
import { connection } from "@/db/client";
import type { FieldErrors } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { changeOrderInput } from "@/lib/orders/change-input";
import { approveOrder as approve } from "@/lib/orders/commands/approve-order";
import { cancelOrder as cancel, cancelOrderInput } from "@/lib/orders/commands/cancel-order";
import { changeHold } from "@/lib/orders/commands/change-hold";
import { changeOrder as change } from "@/lib/orders/commands/change-order";
import { editLine } from "@/lib/orders/commands/edit-line";
import { holdOrder as hold } from "@/lib/orders/commands/hold-order";
import { receiveOrder, receiveOrderBatch } from "@/lib/orders/commands/receive-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import {
  approveOrderInput,
  changeHoldInput,
  editLineInput,
  holdOrderInput,
  receiveOrderInput,
  releaseHoldInput,
} from "@/lib/orders/inputs";
import type { OrderChanged } from "@/lib/orders/load-for-change";
import type { ReceivedOrder } from "@/lib/orders/receive-orders";
import { stages } from "@/lib/orders/rules/stage";
import type { RequestedRefund } from "@/lib/payments/commands/request-refund";
import { together } from "@/lib/run-together";
import { amount, amountOf, currency, instantParam, next, page, textParam } from "../dto/fields";
import { changedDto, orderDto, receivedDto } from "../dto/order";
import {
  type Answer,
  badCursor,
  type Call,
  defineEndpoint,
  notFound,
  type Refused,
  runFor,
  withParams,
} from "../endpoint";
import { refusalProblem } from "../problem";
import { getOrder, listOrders } from "../queries/orders";

const { shape } = receiveOrderInput;

/** An order over the API is claimed or refused at once: a program cannot look at a queue. */
export const orderBody = receiveOrderInput
  .extend({
    channel: shape.channel.meta({ description: "Code of the channel; the key's own, else `api`, when absent." }),
    externalId: shape.externalId.meta({ description: "The sender's own number; a channel has each once." }),
    currency: shape.currency.meta({ description: "ISO 4217; the channel's when absent." }),
    pricesIncludeTax: shape.pricesIncludeTax.meta({ description: "The channel's setting when absent." }),
    paid: shape.paid.meta({ description: "Money that was taken already." }),
    draft: shape.draft.meta({
      description: "Kept without being placed: no stock, no sale, until somebody submits it.",
    }),
    onShortage: shape.onShortage
      .unwrap()
      .default("refuse")
      .meta({ description: "Refuse an order whose stock or items are not there, or take it for a person to look at." }),
    reserve: z
      .boolean()
      .default(true)
      .meta({ description: "Claims stock at once, also while a person still has to approve." }),
  })
  .meta({ id: "NewOrder" });

const onArrival = { onShortage: "refuse", reserve: true };
/** The channel every shop has for programs; a key without a channel of its own sends its orders there. */
const usualChannel = "api";

function asOrder(sent: unknown, call: Call): unknown {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  return { ...onArrival, channel: call.channel ?? usualChannel, ...sent };
}

function received(order: ReceivedOrder) {
  const { number, stage, totalMinor, currency: code, version } = order;
  return { number, stage, total: amountOf(totalMinor, code), currency: code, version };
}

const intakeRefusals = receiveOrder.refusals;
const receiveTogether = together(receiveOrder);

export const createOrderEndpoint = defineEndpoint({
  method: "post",
  path: "/orders",
  id: "createOrder",
  tag: "orders",
  summary: "Take an order",
  description:
    "Prices, checks and reserves one order. Nothing is kept of an order that is refused. Send an Idempotency-Key so that a repeated call has one effect.",
  permission: "orders.create",
  body: orderBody,
  success: { status: 201, description: "The order was taken.", schema: receivedDto },
  refusals: [...intakeRefusals],
  async handle(call) {
    const foreign = refuseOtherChannel(call.sent, call);
    if (foreign) return foreign;
    const { actor, shop, idempotencyKey } = call;
    const outcome = await receiveTogether({ actor, shop, idempotencyKey, input: asOrder(call.sent, call) });
    if (!outcome.ok) return outcome;
    const order = outcome.value;
    return {
      body: received(order),
      headers: { Location: `/api/v1/orders/${encodeURIComponent(order.number)}` },
      replayed: outcome.replayed ?? false,
    };
  },
});

const batchAnswer = z
  .object({
    answers: z.array(
      z.object({
        status: z.int().meta({ description: "201, or the status this order would have been refused with alone." }),
        order: receivedDto.optional(),
        problem: z.unknown().optional().meta({ description: "problem+json of this order." }),
      }),
    ),
  })
  .meta({ id: "BatchAnswer" });

export const createOrdersEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/batch",
  id: "createOrders",
  tag: "orders",
  summary: "Take up to 100 orders",
  description: "Each order has its own answer, in the order they were sent; one that is refused keeps no other out.",
  permission: "orders.create",
  body: z.strictObject({ orders: z.array(orderBody).min(1).max(100) }).meta({ id: "NewOrders" }),
  success: { status: 200, description: "One answer for each order.", schema: batchAnswer },
  refusals: [],
  async handle(call) {
    const sent = call.sent as { orders?: unknown } | null;
    const orders = sent && typeof sent === "object" && Array.isArray(sent.orders) ? sent.orders : undefined;
    for (const order of orders ?? []) {
      const foreign = refuseOtherChannel(order, call);
      if (foreign) return foreign;
    }
    const input = orders ? { ...sent, orders: orders.map((order) => asOrder(order, call)) } : sent;
    return runFor(call, receiveOrderBatch, input, ({ answers }) => ({
      body: { answers: answers.map(batchItem) },
    }));
  },
});

function batchItem(answer: ReceivedOrder | Refusal, index: number) {
  if (!isRefusal(answer)) return { status: 201, order: received(answer) };
  const { fields, ...facts } = answer.facts as { fields?: FieldErrors };
  const problem = refusalProblem({ ...answer, facts }, `/api/v1/orders/batch#/orders/${index}`, fields);
  return { status: problem.status, problem };
}

// A key that belongs to a channel speaks for that channel alone.
function refuseOtherChannel(sent: unknown, { channel }: Call): Refused | undefined {
  if (!channel || typeof sent !== "object" || sent === null || !("channel" in sent)) return undefined;
  if (sent.channel === channel) return undefined;
  return { ok: false, refusal: refuse("unknown_channel", { channel: String(sent.channel).slice(0, 40) }) };
}

const many = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((one) => [one]), z.array(item).max(20, "too_many")]).optional();

export const listOrdersEndpoint = defineEndpoint({
  method: "get",
  path: "/orders",
  id: "listOrders",
  tag: "orders",
  summary: "List orders",
  description:
    "Newest first. With `updatedSince` in the order of their last change: keep the last page's cursor, or ask again with the latest `updatedAt` you saw.",
  permission: "orders.read",
  query: z.strictObject({
    ...page,
    stage: many(z.enum(stages)).meta({ description: "May be given several times." }),
    channel: textParam(40).optional().meta({ description: "Code of a channel." }),
    externalId: textParam(120).optional().meta({ description: "The channel's own number, exactly." }),
    placedFrom: instantParam.optional(),
    placedTo: instantParam.optional().meta({ description: "Not included." }),
    updatedSince: instantParam.optional(),
  }),
  success: {
    status: 200,
    description: "One page of orders.",
    schema: z.object({ orders: z.array(orderDto), next }).meta({ id: "OrderPage" }),
  },
  refusals: [],
  async handle({ query, actor }) {
    const found = await listOrders(query, actor.channelId);
    if (found) return { body: found };
    return badCursor();
  },
});

export const getOrderEndpoint = defineEndpoint({
  method: "get",
  path: "/orders/{number}",
  id: "getOrder",
  tag: "orders",
  summary: "Read an order",
  permission: "orders.read",
  success: { status: 200, description: "The order.", schema: orderDto },
  refusals: ["not_found"],
  async handle({ params, actor }) {
    const order = await getOrder(params.number ?? "", actor.channelId);
    return order ? { body: order, headers: { ETag: `"${order.version}"` } } : notFound(params.number ?? "");
  },
});

/** A command on one order: its number comes from the address, everything else from the body. */
export function onOrder(work: (call: Call, number: string) => Promise<Answer | Refused>) {
  return async (call: Call): Promise<Answer | Refused> => {
    const number = call.params.number ?? "";
    if (call.actor.channelId) {
      const [own] = await connection()
        .sql`select 1 from orders where number = ${number} and channel_id = ${call.actor.channelId}`;
      if (!own) return notFound(number);
    }
    return work(call, number);
  };
}

/** What most operations on an order answer. */
export const changed = { status: 200, description: "The order after the change.", schema: changedDto };
/** The number stands in the path. */
export const withoutNumber = { number: true } as const;

export const approveOrderEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/approve",
  id: "approveOrder",
  tag: "orders",
  summary: "Approve an order and reserve its stock",
  permission: "orders.review",
  body: approveOrderInput.omit(withoutNumber).meta({ id: "Approval" }),
  success: changed,
  refusals: approve.refusals,
  handle: onOrder((call, number) => runFor(call, approve, withParams(call.sent, { number }), (body) => ({ body }))),
});

export const holdOrderEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/hold",
  id: "holdOrder",
  tag: "orders",
  summary: "Keep an order from moving",
  permission: "orders.hold",
  body: holdOrderInput.omit(withoutNumber).meta({ id: "NewHold" }),
  success: changed,
  refusals: hold.refusals,
  handle: onOrder((call, number) => runFor(call, hold, withParams(call.sent, { number }), (body) => ({ body }))),
});

export const editLineEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/line",
  id: "editLine",
  tag: "orders",
  summary: "Give a line another note and other fields of the buyer's",
  permission: "orders.edit",
  body: editLineInput.omit(withoutNumber).meta({ id: "LineDetails" }),
  success: changed,
  refusals: editLine.refusals,
  handle: onOrder((call, number) => runFor(call, editLine, withParams(call.sent, { number }), (body) => ({ body }))),
});

export const changeHoldEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/hold/change",
  id: "changeHold",
  tag: "orders",
  summary: "Give an open hold other terms",
  permission: "orders.hold",
  body: changeHoldInput.omit(withoutNumber).meta({ id: "HoldTerms" }),
  success: changed,
  refusals: changeHold.refusals,
  handle: onOrder((call, number) => runFor(call, changeHold, withParams(call.sent, { number }), (body) => ({ body }))),
});

export const releaseOrderEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/release",
  id: "releaseOrder",
  tag: "orders",
  summary: "Release a hold, or all of them",
  permission: "orders.release",
  body: releaseHoldInput.omit(withoutNumber).meta({ id: "Release" }),
  success: changed,
  refusals: releaseHold.refusals,
  handle: onOrder((call, number) => runFor(call, releaseHold, withParams(call.sent, { number }), (body) => ({ body }))),
});

const refunds = z.array(z.object({ number: z.string(), amount, currency, status: z.string() }));

/** A change of the order that may give money back: what is refunded stands in its answer. */
async function withRefunds({
  refunds: given,
  ...order
}: OrderChanged & { refunds: RequestedRefund[] }): Promise<Answer> {
  const [row] = await connection().sql`select currency from orders where number = ${order.number}`;
  const refunds = given.map((refund) => ({
    number: refund.number,
    amount: amountOf(refund.amountMinor, row?.currency),
    currency: row?.currency,
    status: refund.status,
  }));
  return { body: { ...order, refunds } };
}

export const changeOrderEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/change",
  id: "changeOrder",
  tag: "orders",
  summary: "Change the items of an order",
  description:
    "Before shipment: units and prices of lines, further items, the shipping charge. What is not named stays. Claims or releases stock and refunds what is then paid too much; a refund asked for by a key waits for a person.",
  permission: "orders.edit",
  body: changeOrderInput.omit({ ...withoutNumber, expected: true }).meta({ id: "OrderChange" }),
  success: {
    status: 200,
    description: "The order after it, and what is refunded.",
    schema: changedDto.extend({ refunds }).meta({ id: "OrderItemsChanged" }),
  },
  refusals: change.refusals.filter((code) => code !== "effect_changed"),
  handle: onOrder((call, number) => runFor(call, change, withParams(call.sent, { number }), withRefunds)),
});

export const cancelOrderEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/cancel",
  id: "cancelOrder",
  tag: "orders",
  summary: "Cancel an order, or units of its lines",
  description:
    "Before shipment. Releases stock and refunds what was paid; a refund asked for by a key waits for a person.",
  permission: "orders.cancel",
  body: cancelOrderInput.omit(withoutNumber).meta({ id: "Cancellation" }),
  success: {
    status: 200,
    description: "The order after it, and what is refunded.",
    schema: changedDto.extend({ refunds }).meta({ id: "OrderCancelled" }),
  },
  refusals: cancel.refusals,
  handle: onOrder((call, number) => runFor(call, cancel, withParams(call.sent, { number }), withRefunds)),
});

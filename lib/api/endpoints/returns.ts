import { z } from "zod";
import { connection } from "@/db/client";
import type { Command } from "@/lib/command";
import { approveReturn } from "@/lib/returns/commands/approve-return";
import { cancelReturn } from "@/lib/returns/commands/cancel-return";
import { inspectReturn } from "@/lib/returns/commands/inspect-return";
import { receiveReturn } from "@/lib/returns/commands/receive-return";
import { rejectReturn } from "@/lib/returns/commands/reject-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { shipReturn } from "@/lib/returns/commands/ship-return";
import {
  approveReturnInput,
  decideReturnInput,
  inspectReturnInput,
  receiveReturnInput,
  requestReturnInput,
  shipReturnInput,
} from "@/lib/returns/inputs";
import { returnOutcomes, returnReasons, returnSources, returnStatuses } from "@/lib/returns/rules/state";
import { instant, next, page, textParam } from "../dto/fields";
import { badCursor, type Call, defineEndpoint, notFound, runFor, withParams } from "../endpoint";
import { getReturn, listReturns } from "../queries/returns";
import { onOrder, withoutNumber } from "./orders";

const units = z.int();

const returnDto = z
  .object({
    rma: z.string(),
    order: z.string(),
    status: z.enum(returnStatuses),
    version: units,
    source: z.enum(returnSources),
    requestedAt: instant,
    dueAt: instant.nullable().meta({ description: "Until when it should be here, or be looked at." }),
    carrier: z.string(),
    trackingNumber: z.string(),
    location: z.string().nullable(),
    note: z.string(),
    decision: z.record(z.string(), z.unknown()).meta({ description: "What the policy said, with the values it saw." }),
    lines: z.array(
      z.object({
        ...{ line: units, sku: z.string(), reason: z.enum(returnReasons), outcome: z.enum(returnOutcomes) },
        ...{ requested: units, approved: units, received: units, awaited: units, restocked: units },
        ...{ qualityControl: units, damaged: units, scrapped: units, sentBack: units },
        ...{ exchanged: units, refunded: units, refundDue: units },
      }),
    ),
    refunds: z.array(z.string()).meta({ description: "Numbers of the refunds that give its worth back." }),
    exchanges: z.array(z.string()).meta({ description: "Numbers of the orders that send something else." }),
  })
  .meta({ id: "Return" });

const one = { status: 200, description: "The return after the change.", schema: returnDto };
const withoutRma = { rma: true } as const;

export const requestReturnEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/returns",
  id: "requestReturn",
  tag: "returns",
  summary: "Ask to send goods of an order back",
  description:
    "The return policy decides: refused with the checks that stop it, approved at once, or left to a person.",
  permission: "returns.request",
  body: requestReturnInput.omit({ ...withoutNumber, override: true, approve: true }).meta({ id: "NewReturn" }),
  success: { ...one, status: 201, description: "The return as it was taken." },
  refusals: requestReturn.refusals,
  handle: onOrder((call, number) =>
    runFor(call, requestReturn, withParams(call.sent, { number }), async ({ rma }) => ({
      status: 201,
      body: await getReturn(rma, call.actor.channelId),
    })),
  ),
});

export const listReturnsEndpoint = defineEndpoint({
  method: "get",
  path: "/returns",
  id: "listReturns",
  tag: "returns",
  summary: "Read returns",
  description: "In the order they were asked for.",
  permission: "returns.read",
  query: z.strictObject({
    ...page,
    status: z.enum(returnStatuses).optional(),
    order: textParam(40).optional().meta({ description: "Number of an order." }),
  }),
  success: {
    status: 200,
    description: "One page of returns.",
    schema: z.object({ returns: z.array(returnDto), next }).meta({ id: "ReturnPage" }),
  },
  refusals: [],
  async handle({ query, actor }) {
    const found = await listReturns(query, actor.channelId);
    return found ? { body: found } : badCursor();
  },
});

export const getReturnEndpoint = defineEndpoint({
  method: "get",
  path: "/returns/{rma}",
  id: "getReturn",
  tag: "returns",
  summary: "Read one return",
  permission: "returns.read",
  success: { ...one, description: "The return." },
  refusals: ["not_found"],
  async handle({ params, actor }) {
    const rma = params.rma ?? "";
    const body = await getReturn(rma, actor.channelId);
    return body ? { body } : notFound(rma);
  },
});

/** An operation on a return, which a key of a channel reaches for its orders alone. */
function onReturn<Input extends z.ZodType, Value, Code extends string>(command: Command<Input, Value, Code>) {
  return async (call: Call) => {
    const rma = call.params.rma ?? "";
    if (call.actor.channelId) {
      const [own] = await connection().sql`
        select 1 from returns r join orders o on o.id = r.order_id
        where r.number = ${rma} and o.channel_id = ${call.actor.channelId}`;
      if (!own) return notFound(rma);
    }
    return runFor(call, command, withParams(call.sent ?? {}, { rma }), async () => ({
      body: await getReturn(rma, call.actor.channelId),
    }));
  };
}

const operation = { method: "post", tag: "returns", success: one } as const;

export const approveReturnEndpoint = defineEndpoint({
  ...operation,
  path: "/returns/{rma}/approve",
  id: "approveReturn",
  summary: "Let the buyer send the goods, or some of them",
  permission: "returns.approve",
  body: approveReturnInput.omit(withoutRma).meta({ id: "ReturnApproval" }),
  refusals: approveReturn.refusals,
  handle: onReturn(approveReturn),
});

export const rejectReturnEndpoint = defineEndpoint({
  ...operation,
  path: "/returns/{rma}/reject",
  id: "rejectReturn",
  summary: "Do not take the goods back",
  permission: "returns.approve",
  body: decideReturnInput.omit(withoutRma).meta({ id: "ReturnRejection" }),
  refusals: rejectReturn.refusals,
  handle: onReturn(rejectReturn),
});

export const shipReturnEndpoint = defineEndpoint({
  ...operation,
  path: "/returns/{rma}/ship",
  id: "shipReturn",
  summary: "Say that the buyer sent it",
  permission: "returns.request",
  body: shipReturnInput.omit(withoutRma).meta({ id: "ReturnParcel" }),
  refusals: shipReturn.refusals,
  handle: onReturn(shipReturn),
});

export const receiveReturnEndpoint = defineEndpoint({
  ...operation,
  path: "/returns/{rma}/receive",
  id: "receiveReturn",
  summary: "Count in what came",
  description: "More or other units of the order than were announced need a note, and never exceed what left.",
  permission: "returns.receive",
  body: receiveReturnInput.omit(withoutRma).meta({ id: "ReturnReceipt" }),
  refusals: receiveReturn.refusals,
  handle: onReturn(receiveReturn),
});

export const inspectReturnEndpoint = defineEndpoint({
  ...operation,
  path: "/returns/{rma}/inspect",
  id: "inspectReturn",
  summary: "Say how units are and what becomes of them",
  description: "Stock moves with it. No money does: what is due is refunded by a person.",
  permission: "returns.inspect",
  body: inspectReturnInput.omit(withoutRma).meta({ id: "ReturnInspection" }),
  refusals: inspectReturn.refusals,
  handle: onReturn(inspectReturn),
});

export const cancelReturnEndpoint = defineEndpoint({
  ...operation,
  path: "/returns/{rma}/cancel",
  id: "cancelReturn",
  summary: "End a return of which nothing came",
  permission: "returns.request",
  body: decideReturnInput.omit(withoutRma).meta({ id: "ReturnCancellation" }),
  refusals: cancelReturn.refusals,
  handle: onReturn(cancelReturn),
});

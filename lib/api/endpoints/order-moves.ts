import { z } from "zod";
import { mergeOrders as merge } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders as rejoin } from "@/lib/orders/commands/rejoin-orders";
import { splitOrder as split } from "@/lib/orders/commands/split-order";
import { mergeOrdersInput, rejoinOrdersInput, splitOrderInput } from "@/lib/orders/move-inputs";
import { changedDto } from "../dto/order";
import { defineEndpoint, runFor, withParams } from "../endpoint";
import { changed, onOrder, withoutNumber } from "./orders";

const unseen = { ...withoutNumber, expected: true } as const;
const known = <Code extends string>(codes: readonly Code[]) => codes.filter((code) => code !== "effect_changed");

export const splitOrderEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/split",
  id: "splitOrder",
  tag: "orders",
  summary: "Split units of an order off into one of their own",
  description:
    "Before shipment. The new order has the same customer, address and day, and gets its share of the money, what was paid for its units, and their claims on stock. It counts as no order of its own.",
  permission: "orders.edit",
  body: splitOrderInput.omit(unseen).meta({ id: "OrderSplit" }),
  success: {
    status: 200,
    description: "The order after it, and the part.",
    schema: changedDto.extend({ part: z.object(changedDto.shape) }).meta({ id: "OrderWasSplit" }),
  },
  refusals: known(split.refusals),
  handle: onOrder((call, number) => runFor(call, split, withParams(call.sent, { number }), (body) => ({ body }))),
});

export const mergeOrdersEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/merge",
  id: "mergeOrders",
  tag: "orders",
  summary: "Merge other orders into one",
  description:
    "Orders of one customer to one address of which nothing is on a shipment yet: all of them or none. Lines, money, claims and shipping charges move; the others stand as merged.",
  permission: "orders.edit",
  body: mergeOrdersInput.omit(unseen).meta({ id: "OrderMerge" }),
  success: changed,
  refusals: known(merge.refusals),
  handle: onOrder((call, number) => runFor(call, merge, withParams(call.sent, { number }), (body) => ({ body }))),
});

export const rejoinOrdersEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/rejoin",
  id: "rejoinOrders",
  tag: "orders",
  summary: "Take a split or a merge with another order back",
  description: "Both orders are then what they were; refused once something happened to the units that moved.",
  permission: "orders.edit",
  body: rejoinOrdersInput.omit(withoutNumber).meta({ id: "OrdersRejoin" }),
  success: changed,
  refusals: rejoin.refusals,
  handle: onOrder((call, number) => runFor(call, rejoin, withParams(call.sent, { number }), (body) => ({ body }))),
});

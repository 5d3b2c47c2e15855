import { z } from "zod";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { shipOrderInput } from "@/lib/fulfilment/inputs";
import { quantityInput } from "@/lib/orders/inputs";
import { changedDto } from "../dto/order";
import { defineEndpoint, parsed, runFor, withParams } from "../endpoint";
import { onOrder } from "./orders";

/** Lines are named by their item: ids never leave the house. */
const shipmentBody = shipOrderInput
  .omit({ number: true, lines: true })
  .extend({
    lines: z
      .array(z.strictObject({ sku: z.string().min(1, "missing").max(80, "too_long"), quantity: quantityInput }))
      .min(1, "missing")
      .max(1000, "too_many_lines")
      .optional(),
  })
  .meta({ id: "NewShipment" });

export const createShipmentEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/shipments",
  id: "createShipment",
  tag: "fulfilment",
  summary: "Ship an order, or units of it",
  description:
    "All that is reserved leaves in one parcel per warehouse, or only the given units. Units leave the shelf once, however many ask at once.",
  permission: "fulfilment.ship",
  body: shipmentBody,
  success: {
    status: 201,
    description: "The order after it, and the shipments that left.",
    schema: changedDto.extend({ shipments: z.array(z.string()) }).meta({ id: "OrderShipped" }),
  },
  refusals: shipOrder.refusals,
  handle: onOrder(async (call, number) => {
    const body = parsed(shipmentBody, call.sent);
    if (!body.ok) return body;
    const lines = body.value.lines?.map(({ sku, quantity }) => ({ code: sku, quantity }));
    const input = { ...body.value, ...(lines ? { lines } : {}) };
    return runFor(call, shipOrder, withParams(input, { number }), (shipped) => ({ body: shipped }));
  }),
});

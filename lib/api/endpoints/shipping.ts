import { z } from "zod";
import { changeService } from "@/lib/orders/commands/change-service";
import { changeServiceInput } from "@/lib/orders/inputs";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { defineEndpoint, runFor, withParams } from "../endpoint";
import { changed, onOrder, withoutNumber } from "./orders";

export const changeServiceEndpoint = defineEndpoint({
  method: "post",
  path: "/orders/{number}/service",
  id: "changeService",
  tag: "orders",
  summary: "Let an order go with another carrier or service",
  description:
    "Until all of it was shipped. What the buyer pays for shipping stays as it is; the promise moves only where `movePromise` says so. `service` null takes the choice back.",
  permission: "orders.edit",
  body: changeServiceInput.omit(withoutNumber).meta({ id: "ServiceChange" }),
  success: changed,
  refusals: changeService.refusals,
  handle: onOrder((call, number) =>
    runFor(call, changeService, withParams(call.sent, { number }), (body) => ({ body })),
  ),
});

const carrier = z
  .object({
    code: z.string(),
    name: z.string(),
    nameZh: z.string(),
    active: z.boolean(),
    trackingUrl: z.string().meta({ description: "With {number} for the parcel's number; empty where it has no page." }),
    services: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        nameZh: z.string(),
        active: z.boolean(),
        transitDaysMin: z.int().nullable(),
        transitDaysMax: z.int().nullable(),
        maxWeightGrams: z.int().nullable(),
        serves: z
          .array(z.string())
          .meta({ description: "`GB`, or `GB BT` for postcodes that begin so; everywhere when empty." }),
        refuses: z.array(z.string()),
        cashOnDelivery: z.boolean(),
      }),
    ),
  })
  .meta({ id: "Carrier" });

export const listCarriersEndpoint = defineEndpoint({
  method: "get",
  path: "/carriers",
  id: "listCarriers",
  tag: "orders",
  summary: "Carriers of the shop and their services",
  description: "All of them, in the order in which people are offered them. Orders and shipments name them by code.",
  permission: "orders.read",
  success: {
    status: 200,
    description: "The carriers.",
    schema: z.object({ carriers: z.array(carrier) }).meta({ id: "Carriers" }),
  },
  refusals: [],
  handle: async () => {
    const book = await currentShipping();
    const carriers = book.carriers.map(({ id, code, name, nameZh, active, trackingUrl }) => ({
      ...{ code, name, nameZh, active, trackingUrl },
      services: book.offers
        .filter((offer) => offer.carrier.id === id)
        .map(
          ({ service: { id: _id, carrierId: _carrierId, position: _position, version: _version, ...service } }) =>
            service,
        ),
    }));
    return { ok: true, body: { carriers } };
  },
});

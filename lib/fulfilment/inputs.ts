import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { instantInput } from "@/lib/orders/inputs";
import { shortReasons } from "./rules/short-pick";
import { trackingStatuses } from "./rules/track";

/** As many orders as one person can walk with, or one PDF can hold. */
export const ordersAtMost = 200;

const present = (longest: number) => plainText(longest).refine((text) => text !== "", "missing");
const orderNumber = present(40);
export const shipmentNumber = present(40);
export const waveNumber = present(40);
const code = present(80);
const units = z.number("not_a_number").int("not_whole").min(1, "not_positive").max(1_000_000, "too_large");

export const startPickingInput = z.strictObject({
  numbers: z
    .array(orderNumber)
    .min(1, "missing")
    .max(ordersAtMost, "too_many_orders")
    .transform((numbers) => [...new Set(numbers)]),
  /** Code of the warehouse; where the first order can be picked when absent. */
  location: present(40).optional(),
  /** Starts although part of an order is in no warehouse yet. */
  partial: z.boolean().default(false),
});

const oneShipmentOrWave = <T extends { shipment?: string | undefined; wave?: string | undefined }>(input: T) =>
  (input.shipment === undefined) !== (input.wave === undefined);

/** What is meant: a line by its id, or an item by SKU or bar code. */
const item = { lineId: z.uuid("not_an_id").optional(), code: code.optional() };
const oneItem = <T extends { lineId?: string | undefined; code?: string | undefined }>(input: T) =>
  (input.lineId === undefined) !== (input.code === undefined);

const moved = z
  .number("not_a_number")
  .int("not_whole")
  .min(-1_000_000, "too_large")
  .max(1_000_000, "too_large")
  .refine((quantity) => quantity !== 0, "not_positive");

export const pickUnitsInput = z
  .strictObject({
    shipment: shipmentNumber.optional(),
    wave: waveNumber.optional(),
    ...item,
    /** SKU the picker is asked for: another item is refused even where the wave needs it too. */
    expected: code.optional(),
    /** Negative puts back. */
    quantity: moved.default(1),
  })
  .refine(oneShipmentOrWave, "shipment_or_wave")
  .refine(oneItem, "line_or_code")
  .refine((input) => input.wave === undefined || input.code !== undefined, "line_or_code");

export const reportShortInput = z
  .strictObject({
    shipment: shipmentNumber.optional(),
    wave: waveNumber.optional(),
    ...item,
    quantity: units,
    reason: z.enum(shortReasons).default("not_found"),
    note: plainText(300).default(""),
  })
  .refine(oneShipmentOrWave, "shipment_or_wave")
  .refine(oneItem, "line_or_code")
  .refine((input) => input.wave === undefined || input.code !== undefined, "line_or_code");

export const packUnitsInput = z
  .strictObject({ shipment: shipmentNumber, ...item, quantity: moved.default(1) })
  .refine(oneItem, "line_or_code");

const packages = z.number("not_a_number").int("not_whole").min(1, "not_positive").max(999, "too_large");
const weightGrams = z
  .number("not_a_number")
  .int("not_whole")
  .min(0, "not_positive")
  .max(10_000_000, "too_large")
  .nullable();

export const finishPackingInput = z.strictObject({
  shipment: shipmentNumber,
  packages: packages.default(1),
  weightGrams: weightGrams.default(null),
  /** Whatever was not scanned is in the parcel too. */
  rest: z.boolean().default(false),
});

/** A tracking number goes into the bars of a label: printable ASCII without blanks. */
const trackingNumber = plainText(80).refine((text) => /^[\x21-\x7e]*$/.test(text), "not_a_tracking_number");
const parcel = {
  carrier: plainText(80).default(""),
  service: plainText(80).default(""),
  trackingNumber: trackingNumber.default(""),
  packages: packages.optional(),
  weightGrams: weightGrams.optional(),
};

export const shipShipmentInput = z.strictObject({ shipment: shipmentNumber, ...parcel });

export const shipOrderInput = z.strictObject({
  number: orderNumber,
  ...parcel,
  /** Only these units; all that is reserved when absent. */
  lines: z
    .array(z.strictObject({ ...item, quantity: units }).refine(oneItem, "line_or_code"))
    .min(1, "missing")
    .max(1000, "too_many_lines")
    .optional(),
  /** Ships although part of the order is in no warehouse yet. */
  partial: z.boolean().default(false),
});

/** Orders that leave together, each with its parcel. */
export const shipOrdersInput = z.strictObject({
  orders: z
    .array(z.strictObject({ number: orderNumber, ...parcel }))
    .min(1, "missing")
    .max(ordersAtMost, "too_many_orders"),
});

export const cancelShipmentInput = z.strictObject({ shipment: shipmentNumber, note: plainText(500).default("") });

export const recordTrackingInput = z.strictObject({
  shipment: shipmentNumber,
  status: z.enum(trackingStatuses),
  at: instantInput.optional(),
  place: plainText(120).default(""),
  description: plainText(300).default(""),
});

export const markDeliveredInput = z.strictObject({
  shipments: z
    .array(shipmentNumber)
    .min(1, "missing")
    .max(ordersAtMost, "too_many_orders")
    .transform((numbers) => [...new Set(numbers)]),
  at: instantInput.optional(),
});

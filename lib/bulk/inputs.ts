import { z } from "zod";
import { addressInput, plainText } from "@/lib/customers/inputs";
import { defaultLocale, locales } from "@/lib/i18n/locales";
import { cancelOrderInput } from "@/lib/orders/commands/cancel-order";
import {
  approveOrderInput,
  assignOrderInput,
  changeCustomerInput,
  changeServiceInput,
  editOrderInput,
  holdOrderInput,
  instantInput,
  paymentMethodInput,
  priceInput,
  quantityInput,
  releaseHoldInput,
  rerouteOrderInput,
  setPriorityInput,
  tagOrderInput,
} from "@/lib/orders/inputs";
import { resendOrderInput } from "@/lib/orders/resend-input";
import { changeReasons } from "@/lib/orders/rules/change-reasons";
import { orderFlags } from "@/lib/orders/rules/flags";
import { addressWays, type FieldsChange, noteWays, typedParts } from "./rules/fields";
import { itemChanges } from "./rules/items";
import { bulkPapers } from "./rules/printable";

const bulkNumber = plainText(40).refine((text) => text !== "", "missing");
const orderNumber = plainText(40).refine((text) => text !== "", "missing");

/** Rows that a page can hold, several times over. */
const tickedAtMost = 1000;

/**
 * Which orders: those ticked, those that a pasted table names, or all that an address of the list finds. The second is a description and not a list of
 * twenty thousand numbers; `seenAt` leaves out what came in after the list was on the screen.
 */
export const selectionInput = z.union([
  z.strictObject({ numbers: z.array(orderNumber).min(1, "missing").max(tickedAtMost, "too_many_orders") }),
  z.strictObject({ table: z.literal(true) }),
  z.strictObject({ query: plainText(4000), seenAt: z.iso.datetime({ offset: true, error: "not_a_date" }) }),
]);
export type Selection = z.output<typeof selectionInput>;

const about = { number: true, version: true } as const;
const selection = { selection: selectionInput };

/** A pasted table of orders and tracking numbers; a row takes about forty characters. */
const trackingTable = plainText(1_000_000);

function fillsSomething(
  typed: Pick<FieldsChange, "contactName" | "contactEmail" | "contactPhone" | "sellerNote" | "flag"> & {
    shipTo: Parameters<typeof typedParts>[0];
  },
): boolean {
  const { contactName, contactEmail, contactPhone, sellerNote, flag, shipTo } = typed;
  const parts = Object.values(typedParts(shipTo));
  return [contactName, contactEmail, contactPhone, sellerNote, flag, ...parts].some((text) => text !== "");
}

/** One change of many orders: what one order's command takes, and which orders. */
export const createBulkInput = z.discriminatedUnion("action", [
  approveOrderInput.omit(about).extend({ action: z.literal("approve"), ...selection }),
  holdOrderInput.omit(about).extend({ action: z.literal("hold"), ...selection }),
  releaseHoldInput.omit(about).extend({ action: z.literal("release"), ...selection }),
  assignOrderInput.omit(about).extend({ action: z.literal("assign"), ...selection }),
  setPriorityInput.omit(about).extend({ action: z.literal("prioritise"), ...selection }),
  z.strictObject({ action: z.literal("promise"), promisedAt: instantInput, ...selection }),
  changeServiceInput.omit(about).extend({
    action: z.literal("service"),
    service: plainText(60).refine((code) => code !== "", "missing"),
    ...selection,
  }),
  z
    .strictObject({
      action: z.literal("edit"),
      contactName: editOrderInput.shape.contactName.unwrap().default(""),
      contactEmail: plainText(254).default(""),
      contactPhone: plainText(40).default(""),
      shipTo: addressInput.partial().default({}),
      addressWay: z.enum(addressWays).default("filled"),
      sellerNote: editOrderInput.shape.sellerNote.unwrap().default(""),
      noteWay: z.enum(noteWays).default("add"),
      flag: z.enum([...orderFlags, "none", ""]).default(""),
      ...selection,
    })
    .refine(fillsSomething, { error: "missing", path: ["contactName"] })
    .refine(({ addressWay, shipTo }) => addressWay !== "whole" || shipTo.line1, {
      error: "missing",
      path: ["shipTo", "line1"],
    })
    .refine(({ addressWay, shipTo }) => addressWay !== "whole" || shipTo.city, {
      error: "missing",
      path: ["shipTo", "city"],
    })
    .refine(({ addressWay, shipTo }) => addressWay !== "whole" || shipTo.country, {
      error: "missing",
      path: ["shipTo", "country"],
    }),
  paymentMethodInput.omit(about).extend({ action: z.literal("payment"), ...selection }),
  changeCustomerInput.omit(about).extend({ action: z.literal("customer"), ...selection }),
  cancelOrderInput.omit({ ...about, lines: true }).extend({ action: z.literal("cancel"), ...selection }),
  z
    .strictObject({
      action: z.literal("items"),
      change: z.enum(itemChanges),
      sku: plainText(80).refine((text) => text !== "", "missing"),
      with: plainText(80).default(""),
      quantity: quantityInput.default(1),
      unitPrice: priceInput.optional(),
      reason: z.enum(changeReasons).default("customer_request"),
      note: plainText(500).default(""),
      ...selection,
    })
    .refine(({ change, with: replacement }) => change !== "replace" || replacement !== "", {
      error: "missing",
      path: ["with"],
    })
    .refine(({ change, unitPrice }) => change !== "price" || unitPrice !== undefined, {
      error: "missing",
      path: ["unitPrice"],
    }),
  rerouteOrderInput.omit(about).extend({ action: z.literal("reroute"), ...selection }),
  z.strictObject({ action: z.literal("split"), note: plainText(500).default(""), ...selection }),
  resendOrderInput.omit({ ...about, lines: true }).extend({ action: z.literal("resend"), ...selection }),
  z.strictObject({ action: z.literal("duplicate"), ...selection }),
  z.strictObject({ action: z.literal("merge"), note: plainText(500).default(""), ...selection }),
  tagOrderInput.omit(about).extend({ action: z.literal("tag"), ...selection }),
  z.strictObject({
    action: z.literal("ship"),
    carrier: plainText(80).default(""),
    service: plainText(80).default(""),
    /** Tracking numbers of the selected orders, or the orders themselves. */
    table: trackingTable.default(""),
    ...selection,
  }),
  z.strictObject({
    action: z.literal("print"),
    paper: z.enum(bulkPapers),
    /** Of a list of many orders; what goes to a buyer is in the buyer's language. */
    language: z.enum(locales).default(defaultLocale),
    ...selection,
  }),
]);
export type CreateBulkInput = z.output<typeof createBulkInput>;

export const bulkRef = z.strictObject({ number: bulkNumber });

/** Which of a change's orders are tried again: those that failed, were skipped, or were left when it was stopped. */
export const retried = ["failed", "skipped", "left"] as const;
export const retryBulkInput = bulkRef.extend({ of: z.enum(retried) });

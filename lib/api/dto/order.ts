import type postgres from "postgres";
import { z } from "zod";
import type { Address } from "@/lib/customers/rules/address";
import { amountDue, paymentStatus, stages } from "@/lib/orders/rules/stage";
import type { PaymentMethod } from "@/lib/orders/rules/state";
import { carrierOf, type ShippingBook } from "@/lib/shipping/rules/shipping";
import { carrierLink } from "@/lib/shipping/rules/tracking";
import { address, amount, amountOf, currency, instant, instantOf, instantOrNull, priceOf } from "./fields";

const units = z.int();

const line = z
  .object({
    line: z.int().meta({ description: "Position in the order, from 1; names the line in other calls." }),
    kind: z.enum(["product", "shipping", "fee", "discount", "manual", "sample"]),
    sku: z.string(),
    title: z.string(),
    spec: z.string(),
    custom: z.array(z.object({ name: z.string(), value: z.string() })),
    mapped: z.boolean().meta({ description: "False while nobody has said which item of the shop this is." }),
    externalId: z.string().nullable(),
    quantity: units,
    cancelled: units,
    reserved: units,
    backordered: units,
    shipped: units,
    delivered: units,
    returned: units,
    refunded: units,
    unitPrice: amount,
    taxRate: z.string(),
    discount: amount,
    tax: amount,
    total: amount,
    gift: z.boolean(),
    note: z.string(),
  })
  .meta({ id: "OrderLine" });

const shipment = z
  .object({
    number: z.string(),
    location: z.string(),
    status: z.string(),
    carrier: z.string(),
    carrierCode: z
      .string()
      .nullable()
      .meta({ description: "Code of the shop's carrier, where it has one of that name." }),
    service: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable().meta({ description: "Where the parcel is followed." }),
    packages: z.int(),
    shippedAt: instant.nullable(),
    deliveredAt: instant.nullable(),
    lines: z.array(z.object({ line: z.int(), sku: z.string(), quantity: units })),
  })
  .meta({ id: "Shipment" });

const document = z
  .object({
    kind: z.enum(["invoice", "receipt", "credit_note"]),
    number: z.string(),
    issuedAt: instant,
    total: amount,
    credited: amount.meta({ description: "What credit notes took off an invoice." }),
    corrects: z.string().nullable().meta({ description: "The invoice that a credit note takes back." }),
    reversedAt: instant.nullable().meta({ description: "When an invoice or receipt stopped to stand." }),
  })
  .meta({ id: "Document" });

/** An order as programs see it: numbers instead of ids, decimals instead of minor units. */
export const orderDto = z
  .object({
    number: z.string(),
    channel: z.string(),
    externalId: z.string().nullable(),
    stage: z.enum(stages),
    held: z.boolean(),
    holds: z.array(
      z.object({
        type: z.string(),
        scope: z.string(),
        reason: z.string(),
        dueAt: instant.nullable(),
        releaseWhen: z.string().nullable(),
        approver: z.string().nullable(),
        setAt: instant,
      }),
    ),
    version: z
      .int()
      .meta({ description: "Rises with every change; send it back to be refused when somebody was faster." }),
    placedAt: instant,
    promisedAt: instant.nullable(),
    updatedAt: instant,
    customer: z.object({
      number: z.string().nullable(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    }),
    shipTo: address.nullable(),
    billTo: address.nullable(),
    currency,
    pricesIncludeTax: z.boolean(),
    items: amount,
    discount: amount,
    shipping: amount,
    tax: amount,
    total: amount.meta({ description: "What the buyer owes in all, after cancellations." }),
    paid: amount,
    refunded: amount,
    due: amount,
    paymentMethod: z.string(),
    paymentStatus: z.string(),
    shippingService: z.string().meta({ description: "What the buyer chose, in the channel's words." }),
    carrier: z.string().nullable().meta({ description: "Code of the carrier of `service`." }),
    service: z.string().nullable().meta({ description: "Code of the shop's service that sends it." }),
    buyerMessage: z.string(),
    sellerNote: z.string(),
    flag: z.string().nullable(),
    gift: z.boolean(),
    tags: z.array(z.string()),
    promotions: z
      .array(
        z.object({
          promotion: z.int().nullable().meta({ description: "Its number; nothing where it is a channel's." }),
          name: z.string(),
          coupon: z.string().nullable().meta({ description: "The code that was named." }),
          source: z.enum(["promotion", "channel"]),
          applied: z.boolean(),
          reason: z.string().nullable().meta({ description: "Why it gives nothing." }),
          discount: amount.meta({ description: "What it takes off, of units that are not cancelled." }),
        }),
      )
      .meta({ description: "Why its price: what each promotion gives, and those that give nothing." }),
    lines: z.array(line),
    shipments: z.array(shipment),
    documents: z.array(document).meta({ description: "What was issued, oldest first." }),
  })
  .meta({ id: "Order" });
export type OrderDto = z.input<typeof orderDto>;

/** What a command on an order answers. */
export const changedDto = z
  .object({ number: z.string(), stage: z.enum(stages), version: z.int() })
  .meta({ id: "OrderChanged" });

export const receivedDto = z
  .object({ number: z.string(), stage: z.enum(stages), total: amount, currency, version: z.int() })
  .meta({ id: "OrderReceived" });

type Parts = Record<"lines" | "holds" | "shipments" | "documents" | "promotions", readonly postgres.Row[]> & {
  book: ShippingBook;
};

/** The rows of one order → what leaves the house. */
export function toOrderDto(row: postgres.Row, parts: Parts): OrderDto {
  const of = (minor: string | bigint) => amountOf(minor, row.currency);
  const money = {
    paymentMethod: row.payment_method as PaymentMethod,
    totalMinor: BigInt(row.total_minor),
    paidMinor: BigInt(row.paid_minor),
    refundedMinor: BigInt(row.refunded_minor),
  };
  return {
    number: row.number,
    channel: row.channel,
    externalId: row.external_id,
    stage: row.stage,
    held: row.held,
    holds: parts.holds.map((hold) => ({
      type: hold.type,
      scope: hold.scope,
      reason: hold.reason,
      dueAt: instantOrNull(hold.due_at),
      releaseWhen: hold.release_when,
      approver: hold.approver,
      setAt: instantOf(hold.set_at),
    })),
    version: row.version,
    placedAt: instantOf(row.placed_at),
    promisedAt: instantOrNull(row.promised_at),
    updatedAt: instantOf(row.updated_at),
    customer: {
      number: row.customer_number,
      name: row.contact_name,
      email: row.contact_email,
      phone: row.contact_phone,
    },
    shipTo: row.ship_to as Address | null,
    billTo: row.bill_to as Address | null,
    currency: row.currency,
    pricesIncludeTax: row.prices_include_tax,
    items: of(row.items_minor),
    discount: of(row.discount_minor),
    shipping: of(row.shipping_minor),
    tax: of(row.tax_minor),
    total: of(row.total_minor),
    paid: of(row.paid_minor),
    refunded: of(row.refunded_minor),
    due: of(amountDue(money)),
    paymentMethod: row.payment_method,
    paymentStatus: paymentStatus(money),
    shippingService: row.shipping_service,
    carrier: row.carrier,
    service: row.service,
    buyerMessage: row.buyer_message,
    sellerNote: row.seller_note,
    flag: row.flag,
    gift: row.gift,
    tags: row.tags,
    promotions: parts.promotions.map((part) => ({
      promotion: part.number,
      name: part.name,
      coupon: part.code,
      source: part.source,
      applied: part.applied,
      reason: part.reason,
      discount: of(part.given),
    })),
    lines: parts.lines.map((part) => toLineDto(part, row.currency)),
    shipments: parts.shipments.map((sent) => toShipmentDto(sent, parts.book)),
    documents: parts.documents.map((part) => toDocumentDto(part, row.currency)),
  };
}

function toDocumentDto(row: postgres.Row, code: string): z.input<typeof document> {
  return {
    kind: row.kind,
    number: row.number,
    issuedAt: instantOf(row.issued_at),
    total: amountOf(row.total_minor, code),
    credited: amountOf(row.credited_minor, code),
    corrects: row.corrects,
    reversedAt: instantOrNull(row.reversed_at),
  };
}

function toLineDto(row: postgres.Row, code: string): z.input<typeof line> {
  return {
    line: row.position,
    kind: row.kind,
    sku: row.sku,
    title: row.title,
    spec: row.spec,
    custom: row.custom,
    mapped: row.kind !== "product" || row.mapped,
    externalId: row.external_id,
    quantity: row.ordered,
    cancelled: row.cancelled,
    reserved: row.reserved,
    backordered: row.backordered,
    shipped: row.shipped,
    delivered: row.delivered,
    returned: row.returned,
    refunded: row.refunded,
    unitPrice: priceOf(row.unit_price, code),
    taxRate: row.tax_rate.replace(/\.?0+$/, ""),
    discount: amountOf(row.discount_minor, code),
    tax: amountOf(row.tax_minor, code),
    total: amountOf(row.total_minor, code),
    gift: row.gift,
    note: row.note,
  };
}

function toShipmentDto(row: postgres.Row, book: ShippingBook): z.input<typeof shipment> {
  const carrier = carrierOf(book, { carrier: row.carrier, carrierId: row.carrier_id });
  return {
    number: row.number,
    location: row.location,
    status: row.status,
    carrier: row.carrier,
    carrierCode: carrier?.code ?? null,
    service: row.service,
    trackingNumber: row.tracking_number,
    trackingUrl: carrierLink(carrier?.trackingUrl ?? "", row.tracking_number),
    packages: row.packages,
    shippedAt: instantOrNull(row.shipped_at),
    deliveredAt: instantOrNull(row.delivered_at),
    lines: row.lines,
  };
}

import { z } from "zod";
import type { Minor } from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import { emailOf, paymentMethodOf, unitPriceOf } from "@/lib/imports/rules/channel-order";
import { plainTitle } from "@/lib/imports/rules/sources/woocommerce";
import {
  type ChannelOrder,
  type ChannelState,
  discountCodesOf,
  instantOf,
  minorOf,
  pricedBy,
  type StatedLine,
  tidy,
  tidyOrNone,
  type Unreadable,
  unreadable,
} from "./channel-order";

const text = z.string().nullish();
const key = z.union([z.string(), z.number().transform(String)]);
const money = z.union([z.string(), z.number().transform(String)]);
const amount = money.nullish().transform((value) => value ?? "0");

const person = z
  .looseObject({
    first_name: text,
    last_name: text,
    company: text,
    address_1: text,
    address_2: text,
    city: text,
    state: text,
    postcode: text,
    country: text,
    email: text,
    phone: text,
  })
  .nullish();

const meta = z
  .array(
    z.looseObject({
      key: text,
      value: z.unknown().optional(),
      display_key: text,
      display_value: z.unknown().optional(),
    }),
  )
  .nullish();
const lineItem = z.looseObject({
  id: key,
  name: text,
  product_id: key.nullish(),
  variation_id: key.nullish(),
  sku: text,
  quantity: z.int().min(0),
  subtotal: amount,
  total: amount,
  total_tax: amount,
  meta_data: meta,
});
const fee = z.looseObject({ id: key, name: text, total: amount });

/** What is read of WooCommerce's order (REST v3, which its webhooks send). */
const woocommerceOrder = z.looseObject({
  id: key,
  number: key.nullish(),
  status: z.string(),
  currency: z.string(),
  date_created_gmt: text,
  date_modified_gmt: text,
  date_paid_gmt: text,
  total: amount,
  total_tax: amount,
  shipping_total: amount,
  shipping_tax: money.nullish(),
  customer_id: key.nullish(),
  customer_note: text,
  payment_method: text,
  payment_method_title: text,
  transaction_id: text,
  billing: person,
  shipping: person,
  line_items: z.array(lineItem).max(10_000),
  fee_lines: z.array(fee).nullish(),
  coupon_lines: z.array(z.looseObject({ code: text, discount: amount })).nullish(),
  shipping_lines: z.array(z.looseObject({ method_title: text })).nullish(),
});
type WooOrder = z.output<typeof woocommerceOrder>;

/** WooCommerce's order → what the house receives. Its amounts of lines and shipping are without tax. */
export function readWoocommerceOrder(body: unknown): ChannelOrder | Unreadable {
  const parsed = woocommerceOrder.safeParse(body);
  if (!parsed.success) return unreadable(parsed.error.issues[0]?.path.join(".") || "body");
  const order = parsed.data;
  const currency = order.currency.toUpperCase();
  const total = minorOf(order.total, currency);
  const tax = minorOf(order.total_tax, currency);
  const shippingMinor = minorOf(order.shipping_total, currency);
  if (total === null || tax === null || shippingMinor === null) return unreadable("total");
  const items = order.line_items.filter((line) => line.quantity > 0).map((line) => lineOf(line, currency));
  const fees = (order.fee_lines ?? []).map((line) => ({ line, minor: minorOf(line.total, currency) }));
  if (items.includes(null) || items.length === 0) return unreadable("line_items");
  if (fees.some(({ minor }) => minor === null)) return unreadable("fee_lines");

  const paid = instantOf(order.date_paid_gmt) !== undefined;
  // Fees below zero are how its plug-ins write discounts; coupons are in the lines already.
  const discounts = fees.filter(({ minor }) => (minor as Minor) < 0n);
  const priced = pricedBy({
    currency,
    lines: [
      ...(items as StatedLine[]),
      ...fees
        .filter(({ minor }) => (minor as Minor) > 0n)
        .map(({ line, minor }) => feeOf(line, minor as Minor, currency)),
    ],
    discountMinor: discounts.reduce((sum, { minor }) => sum - (minor as Minor), 0n),
    shippingMinor,
    taxMinor: tax,
    shippingTaxMinor: order.shipping_tax ? minorOf(order.shipping_tax, currency) : null,
    totalMinor: total,
    pricesIncludeTax: false,
    paidMinor: paid ? total : null,
  });
  if (isRefusal(priced)) return priced;
  const externalId = tidy(order.number, 120) || order.id;
  const billTo = addressOf(order.billing);
  const shipTo = addressOf(order.shipping) ?? billTo;
  const customerId = order.customer_id ?? "0";
  return {
    externalId,
    changedAt: instantOf(order.date_modified_gmt) ?? instantOf(order.date_created_gmt) ?? "",
    state: stateOf(order.status),
    test: false,
    paid,
    order: {
      externalId,
      ...priced,
      placedAt: instantOf(order.date_created_gmt),
      customer: {
        externalKey: customerId === "0" ? undefined : `woocommerce:${tidy(customerId, 60)}`,
        name: billTo?.name || shipTo?.name || undefined,
        company: billTo?.company,
        email: emailOf(order.billing?.email ?? ""),
        phone: tidyOrNone(order.billing?.phone || order.shipping?.phone, 40),
      },
      shipTo,
      billTo,
      discountCodes: discountCodesOf(
        (order.coupon_lines ?? []).map(({ code, discount }) => ({ code, amount: discount })),
        currency,
      ),
      shippingService: tidyOrNone(
        order.shipping_lines
          ?.map((line) => line.method_title)
          .filter(Boolean)
          .join(", "),
        80,
      ),
      buyerMessage: tidy(order.customer_note, 2000),
      paymentMethod: paymentMethodOf(`${order.payment_method ?? ""} ${order.payment_method_title ?? ""}`),
      paymentReference: tidy(order.transaction_id, 120),
      onShortage: "review",
    },
  };
}

function stateOf(status: string): ChannelState {
  switch (status.replace(/^wc-/, "")) {
    case "cancelled":
      return "cancelled";
    case "completed":
      return "finished";
    case "refunded":
      return "refunded";
    case "failed":
    case "trash":
    case "checkout-draft":
    case "auto-draft":
      return "never_placed";
    default:
      return "live";
  }
}

function lineOf(line: z.output<typeof lineItem>, currency: string): StatedLine | null {
  const subtotal = minorOf(line.subtotal, currency);
  const total = minorOf(line.total, currency);
  if (subtotal === null || total === null || total < 0n || subtotal < total) return null;
  const variation = line.variation_id && line.variation_id !== "0" ? `variation:${line.variation_id}` : undefined;
  return {
    kind: "product",
    // A code of its own for an item that has none, so that it can be linked once and for all.
    sku: tidy(line.sku, 80) || variation || (line.product_id ? `product:${line.product_id}` : undefined),
    title: plainTitle(tidy(line.name, 300)) || "?",
    spec: tidyOrNone(optionsOf(line), 300),
    externalId: tidy(line.id, 120),
    quantity: line.quantity,
    unitPrice: unitPriceOf(subtotal, line.quantity, currency),
    discountMinor: subtotal - total,
    taxable: true,
  };
}

function feeOf(line: z.output<typeof fee>, minor: Minor, currency: string): StatedLine {
  return {
    kind: "fee",
    title: plainTitle(tidy(line.name, 300)) || "Fee",
    externalId: tidy(line.id, 120),
    quantity: 1,
    unitPrice: unitPriceOf(minor, 1, currency),
    discountMinor: 0n,
    taxable: true,
  };
}

// Keys that begin with an underscore are WordPress's own.
function optionsOf(line: z.output<typeof lineItem>): string {
  return (line.meta_data ?? [])
    .filter((entry) => entry.key && !entry.key.startsWith("_"))
    .map((entry) => `${entry.display_key || entry.key}: ${String(entry.display_value ?? entry.value ?? "")}`)
    .join(", ");
}

function addressOf(at: WooOrder["shipping"]) {
  const name = [at?.first_name, at?.last_name].filter(Boolean).join(" ");
  if (!at || (name === "" && !at.address_1)) return undefined;
  const country = at.country?.toUpperCase() ?? "";
  return {
    name: tidy(name, 120),
    company: tidyOrNone(at.company, 160),
    phone: tidyOrNone(at.phone, 40),
    line1: tidy(at.address_1, 300),
    line2: tidyOrNone(at.address_2, 300),
    city: tidy(at.city, 120),
    region: tidyOrNone(at.state, 120),
    postcode: tidyOrNone(at.postcode, 24),
    country: /^[A-Z]{2}$/.test(country) ? country : "",
  };
}

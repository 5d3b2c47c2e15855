import { z } from "zod";
import { isRefusal } from "@/lib/core/result";
import { localeOfTag } from "@/lib/i18n/rules/languages";
import { emailOf, paymentMethodOf } from "@/lib/imports/rules/channel-order";
import { customFieldsAtMost } from "@/lib/orders/rules/line-details";
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
const allocations = z.array(z.looseObject({ amount })).nullish();

const address = z
  .looseObject({
    name: text,
    first_name: text,
    last_name: text,
    company: text,
    phone: text,
    address1: text,
    address2: text,
    city: text,
    province: text,
    zip: text,
    country_code: text,
  })
  .nullish();

const lineItem = z.looseObject({
  id: key,
  variant_id: key.nullish(),
  product_id: key.nullish(),
  sku: text,
  title: text,
  variant_title: text,
  quantity: z.int().min(0),
  current_quantity: z.int().min(0).nullish(),
  price: amount,
  total_discount: amount,
  discount_allocations: allocations,
  requires_shipping: z.boolean().nullish(),
  taxable: z.boolean().nullish(),
  properties: z.array(z.looseObject({ name: text, value: z.unknown() })).nullish(),
});

/** What is read of Shopify's order; everything else in its hundred fields is left alone. */
const shopifyOrder = z.looseObject({
  id: key,
  name: text,
  test: z.boolean().nullish(),
  created_at: text,
  processed_at: text,
  updated_at: text,
  cancelled_at: text,
  financial_status: text,
  fulfillment_status: text,
  currency: z.string(),
  taxes_included: z.boolean().nullish(),
  total_price: amount,
  total_tax: amount,
  total_outstanding: amount,
  current_total_price: money.nullish(),
  current_total_tax: money.nullish(),
  email: text,
  contact_email: text,
  phone: text,
  note: text,
  tags: text,
  customer_locale: text,
  payment_gateway_names: z.array(z.string()).nullish(),
  gateway: text,
  note_attributes: z.array(z.looseObject({ name: z.unknown().optional(), value: z.unknown().optional() })).nullish(),
  line_items: z.array(lineItem).max(10_000),
  shipping_lines: z
    .array(
      z.looseObject({
        title: text,
        price: amount,
        discounted_price: amount,
        discount_allocations: allocations,
        tax_lines: z.array(z.looseObject({ price: amount })).nullish(),
      }),
    )
    .nullish(),
  discount_codes: z.array(z.looseObject({ code: text, amount })).nullish(),
  shipping_address: address,
  billing_address: address,
  customer: z.looseObject({ id: key.nullish(), first_name: text, last_name: text, email: text, phone: text }).nullish(),
});
type ShopifyOrder = z.output<typeof shopifyOrder>;

/** Shopify's order as the webhook sends it (the bare object, amounts in the shop's currency) → what the house receives. */
export function readShopifyOrder(body: unknown): ChannelOrder | Unreadable {
  const parsed = shopifyOrder.safeParse(body);
  if (!parsed.success) return unreadable(parsed.error.issues[0]?.path.join(".") || "body");
  const order = parsed.data;
  const currency = order.currency.toUpperCase();
  // What an edit left of the order is what is owed; a cancelled one keeps what it once was.
  const asPlaced = Boolean(order.cancelled_at);
  const total = minorOf((asPlaced ? null : order.current_total_price) ?? order.total_price, currency);
  const tax = minorOf((asPlaced ? null : order.current_total_tax) ?? order.total_tax, currency);
  const shipping = (order.shipping_lines ?? []).map((line) => shippingOf(line, currency));
  const unitsOf = (line: LineItem) => (asPlaced ? null : line.current_quantity) ?? line.quantity;
  const lines = order.line_items
    .filter((line) => unitsOf(line) > 0)
    .map((line) => lineOf(line, unitsOf(line), currency));
  if (total === null || tax === null) return unreadable("total_price");
  if (shipping.includes(null)) return unreadable("shipping_lines");
  if (lines.includes(null) || lines.length === 0) return unreadable("line_items");

  const financial = (order.financial_status ?? "").toLowerCase();
  const outstanding = minorOf(order.total_outstanding, currency) ?? 0n;
  const paid = financial === "paid" || financial === "partially_refunded";
  const priced = pricedBy({
    currency,
    lines: lines as StatedLine[],
    discountMinor: 0n,
    shippingMinor: (shipping as bigint[]).reduce((sum, part) => sum + part, 0n),
    taxMinor: tax,
    shippingTaxMinor: shippingTaxOf(order, currency),
    totalMinor: total,
    pricesIncludeTax: order.taxes_included ?? false,
    paidMinor: paid ? total : financial === "partially_paid" ? total - outstanding : null,
  });
  if (isRefusal(priced)) return priced;
  const externalId = tidy(order.name, 120) || order.id;
  const gateways = order.payment_gateway_names ?? (order.gateway ? [order.gateway] : []);
  return {
    externalId,
    changedAt: instantOf(order.updated_at) ?? instantOf(order.created_at) ?? "",
    state: stateOf(order),
    test: order.test === true,
    paid,
    order: {
      externalId,
      ...priced,
      placedAt: instantOf(order.processed_at) ?? instantOf(order.created_at),
      customer: customerOf(order),
      shipTo: addressOf(order.shipping_address),
      billTo: addressOf(order.billing_address),
      discountCodes: discountCodesOf(order.discount_codes ?? [], currency),
      shippingService: tidyOrNone(order.shipping_lines?.[0]?.title, 80),
      buyerMessage: tidy(order.note, 2000),
      sellerNote: tidy(attributesOf(order), 2000),
      tags: tagsOf(order),
      paymentMethod: paymentMethodOf(gateways.join(" ")),
      paymentReference: tidy(gateways.join(", "), 120),
      // No money was taken for a test, whatever it says: it stays a draft.
      ...(order.test ? { draft: true, paid: undefined } : {}),
      onShortage: "review",
    },
  };
}

function stateOf(order: ShopifyOrder): ChannelState {
  if (order.cancelled_at) return "cancelled";
  if (order.fulfillment_status === "fulfilled") return "finished";
  if (order.financial_status === "refunded") return "refunded";
  return order.fulfillment_status === "partial" ? "partly_sent" : "live";
}

type LineItem = z.output<typeof lineItem>;

function lineOf(line: LineItem, quantity: number, currency: string): StatedLine | null {
  const parts = line.discount_allocations?.map((allocation) => minorOf(allocation.amount, currency));
  const discount = parts
    ? parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0n)
    : minorOf(line.total_discount, currency);
  const price = minorOf(line.price, currency) === null ? null : line.price;
  if (discount === null || price === null || price.startsWith("-")) return null;
  const ships = line.requires_shipping !== false;
  return {
    kind: ships ? "product" : "manual",
    // A code of its own for an item that has none, so that it can be linked once and for all.
    sku:
      tidy(line.sku, 80) ||
      (line.variant_id || line.product_id ? `variant:${line.variant_id ?? line.product_id}` : undefined),
    title: tidy(line.title, 300) || "?",
    spec: tidyOrNone(line.variant_title, 300),
    custom: askedOf(line),
    externalId: tidy(line.id, 120),
    quantity,
    unitPrice: price,
    discountMinor: discount,
    taxable: line.taxable !== false,
  };
}

/** What the buyer filled in for the line; names that begin with "_" are apps talking to each other. */
function askedOf({ properties }: LineItem): StatedLine["custom"] {
  const asked = new Map<string, string>();
  for (const { name, value } of properties ?? []) {
    const [known, said] = [tidy(name, 60), tidy(typeof value === "string" ? value : JSON.stringify(value ?? ""), 500)];
    if (known !== "" && !known.startsWith("_") && said !== "" && said !== '""') asked.set(known, said);
  }
  return [...asked].slice(0, customFieldsAtMost).map(([name, value]) => ({ name, value }));
}

function shippingOf(
  line: { price: string; discounted_price: string; discount_allocations?: { amount: string }[] | null },
  currency: string,
) {
  const full = minorOf(line.price, currency);
  const off = (line.discount_allocations ?? []).map((allocation) => minorOf(allocation.amount, currency) ?? 0n);
  if (full === null) return null;
  const rest = full - off.reduce((sum, part) => sum + part, 0n);
  return rest < 0n ? 0n : rest;
}

function shippingTaxOf(order: ShopifyOrder, currency: string): bigint | null {
  const taxes = order.shipping_lines?.map((line) => line.tax_lines);
  if (!taxes || taxes.some((of) => !of)) return null;
  return taxes.flatMap((of) => of ?? []).reduce((sum, tax) => sum + (minorOf(tax.price, currency) ?? 0n), 0n);
}

function customerOf(order: ShopifyOrder) {
  const { customer, shipping_address: ship, billing_address: bill } = order;
  const own = [customer?.first_name, customer?.last_name].filter(Boolean).join(" ");
  return {
    name: tidyOrNone(own || nameOf(ship) || nameOf(bill), 160),
    email: emailOf(order.contact_email || order.email || customer?.email || ""),
    phone: tidyOrNone(order.phone || customer?.phone || ship?.phone || bill?.phone, 40),
    locale: localeOfTag(order.customer_locale ?? ""),
  };
}

function nameOf(at: ShopifyOrder["shipping_address"]): string {
  return at?.name || [at?.first_name, at?.last_name].filter(Boolean).join(" ");
}

function addressOf(at: ShopifyOrder["shipping_address"]) {
  if (!at) return undefined;
  const country = at.country_code?.toUpperCase() ?? "";
  return {
    name: tidy(nameOf(at), 120),
    company: tidyOrNone(at.company, 160),
    phone: tidyOrNone(at.phone, 40),
    line1: tidy(at.address1, 300),
    line2: tidyOrNone(at.address2, 300),
    city: tidy(at.city, 120),
    region: tidyOrNone(at.province, 120),
    postcode: tidyOrNone(at.zip, 24),
    country: /^[A-Z]{2}$/.test(country) ? country : "",
  };
}

function attributesOf(order: ShopifyOrder): string {
  return (order.note_attributes ?? [])
    .map(({ name, value }) => `${String(name ?? "")}: ${String(value ?? "")}`)
    .join("\n");
}

function tagsOf(order: ShopifyOrder): string[] {
  const own = (order.tags ?? "").split(",").map((tag) => tidy(tag, 40));
  return [...new Set([...(order.test ? ["test"] : []), ...own])].filter((tag) => tag !== "").slice(0, 20);
}

import { Cells, type FileRow } from "../cells";
import { type ChannelLine, type ChannelState, emailOf, paymentMethodOf, placedAtOf, readingOf } from "../channel-order";
import { countryCode } from "../countries";
import type { Reading, ReadOptions, RowGroup, Source } from "../reading";
import { shareOf } from "./header-share";

/** Shopify's order export: a row per line item, the order's own cells on its first row, put together by `Name`. */
export const shopify: Source = {
  name: "shopify",
  detect: (header) =>
    shareOf(header, [
      "Name",
      "Financial Status",
      "Fulfillment Status",
      "Lineitem quantity",
      "Lineitem name",
      "Lineitem price",
    ]),
  names: {
    number: ["name"],
    email: ["email"],
    paymentStatus: ["financial status"],
    paidAt: ["paid at"],
    fulfilmentStatus: ["fulfillment status"],
    shippedAt: ["fulfilled at"],
    currency: ["currency"],
    subtotal: ["subtotal"],
    shipping: ["shipping"],
    tax: ["taxes"],
    total: ["total"],
    discount: ["discount amount"],
    shippingService: ["shipping method"],
    placedAt: ["created at"],
    quantity: ["lineitem quantity"],
    title: ["lineitem name"],
    unitPrice: ["lineitem price"],
    sku: ["lineitem sku"],
    requiresShipping: ["lineitem requires shipping"],
    taxable: ["lineitem taxable"],
    lineStatus: ["lineitem fulfillment status"],
    lineDiscount: ["lineitem discount"],
    billName: ["billing name"],
    billLine1: ["billing address1"],
    billLine2: ["billing address2"],
    billCompany: ["billing company"],
    billCity: ["billing city"],
    billPostcode: ["billing zip"],
    billRegion: ["billing province"],
    billCountry: ["billing country"],
    billPhone: ["billing phone"],
    shipName: ["shipping name"],
    line1: ["shipping address1"],
    line2: ["shipping address2"],
    shipCompany: ["shipping company"],
    city: ["shipping city"],
    postcode: ["shipping zip"],
    region: ["shipping province"],
    country: ["shipping country"],
    shipPhone: ["shipping phone"],
    buyerMessage: ["notes"],
    cancelledAt: ["cancelled at"],
    paymentMethod: ["payment method"],
    paymentReference: ["payment reference"],
    refunded: ["refunded amount"],
    tags: ["tags"],
    phone: ["phone"],
  },
  required: ["number", "placedAt", "quantity", "title", "unitPrice"],
  currency: null,
  timeZone: null,
  channel: { code: "shopify", name: "Shopify", nameZh: "Shopify", kind: "shopify" },
  wholeBook: false,
  read,
};

function read(group: RowGroup, options: ReadOptions): Reading {
  const cells = new Cells(options.columns);
  const [first] = group.rows as [FileRow];
  const currency = cells.text(first, "currency", 3).toUpperCase() || options.currency;
  const placedAt = placedAtOf(cells, first, options.timeZone);
  const shippedAt = cells.date(first, "shippedAt", options.timeZone);
  const refunded = cells.amount(first, "refunded", currency) ?? 0n;
  const financial = cells.text(first, "paymentStatus", 40).toLowerCase();
  const fulfilment = cells.text(first, "fulfilmentStatus", 40).toLowerCase();
  const shipped = cells.first(first, "line1", "shipName") !== "";
  const email = emailOf(cells.text(first, "email", 254));
  const phone =
    cells.text(first, "phone", 40) || cells.text(first, "shipPhone", 40) || cells.text(first, "billPhone", 40);
  const billTo = personAt(cells, first, "bill");
  const shipTo = shipped ? personAt(cells, first, "ship") : billTo;
  return readingOf(cells, group, {
    state: stateOf(financial, fulfilment, cells.raw(first, "cancelledAt") !== ""),
    stateText: [financial, fulfilment].filter((text) => text !== "").join(", "),
    currency,
    placedAt,
    paidAt: cells.date(first, "paidAt", options.timeZone),
    shippedAt,
    deliveredAt: shippedAt,
    lines: group.rows.flatMap((row) => lineOf(cells, row, currency)),
    discountMinor: cells.amount(first, "discount", currency) ?? 0n,
    shippingMinor: cells.amount(first, "shipping", currency) ?? 0n,
    subtotalMinor: cells.amount(first, "subtotal", currency, null),
    taxMinor: cells.amount(first, "tax", currency, null),
    shippingTaxMinor: null,
    totalMinor: cells.amount(first, "total", currency, null),
    refundedMinor: financial === "refunded" ? "all" : refunded,
    pricesIncludeTax: null,
    customer: {
      name: shipTo?.name || billTo?.name || undefined,
      company: shipTo?.company,
      email,
      phone: phone || undefined,
    },
    shipTo,
    billTo: shipped ? billTo : undefined,
    paymentMethod: paymentMethodOf(cells.text(first, "paymentMethod", 80)),
    paymentReference: cells.text(first, "paymentReference", 120),
    shippingService: cells.text(first, "shippingService", 80),
    buyerMessage: cells.lines(first, "buyerMessage"),
    sellerNote: "",
    tags: tagsOf(cells.text(first, "tags", 400)),
    carrier: "",
    trackingNumber: "",
  });
}

/** Order-level discounts are in `Discount Amount`; a line's own discount is told apart where the export has the column. */
function lineOf(cells: Cells, row: FileRow, currency: string): ChannelLine[] {
  const title = cells.required(row, "title");
  const quantity = cells.quantity(row);
  const unitPrice = cells.unitPrice(row, currency);
  const discountMinor = cells.amount(row, "lineDiscount", currency);
  const sku = cells.text(row, "sku", 80);
  if (quantity === null || unitPrice === null || discountMinor === null) return [];
  const taxable = cells.raw(row, "taxable").toLowerCase() !== "false";
  return [
    {
      row: row.number,
      kind: "product",
      sku,
      title,
      spec: "",
      quantity,
      unitPrice,
      discountMinor,
      taxable,
      externalId: "",
    },
  ];
}

function stateOf(financial: string, fulfilment: string, cancelled: boolean): ChannelState {
  if (cancelled || financial === "voided") return { kind: "closed", code: "cancelled_there" };
  if (fulfilment === "partial") return { kind: "refused", code: "partly_fulfilled" };
  if (fulfilment === "fulfilled") return { kind: "finished" };
  if (financial === "refunded") return { kind: "closed", code: "refunded_there" };
  return { kind: "live", paid: financial === "paid" || financial === "partially_refunded" };
}

function personAt(cells: Cells, row: FileRow, which: "ship" | "bill") {
  const at = which === "ship" ? SHIP : BILL;
  const line1 = cells.text(row, at.line1);
  const name = cells.text(row, at.name, 120);
  if (line1 === "" && name === "") return undefined;
  const country = countryCode(cells.text(row, at.country, 80));
  return {
    name,
    company: cells.text(row, at.company, 160) || undefined,
    phone: cells.text(row, at.phone, 40) || undefined,
    line1,
    line2: cells.text(row, at.line2) || undefined,
    city: cells.text(row, at.city, 120),
    region: cells.text(row, at.region, 120) || undefined,
    postcode: cells.text(row, at.postcode, 24) || undefined,
    country,
  };
}

const SHIP = {
  name: "shipName",
  company: "shipCompany",
  phone: "shipPhone",
  line1: "line1",
  line2: "line2",
  city: "city",
  region: "region",
  postcode: "postcode",
  country: "country",
} as const;
const BILL = {
  name: "billName",
  company: "billCompany",
  phone: "billPhone",
  line1: "billLine1",
  line2: "billLine2",
  city: "billCity",
  region: "billRegion",
  postcode: "billPostcode",
  country: "billCountry",
} as const;

function tagsOf(text: string): string[] {
  return text
    .split(/[,，]/u)
    .map((tag) => tag.trim().slice(0, 40))
    .filter((tag) => tag !== "")
    .slice(0, 20);
}

import { Cells, type FileRow } from "../cells";
import {
  type ChannelLine,
  type ChannelState,
  emailOf,
  paymentMethodOf,
  placedAtOf,
  readingOf,
  unitPriceOf,
} from "../channel-order";
import { countryCode } from "../countries";
import type { Reading, ReadOptions, RowGroup, Source } from "../reading";
import { shareOf } from "./header-share";

/** WooCommerce's orders: REST answers as JSON (read as a table, see json-rows.ts), or a CSV with the same columns. */
export const woocommerce: Source = {
  name: "woocommerce",
  detect: (header) =>
    shareOf(header, ["date created gmt", "billing first name", "item name", "item quantity", "prices include tax"]),
  names: {
    number: ["number", "order number"],
    status: ["status", "order status"],
    currency: ["currency"],
    placedAt: ["date created gmt", "order date gmt"],
    paidAt: ["date paid gmt"],
    completedAt: ["date completed gmt"],
    pricesIncludeTax: ["prices include tax"],
    discount: ["discount total"],
    shipping: ["shipping total"],
    tax: ["total tax"],
    shippingTax: ["shipping tax"],
    total: ["total", "order total"],
    refunded: ["refund total"],
    customerKey: ["customer id"],
    buyerMessage: ["customer note"],
    paymentMethod: ["payment method"],
    paymentReference: ["transaction id"],
    shippingService: ["shipping method"],
    billFirstName: ["billing first name"],
    billLastName: ["billing last name"],
    billCompany: ["billing company"],
    billLine1: ["billing address 1"],
    billLine2: ["billing address 2"],
    billCity: ["billing city"],
    billRegion: ["billing state"],
    billPostcode: ["billing postcode"],
    billCountry: ["billing country"],
    email: ["billing email"],
    phone: ["billing phone"],
    shipFirstName: ["shipping first name"],
    shipLastName: ["shipping last name"],
    shipCompany: ["shipping company"],
    line1: ["shipping address 1"],
    line2: ["shipping address 2"],
    city: ["shipping city"],
    region: ["shipping state"],
    postcode: ["shipping postcode"],
    country: ["shipping country"],
    shipPhone: ["shipping phone"],
    lineKind: ["item kind"],
    lineId: ["item id"],
    sku: ["item sku"],
    title: ["item name"],
    spec: ["item options"],
    quantity: ["item quantity"],
    subtotal: ["item subtotal"],
    lineTotal: ["item total"],
  },
  required: ["number", "placedAt", "title", "quantity", "lineTotal"],
  currency: null,
  // The columns that are read are those in UTC.
  timeZone: "UTC",
  channel: { code: "woocommerce", name: "WooCommerce", nameZh: "WooCommerce", kind: "woocommerce" },
  wholeBook: false,
  read,
};

function read(group: RowGroup, options: ReadOptions): Reading {
  const cells = new Cells(options.columns);
  const [first] = group.rows as [FileRow];
  const currency = cells.text(first, "currency", 3).toUpperCase() || options.currency;
  const status = cells.text(first, "status", 40).toLowerCase();
  const completedAt = cells.date(first, "completedAt", options.timeZone);
  const paidAt = cells.date(first, "paidAt", options.timeZone);
  const billTo = addressOf(cells, first, "bill");
  const shipTo = addressOf(cells, first, "ship") ?? billTo;
  const customer = cells.text(first, "customerKey", 60);
  const phone = cells.text(first, "phone", 40);
  const lines = group.rows.flatMap((row) => lineOf(cells, row, currency));
  return readingOf(cells, group, {
    state: stateOf(status, paidAt !== null, completedAt !== null),
    stateText: status,
    currency,
    placedAt: placedAtOf(cells, first, options.timeZone),
    paidAt,
    shippedAt: completedAt,
    deliveredAt: completedAt,
    lines: lines.filter((line) => line.kind === "product" || line.discountMinor === 0n),
    // Fees below zero are how its plug-ins write discounts; coupons are in the lines already.
    discountMinor: lines.filter((line) => line.kind === "fee").reduce((sum, line) => sum + line.discountMinor, 0n),
    shippingMinor: cells.amount(first, "shipping", currency) ?? 0n,
    subtotalMinor: null,
    taxMinor: cells.amount(first, "tax", currency, null),
    shippingTaxMinor: cells.amount(first, "shippingTax", currency, null),
    totalMinor: cells.amount(first, "total", currency, null),
    refundedMinor: status === "refunded" ? "all" : (cells.amount(first, "refunded", currency) ?? 0n),
    // Amounts of lines and shipping are written without tax, whatever the shop shows its buyers.
    pricesIncludeTax: false,
    customer: {
      externalKey: customer === "" || customer === "0" ? undefined : `woocommerce:${customer}`,
      name: billTo?.name || shipTo?.name || undefined,
      company: billTo?.company,
      email: emailOf(cells.text(first, "email", 254)),
      phone: phone || undefined,
    },
    shipTo,
    billTo: billTo === shipTo ? undefined : billTo,
    paymentMethod: paymentMethodOf(cells.text(first, "paymentMethod", 80)),
    paymentReference: cells.text(first, "paymentReference", 120),
    shippingService: cells.text(first, "shippingService", 80),
    buyerMessage: cells.lines(first, "buyerMessage"),
    sellerNote: "",
    tags: [],
    carrier: "",
    trackingNumber: "",
  });
}

function lineOf(cells: Cells, row: FileRow, currency: string): ChannelLine[] {
  const kind = cells.raw(row, "lineKind").toLowerCase() === "fee" ? "fee" : "product";
  const title = plainTitle(cells.required(row, "title"));
  const quantity = cells.quantity(row);
  const total = cells.amount(row, "lineTotal", currency, null);
  const subtotal = cells.amount(row, "subtotal", currency, total);
  if (total === null) cells.refuse(row, "lineTotal", "missing");
  if (quantity === null || total === null || subtotal === null) return [];
  const common = {
    row: row.number,
    kind,
    title,
    spec: cells.text(row, "spec"),
    externalId: cells.text(row, "lineId", 120),
    taxable: true,
  } as const;
  const sku = cells.text(row, "sku", 80);
  if (kind === "fee" && total < 0n) {
    return [{ ...common, sku, quantity: 1, unitPrice: "0", discountMinor: -total }];
  }
  if (total < 0n || subtotal < total) {
    cells.refuse(row, "lineTotal", "price_negative", cells.raw(row, "lineTotal"));
    return [];
  }
  return [
    { ...common, sku, quantity, unitPrice: unitPriceOf(subtotal, quantity, currency), discountMinor: subtotal - total },
  ];
}

function stateOf(status: string, paid: boolean, completed: boolean): ChannelState {
  switch (status.replace(/^wc-/, "")) {
    case "completed":
      return { kind: "finished" };
    case "refunded":
      return completed ? { kind: "finished" } : { kind: "closed", code: "refunded_there" };
    case "cancelled":
    case "failed":
    case "trash":
      return { kind: "closed", code: "cancelled_there" };
    case "processing":
      return { kind: "live", paid };
    case "":
    case "pending":
    case "on-hold":
      return { kind: "live", paid: false };
    default:
      return { kind: "refused", code: "unknown_status" };
  }
}

function addressOf(cells: Cells, row: FileRow, which: "ship" | "bill") {
  const at = which === "ship" ? SHIP : BILL;
  const name = [cells.text(row, at.first, 60), cells.text(row, at.last, 60)].filter((part) => part !== "").join(" ");
  const line1 = cells.text(row, at.line1);
  if (name === "" && line1 === "") return undefined;
  return {
    name,
    company: cells.text(row, at.company, 160) || undefined,
    line1,
    line2: cells.text(row, at.line2) || undefined,
    city: cells.text(row, at.city, 120),
    region: cells.text(row, at.region, 120) || undefined,
    postcode: cells.text(row, at.postcode, 24) || undefined,
    country: countryCode(cells.text(row, at.country, 80)),
  };
}

const SHIP = {
  first: "shipFirstName",
  last: "shipLastName",
  company: "shipCompany",
  line1: "line1",
  line2: "line2",
  city: "city",
  region: "region",
  postcode: "postcode",
  country: "country",
} as const;
const BILL = {
  first: "billFirstName",
  last: "billLastName",
  company: "billCompany",
  line1: "billLine1",
  line2: "billLine2",
  city: "billCity",
  region: "billRegion",
  postcode: "billPostcode",
  country: "billCountry",
} as const;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
};

/** Its titles come with HTML entities; they are shown as text, so they are read as text. */
export function plainTitle(title: string): string {
  return title.replace(/&(?:#(\d{2,6})|([a-z]+));/gi, (whole, code: string | undefined, name: string | undefined) => {
    if (code) {
      const point = Number(code);
      return point >= 32 && point < 0xd800 ? String.fromCodePoint(point) : whole;
    }
    return ENTITIES[(name ?? "").toLowerCase()] ?? whole;
  });
}

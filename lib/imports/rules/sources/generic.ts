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
import { splitChineseAddress, unmasked } from "../zh-address";
import { chineseState, isRefunded } from "./chinese-state";

/** Any table of order lines: what its columns mean is said by hand. Rows of the same order number make one order. */
export const generic: Source = {
  name: "generic",
  detect: () => 0,
  names: {},
  required: ["number", "placedAt", "quantity"],
  currency: null,
  timeZone: null,
  channel: { code: "import", name: "File import", nameZh: "文件导入", kind: "import" },
  wholeBook: false,
  read,
};

function read(group: RowGroup, options: ReadOptions): Reading {
  const cells = new Cells(options.columns);
  const [first] = group.rows as [FileRow];
  const { timeZone } = options;
  const currency = cells.text(first, "currency", 3).toUpperCase() || options.currency;
  const status = [
    cells.text(first, "status", 80),
    cells.text(first, "paymentStatus", 80),
    cells.text(first, "fulfilmentStatus", 80),
  ]
    .filter((text) => text !== "")
    .join(", ");
  const afterSale = cells.text(first, "refundStatus", 80);
  const paidAt = cells.date(first, "paidAt", timeZone);
  const shippedAt = cells.date(first, "shippedAt", timeZone);
  const completedAt = cells.date(first, "completedAt", timeZone);
  const cancelled = cells.raw(first, "cancelledAt") !== "";
  const paid = cells.amount(first, "paid", currency) ?? 0n;
  const phone = unmasked(cells.text(first, "phone", 40) || cells.text(first, "shipPhone", 40));
  const name = unmasked(cells.text(first, "shipName", 120) || cells.text(first, "customerName", 120));
  const customerKey = cells.text(first, "customerKey", 80);
  return readingOf(cells, group, {
    state: stateOf(status, afterSale, {
      cancelled,
      completed: completedAt !== null,
      shipped: shippedAt !== null,
      paid: paidAt !== null || paid > 0n,
    }),
    stateText: status,
    currency,
    placedAt: placedAtOf(cells, first, timeZone),
    paidAt,
    shippedAt,
    deliveredAt: completedAt,
    lines: group.rows.flatMap((row) => lineOf(cells, row, currency)),
    discountMinor: cells.amount(first, "discount", currency) ?? 0n,
    shippingMinor: cells.amount(first, "shipping", currency) ?? 0n,
    subtotalMinor: cells.amount(first, "subtotal", currency, null),
    taxMinor: cells.amount(first, "tax", currency, null),
    shippingTaxMinor: cells.amount(first, "shippingTax", currency, null),
    totalMinor: cells.amount(first, "total", currency, null),
    refundedMinor: isRefunded(afterSale) ? "all" : (cells.amount(first, "refunded", currency) ?? 0n),
    pricesIncludeTax: null,
    customer: {
      externalKey: customerKey ? `import:${customerKey}` : undefined,
      name: unmasked(cells.text(first, "customerName", 160)) || name || undefined,
      company: cells.text(first, "company", 160) || undefined,
      email: emailOf(cells.text(first, "email", 254)),
      phone: phone || undefined,
    },
    shipTo: addressOf(cells, first, name, phone),
    paymentMethod: paymentMethodOf(cells.text(first, "paymentMethod", 80)),
    paymentReference: cells.text(first, "paymentReference", 120),
    shippingService: cells.text(first, "shippingService", 80),
    buyerMessage: cells.lines(first, "buyerMessage"),
    sellerNote: cells.lines(first, "sellerNote"),
    tags: [],
    carrier: cells.text(first, "carrier", 80),
    trackingNumber: cells.text(first, "trackingNumber", 80),
  });
}

function lineOf(cells: Cells, row: FileRow, currency: string): ChannelLine[] {
  const sku = cells.text(row, "sku", 80);
  const title = cells.text(row, "title");
  if (sku === "" && title === "") cells.refuse(row, cells.has("sku") ? "sku" : "title", "missing");
  const quantity = cells.quantity(row);
  const discountMinor = cells.amount(row, "lineDiscount", currency);
  const unitPrice = priceOf(cells, row, currency, quantity);
  if (quantity === null || unitPrice === null || discountMinor === null) return [];
  return [
    {
      row: row.number,
      kind: "product",
      sku,
      title,
      spec: cells.text(row, "spec"),
      quantity,
      unitPrice,
      discountMinor,
      taxable: cells.raw(row, "taxable").toLowerCase() !== "false",
      externalId: cells.text(row, "lineId", 120),
    },
  ];
}

function priceOf(cells: Cells, row: FileRow, currency: string, quantity: number | null): string | null {
  if (cells.raw(row, "unitPrice") !== "" || !cells.has("lineTotal")) return cells.unitPrice(row, currency);
  const total = cells.amount(row, "lineTotal", currency, null);
  if (total === null && cells.raw(row, "lineTotal") === "") return cells.refuse(row, "lineTotal", "missing");
  if (total !== null && total < 0n)
    return cells.refuse(row, "lineTotal", "price_negative", cells.raw(row, "lineTotal"));
  return total === null || quantity === null ? null : unitPriceOf(total, quantity, currency);
}

type Signs = { cancelled: boolean; completed: boolean; shipped: boolean; paid: boolean };

/** Words first, in English or Chinese; without any, the dates that are filled in tell. */
function stateOf(status: string, afterSale: string, signs: Signs): ChannelState {
  if (signs.cancelled || /cancel|void|failed|trash/i.test(status)) return { kind: "closed", code: "cancelled_there" };
  if (/\p{Script=Han}/u.test(status)) return chineseState(status, afterSale);
  if (/partial(?:ly)? (?:shipped|fulfil)/i.test(status)) return { kind: "refused", code: "partly_fulfilled" };
  if (signs.completed || /complete|delivered|\bfulfilled|closed|archived/i.test(status)) return { kind: "finished" };
  if (signs.shipped || /shipped|sent|transit|dispatched/i.test(status)) return { kind: "sent" };
  if (/\brefunded/i.test(status)) return { kind: "closed", code: "refunded_there" };
  return { kind: "live", paid: signs.paid || /(?<!un)\bpaid|processing/i.test(status) };
}

function addressOf(cells: Cells, row: FileRow, name: string, phone: string) {
  const whole = unmasked(cells.text(row, "address"));
  const line1 = cells.text(row, "line1");
  const country = countryCode(cells.text(row, "country", 80));
  if (name === "" && whole === "" && line1 === "") return undefined;
  const common = { name, phone: phone || undefined, company: cells.text(row, "shipCompany", 160) || undefined };
  const parts = {
    line1: line1 || whole,
    line2: cells.text(row, "line2") || undefined,
    district: cells.text(row, "district", 120) || undefined,
    city: cells.text(row, "city", 120),
    region: cells.text(row, "region", 120) || undefined,
    postcode: cells.text(row, "postcode", 24) || undefined,
    country,
  };
  // A whole address in Chinese is taken apart only where the file does not do it itself.
  if (whole !== "" && line1 === "" && parts.city === "" && /\p{Script=Han}/u.test(whole)) {
    return { ...common, ...parts, ...splitChineseAddress(whole), country: country || "CN" };
  }
  return { ...common, ...parts };
}

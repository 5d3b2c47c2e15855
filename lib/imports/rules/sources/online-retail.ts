import type { LineKind } from "@/lib/orders/rules/state";
import { Cells, type FileRow } from "../cells";
import { countryCode } from "../countries";
import type { CreditLine, OrderToReceive, Reading, ReadOptions, RowGroup, Source } from "../reading";

const HEADER = [
  "invoiceno",
  "stockcode",
  "description",
  "quantity",
  "invoicedate",
  "unitprice",
  "customerid",
  "country",
];

/**
 * The "Online Retail" book of a British gift shop (UCI, CC BY 4.0): every transaction of a year, in the shop's own time.
 * The number of the document says what it is: digits an invoice, C… a credit note, A… a correction of bad debt; units
 * below zero on an invoice are stock written off.
 */
export const onlineRetail: Source = {
  name: "online-retail",
  detect: (header) => {
    const names = new Set(header.map((name) => name.trim().toLowerCase()));
    return HEADER.filter((name) => names.has(name)).length / HEADER.length;
  },
  names: {
    number: ["invoiceno", "invoice"],
    sku: ["stockcode"],
    title: ["description"],
    quantity: ["quantity"],
    placedAt: ["invoicedate"],
    unitPrice: ["unitprice", "price"],
    customerKey: ["customerid", "customer id"],
    country: ["country"],
  },
  required: ["number", "sku", "quantity", "placedAt", "unitPrice"],
  currency: "GBP",
  timeZone: "Europe/London",
  channel: { code: "wholesale", name: "Wholesale", nameZh: "批发", kind: "import" },
  wholeBook: true,
  read,
};

function read(group: RowGroup, options: ReadOptions): Reading {
  const cells = new Cells(options.columns);
  const [first] = group.rows as [FileRow];
  if (group.key === "") cells.refuse(first, "number", "missing");
  else if (/^A\d+$/i.test(group.key)) cells.refuse(first, "number", "bad_debt", group.key);
  else if (!/^C?\d+$/i.test(group.key)) cells.refuse(first, "number", "unknown_document", group.key);
  if (cells.problems.length > 0) return { kind: "refused", problems: cells.problems };

  if (/^C/i.test(group.key)) return readCredit(group, cells, options);
  const quantity = cells.raw(first, "quantity");
  return quantity.startsWith("-") ? readWriteOff(group, cells, options) : readOrder(group, cells, options);
}

function readOrder(group: RowGroup, cells: Cells, options: ReadOptions): Reading {
  const [first] = group.rows as [FileRow];
  // Where an invoice shows two times, a minute apart, it was begun at the first.
  const placedAt = cells.date(first, "placedAt", options.timeZone) ?? missingDate(cells, first);
  const country = cells.text(first, "country", 120);
  const customerKey = customerOf(cells, first);
  const lines: OrderToReceive["lines"] = [];
  for (const row of group.rows) {
    const sku = cells.required(row, "sku", 80).toUpperCase();
    const quantity = cells.quantity(row);
    const unitPrice = cells.unitPrice(row, options.currency);
    const title = cells.text(row, "title");
    const kind = kindOf(sku);
    if (kind === "discount") cells.refuse(row, "sku", "discount_on_invoice", sku);
    if (quantity === null || unitPrice === null || kind === "discount") continue;
    lines.push({
      kind,
      sku,
      title: title || undefined,
      quantity,
      unitPrice,
      taxRate: "0",
      gift: false,
      note: "",
      custom: [],
    });
  }
  if (cells.problems.length > 0) return { kind: "refused", problems: cells.problems };
  const code = countryCode(country);
  return {
    kind: "order",
    warnings: [],
    order: {
      externalId: group.key,
      currency: options.currency,
      placedAt: placedAt.toISOString(),
      pricesIncludeTax: true,
      customer: customerKey ? { externalKey: customerKey, name: nameOf(customerKey) } : undefined,
      shipTo: {
        name: customerKey ? nameOf(customerKey) : "",
        line1: "",
        city: "",
        region: code ? undefined : country,
        country: code,
      },
      lines,
      paymentMethod: "bank_transfer",
    },
    history: {
      paidAt: placedAt,
      shippedAt: placedAt,
      deliveredAt: placedAt,
      refundedMinor: 0n,
      carrier: "",
      trackingNumber: "",
    },
  };
}

function readCredit(group: RowGroup, cells: Cells, options: ReadOptions): Reading {
  const [first] = group.rows as [FileRow];
  const issuedAt = cells.date(first, "placedAt", options.timeZone) ?? missingDate(cells, first);
  const country = cells.text(first, "country", 120);
  const customerKey = customerOf(cells, first);
  const lines: CreditLine[] = [];
  for (const row of group.rows) {
    const sku = cells.required(row, "sku", 80).toUpperCase();
    const quantity = cells.signedQuantity(row);
    const unitPrice = cells.unitPrice(row, options.currency);
    if (quantity !== null && quantity > 0) cells.refuse(row, "quantity", "credit_not_negative", String(quantity));
    const title = cells.text(row, "title");
    if (quantity === null || unitPrice === null) continue;
    lines.push({ row: row.number, kind: kindOf(sku), sku, title: title || sku, quantity: -quantity, unitPrice });
  }
  if (cells.problems.length > 0) return { kind: "refused", problems: cells.problems };
  return {
    kind: "credit",
    credit: {
      externalId: group.key,
      currency: options.currency,
      issuedAt,
      customer: customerKey ? { externalKey: customerKey, name: nameOf(customerKey) } : null,
      country: countryCode(country),
      lines,
    },
  };
}

function readWriteOff(group: RowGroup, cells: Cells, options: ReadOptions): Reading {
  const [first] = group.rows as [FileRow];
  const at = cells.date(first, "placedAt", options.timeZone) ?? missingDate(cells, first);
  const lines: { row: number; sku: string; quantity: number; note: string }[] = [];
  for (const row of group.rows) {
    const sku = cells.required(row, "sku", 80).toUpperCase();
    const quantity = cells.signedQuantity(row);
    const unitPrice = cells.unitPrice(row, options.currency);
    if (quantity !== null && quantity > 0) cells.refuse(row, "quantity", "mixed_signs", String(quantity));
    if (unitPrice !== null && unitPrice !== "0") cells.refuse(row, "unitPrice", "write_off_with_price", unitPrice);
    if (kindOf(sku) !== "product") cells.refuse(row, "sku", "write_off_of_no_item", sku);
    const note = cells.text(row, "title");
    if (quantity !== null) lines.push({ row: row.number, sku, quantity: -quantity, note });
  }
  if (cells.problems.length > 0) return { kind: "refused", problems: cells.problems };
  return { kind: "write_off", writeOff: { externalId: group.key, at, lines } };
}

function missingDate(cells: Cells, row: FileRow): Date {
  if (!cells.problems.some((problem) => problem.field === "placedAt")) cells.refuse(row, "placedAt", "missing");
  return new Date(0);
}

/** "17850.0" is customer 17850: the book writes its numbers as decimals. */
function customerOf(cells: Cells, row: FileRow): string | null {
  const written = cells.text(row, "customerKey", 60);
  return written === "" ? null : `online-retail:${written.replace(/\.0+$/, "")}`;
}

function nameOf(customerKey: string): string {
  return `Customer ${customerKey.slice(customerKey.indexOf(":") + 1)}`;
}

const KINDS: Readonly<Record<string, LineKind>> = {
  POST: "shipping",
  DOT: "shipping",
  C2: "shipping",
  M: "manual",
  D: "discount",
  S: "sample",
  "BANK CHARGES": "fee",
  AMAZONFEE: "fee",
  CRUK: "fee",
};

/**
 * What a code stands for. Codes of other shops' goods (DCGS…) and PADS are goods on a shelf; gift vouchers (GIFT_…) are
 * sold by hand: nothing is taken from stock for them.
 */
export function kindOf(sku: string): LineKind {
  return KINDS[sku] ?? (sku.startsWith("GIFT_") ? "manual" : "product");
}

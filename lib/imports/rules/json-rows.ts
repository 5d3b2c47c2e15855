import type { FileRow } from "./cells";

type Json = string | null | boolean | Json[] | { [key: string]: Json };

const ORDER_COLUMNS = [
  "id",
  "number",
  "status",
  "currency",
  "date_created_gmt",
  "date_paid_gmt",
  "date_completed_gmt",
  "prices_include_tax",
  "discount_total",
  "discount_tax",
  "shipping_total",
  "shipping_tax",
  "total_tax",
  "total",
  "refund_total",
  "customer_id",
  "customer_note",
  "payment_method",
  "transaction_id",
  "shipping_method",
] as const;
const PERSON_COLUMNS = [
  "first_name",
  "last_name",
  "company",
  "address_1",
  "address_2",
  "city",
  "state",
  "postcode",
  "country",
  "email",
  "phone",
];
const ITEM_COLUMNS = ["kind", "id", "sku", "name", "options", "quantity", "subtotal", "total"];

/** Column names of orders that came as JSON: one row per line, as an export would write them. */
export const jsonHeader: string[] = [
  ...ORDER_COLUMNS,
  ...PERSON_COLUMNS.map((name) => `billing_${name}`),
  ...PERSON_COLUMNS.map((name) => `shipping_${name}`),
  ...ITEM_COLUMNS.map((name) => `item_${name}`),
];

/**
 * WooCommerce's REST orders (one, a list, or an API page around a list) as a table: a row per line item and fee. Numbers
 * keep the digits they were written with. Null when the text is no JSON or holds no orders.
 */
export function rowsOfJson(text: string): { header: string[]; rows: FileRow[] } | null {
  let parsed: Json;
  try {
    // Ids exceed what a number holds exactly; the text of the number is kept instead.
    parsed = JSON.parse(text, (_key, value, context?: { source?: string }) =>
      typeof value === "number" ? (context?.source ?? String(value)) : value,
    ) as Json;
  } catch {
    return null;
  }
  const orders = listOf(parsed);
  if (!orders) return null;
  const rows = orders.flatMap((order) => rowsOf(order));
  return { header: jsonHeader, rows: rows.map((cells, index) => ({ number: index + 1, cells })) };
}

function listOf(parsed: Json): { [key: string]: Json }[] | null {
  if (Array.isArray(parsed)) return parsed.every(isObject) ? parsed : null;
  if (!isObject(parsed)) return null;
  for (const wrapper of ["orders", "data"]) {
    const inner = parsed[wrapper];
    if (Array.isArray(inner) && inner.every(isObject)) return inner;
  }
  return isObject(parsed.order) ? [parsed.order] : [parsed];
}

function rowsOf(order: { [key: string]: Json }): string[][] {
  const refunds = itemsOf(order.refunds).map((refund) => textOf(refund.total).replace(/^-/, ""));
  const methods = itemsOf(order.shipping_lines).map((line) => textOf(line.method_title));
  const head = ORDER_COLUMNS.map((name) => {
    if (name === "refund_total") return refunds.length === 1 ? (refunds[0] as string) : sumOf(refunds);
    if (name === "shipping_method") return methods.join(", ");
    return textOf(order[name]);
  });
  const people = [order.billing, order.shipping].flatMap((person) =>
    PERSON_COLUMNS.map((name) => (isObject(person) ? textOf(person[name]) : "")),
  );
  const items = itemsOf(order.line_items).map((item) => [
    "product",
    textOf(item.id),
    textOf(item.sku),
    textOf(item.name),
    itemsOf(item.meta_data)
      .filter((meta) => !textOf(meta.key).startsWith("_"))
      .map(
        (meta) =>
          `${textOf(meta.display_key) || textOf(meta.key)}: ${textOf(meta.display_value) || textOf(meta.value)}`,
      )
      .join(", "),
    textOf(item.quantity),
    textOf(item.subtotal),
    textOf(item.total),
  ]);
  const fees = itemsOf(order.fee_lines).map((fee) => [
    "fee",
    textOf(fee.id),
    "",
    textOf(fee.name),
    "",
    "1",
    textOf(fee.total),
    textOf(fee.total),
  ]);
  const lines = [...items, ...fees];
  return (lines.length > 0 ? lines : [ITEM_COLUMNS.map(() => "")]).map((line) => [...head, ...people, ...line]);
}

/** Sum of decimal texts, exactly. */
function sumOf(amounts: readonly string[]): string {
  const scale = 6;
  const total = amounts.reduce((sum, amount) => {
    const [whole = "0", fraction = ""] = amount.split(".");
    return /^\d+$/.test(whole + fraction) ? sum + BigInt(whole + fraction.padEnd(scale, "0").slice(0, scale)) : sum;
  }, 0n);
  if (total === 0n) return "";
  const digits = total.toString().padStart(scale + 1, "0");
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/0+$/, "").replace(/\.$/, "");
}

function itemsOf(value: Json | undefined): { [key: string]: Json }[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return typeof value === "boolean" ? String(value) : "";
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

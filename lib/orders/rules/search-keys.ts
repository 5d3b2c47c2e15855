import { phoneTail } from "@/lib/core/text";
import type { Address } from "@/lib/customers/rules/address";

export type Searchable = {
  number: string;
  externalId?: string | null;
  contactName: string;
  contactEmail?: string | null;
  contactPhone?: string | null;
  shipTo?: Address | null;
  lines: readonly { sku: string }[];
};

// The longest orders (over a thousand lines) would make an index row of their own size.
const skusAtMost = 200;

/** Exact keys an order is found by: its numbers, SKUs, e-mail, and the whole phone with its last four digits. */
export function searchKeysOf(order: Searchable): string[] {
  // People say the digits of a number and leave its prefix out.
  const digits = order.number.replace(/^\D+/, "");
  const keys = [order.number, digits, order.externalId, order.contactEmail, ...contactKeys(order)];
  for (const line of order.lines.slice(0, skusAtMost)) keys.push(line.sku);
  return [...new Set(keys.filter((key): key is string => !!key).map((key) => key.toLowerCase()))];
}

function contactKeys(order: Searchable): (string | null)[] {
  const phones = [order.contactPhone, order.shipTo?.phone].filter((phone): phone is string => !!phone);
  return phones.flatMap((phone) => [phone.replace(/\D/g, ""), phoneTail(phone)]);
}

/** Names and places an order is found by, in lower case. */
export function searchWordsOf(order: Searchable): string {
  const to = order.shipTo;
  const words = [
    order.contactName,
    to?.name,
    to?.company,
    to?.city,
    order.contactEmail,
    order.number,
    order.externalId,
  ];
  return [...new Set(words.filter((word): word is string => !!word).map((word) => word.toLowerCase()))].join(" ");
}

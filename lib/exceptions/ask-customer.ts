import { createTranslator } from "next-intl";
import { formatMoney } from "@/lib/core/money";
import { customerLocale } from "@/lib/i18n/customer-locale";
import { messagesByLocale } from "@/lib/i18n/messages/all";
import type { ExceptionDetail } from "./queries/get-exception";
import type { ExceptionType } from "./rules/types";

const letters: Partial<Record<ExceptionType, "address" | "payment" | "stock" | "duplicate" | "parcel" | "return">> = {
  address_undeliverable: "address",
  payment_late: "payment",
  payment_short: "payment",
  stock_short: "stock",
  duplicate_suspected: "duplicate",
  tracking_stalled: "parcel",
  delivery_failed: "parcel",
  return_overdue: "return",
};

export type Letter = { to: string | null; subject: string; body: string };

/** What to write to the customer of an exception, in the customer's language; null where asking helps nobody. */
export function letterFor(
  { type, order, contact, facts }: ExceptionDetail,
  shop: { name: string; locale: string },
): Letter | null {
  const letter = letters[type];
  if (!letter || !order || !contact) return null;
  // What is here waits for us, not for its buyer.
  if (type === "return_overdue" && facts.status === "received") return null;
  const locale = customerLocale(contact.locale, contact.country, shop);
  const t = createTranslator({ locale, messages: messagesByLocale[locale], namespace: "exceptions" });
  const lines = (facts.lines as { title: string; missing: number }[] | undefined) ?? [];
  const values = {
    order,
    name: contact.name,
    shop: shop.name,
    due: facts.dueMinor ? formatMoney(BigInt(String(facts.dueMinor)), String(facts.currency), locale) : "",
    items: new Intl.ListFormat(locale).format(lines.map(({ title, missing }) => `${missing} × ${title}`)),
    tracking: String(facts.tracking ?? ""),
    rma: String(facts.rma ?? ""),
  };
  return {
    to: contact.email,
    subject: t(`ask.${letter}.subject`, values),
    body: t(`ask.${letter}.body`, values),
  };
}

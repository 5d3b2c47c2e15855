import { createTranslator } from "next-intl";
import { formatMoney } from "@/lib/core/money";
import { formatLocale, type Locale } from "@/lib/i18n/locales";
import { messagesByLocale } from "@/lib/i18n/messages/all";
import type { BuyerMailKind } from "./rules/buyer-mail";

export type LetterFacts = {
  shop: { name: string; addressLines: readonly string[]; timeZone: string };
  name: string;
  order: string;
  rma: string;
  items: readonly { title: string; units: number }[];
  paidBy: string;
  /** Where the buyer follows the order. */
  link: string;
  /** What the mail was written down with. */
  told: Readonly<Record<string, string>>;
};

/** A mail to the buyer of a return, in the buyer's language. */
export function buyerLetter(
  kind: BuyerMailKind,
  { shop, items, told, ...facts }: LetterFacts,
  locale: Locale,
): { subject: string; text: string } {
  const t = createTranslator({ locale, messages: messagesByLocale[locale], namespace: "letters" });
  const day = (at: string) =>
    new Intl.DateTimeFormat(formatLocale(locale), {
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: shop.timeZone,
    }).format(new Date(at));
  const values = {
    ...{ name: facts.name, order: facts.order, rma: facts.rma, shop: shop.name },
    items: new Intl.ListFormat(locale).format(items.map(({ title, units }) => `${units} × ${title}`)),
    amount: told.amountMinor ? formatMoney(BigInt(told.amountMinor), told.currency ?? "", locale) : "",
    exchange: told.exchange ?? "",
  };
  const said = (key: "arrive" | "address" | "sending" | "note" | "follow", more: Record<string, string> = {}) =>
    t(key, { ...values, ...more } as never);
  const approved =
    kind === "return_approved"
      ? [
          said("address", { address: [shop.name, ...shop.addressLines].join("\n") }),
          ...(told.dueAt ? [said("arrive", { day: day(told.dueAt) })] : []),
          said("sending", { paidBy: facts.paidBy }),
        ]
      : [];
  const parts = [
    t("greeting", values),
    t(`${kind}.text`, values),
    ...approved,
    ...(told.note ? [said("note", { note: told.note })] : []),
    said("follow", { link: facts.link }),
    shop.name,
  ];
  return { subject: t(`${kind}.subject`, values), text: parts.join("\n\n") };
}

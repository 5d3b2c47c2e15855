import { getLocale, getTranslations } from "next-intl/server";
import { formatMoney } from "@/lib/core/money";
import { listFormat } from "@/lib/format/kept";
import type { CheckResult } from "@/lib/orders/rules/review";
import { isPrepaid } from "@/lib/orders/rules/stage";
import type { PaymentMethod } from "@/lib/orders/rules/state";

type Words = { title: string; short: string; detail: string };

/** A check of the review in words: what it asks, what failed, and the value it saw. */
export async function checkWords(): Promise<(found: CheckResult) => Words> {
  const [t, parts, methods, locale] = await Promise.all([
    getTranslations("review"),
    getTranslations("orders.part"),
    getTranslations("orders.method"),
    getLocale(),
  ]);
  const list = listFormat(locale);
  const money = (minor: unknown, currency: unknown) => formatMoney(BigInt(String(minor)), String(currency), locale);
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

  const detail = ({ check, facts, result }: CheckResult): string => {
    const ok = result === "pass";
    switch (check) {
      case "stock_short": {
        const short = (facts.short as { sku: string; needed: number; free: number }[] | undefined) ?? [];
        return short.length === 0 ? t("saw.stockOk") : list.format(short.map((line) => t("saw.stockLine", line)));
      }
      case "payment_missing":
        if (ok && !isPrepaid(facts.method as PaymentMethod)) {
          return t("saw.paidLater", { method: methods(facts.method as PaymentMethod) });
        }
        return t("saw.payment_missing", {
          paid: money(facts.paidMinor, facts.currency),
          total: money(facts.totalMinor, facts.currency),
        });
      case "unmapped_sku":
        return ok ? t("saw.unmappedOk") : list.format(texts(facts.skus));
      case "address_incomplete":
        return ok
          ? t("saw.addressOk", { address: String(facts.address ?? "") })
          : t("saw.address_incomplete", {
              missing: list.format(texts(facts.missing).map((part) => parts(part as "city"))),
            });
      case "phone_malformed":
        return String(facts.phone || t("saw.none"));
      case "email_malformed":
        return String(facts.email || t("saw.none"));
      case "amount_above_limit": {
        const total = money(facts.totalMinor, facts.currency);
        return facts.limitMinor === null
          ? t("saw.amountNoLimit", { total })
          : t("saw.amount_above_limit", { total, limit: money(facts.limitMinor, facts.currency) });
      }
      case "likely_duplicate":
        if (!ok)
          return t("saw.likely_duplicate", { orders: list.format(texts(facts.orders)), hours: Number(facts.hours) });
        return facts.nearest
          ? t("saw.duplicateNearest", { nearest: String(facts.nearest) })
          : t("saw.duplicateNone", { hours: Number(facts.hours) });
      case "price_below_cost":
        return ok ? t("saw.priceOk") : list.format(texts(facts.skus));
      case "made_to_order":
        return ok ? t("saw.madeOk") : list.format(texts(facts.skus));
      case "first_order":
        return t("saw.first_order", { count: Number(facts.earlierOrders ?? 0) });
      case "rule":
        return list.format(texts(facts.rules));
      default:
        return check satisfies never;
    }
  };
  return (found) => ({ title: t(`check.${found.check}`), short: t(`failed.${found.check}`), detail: detail(found) });
}

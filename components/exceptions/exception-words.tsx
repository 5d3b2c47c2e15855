import { getLocale, getTranslations } from "next-intl/server";
import { checkWords } from "@/components/orders/check-words";
import { isHoldType } from "@/components/orders/stage-badge";
import { reasonSentence } from "@/components/promotions/promotion-words";
import { deliveryReasons } from "@/lib/channels/word-reason";
import { formatMoney } from "@/lib/core/money";
import type { ExceptionType } from "@/lib/exceptions/rules/types";
import { countryNames, listFormat } from "@/lib/format/kept";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { ReviewCheck } from "@/lib/settings/rules/default-policy";
import type { ServiceObstacle } from "@/lib/shipping/rules/fits";
import { offerName } from "@/lib/shipping/rules/shipping";

type Worded = { type: ExceptionType; facts: Record<string, unknown> };
type Words = { title: string; detail: string };

/** An exception in words: what it is, and what it saw. */
export async function exceptionWords(): Promise<(exception: Worded) => Words> {
  const [t, orders, parcels, reports, promotions, mails, checks, reasons, obstacles, locale] = await Promise.all([
    getTranslations("exceptions"),
    getTranslations("orders"),
    getTranslations("fulfilment.status"),
    getTranslations("reports"),
    getTranslations("promotions"),
    getTranslations("letters"),
    checkWords(),
    deliveryReasons(),
    getTranslations("shipping.obstacle"),
    getLocale(),
  ]);
  const list = listFormat(locale);
  const countries = countryNames(locale);
  const serviceOf = ({ carrierName, carrierNameZh, name, nameZh }: Record<string, unknown>) =>
    offerName(locale, {
      carrier: { name: String(carrierName), nameZh: String(carrierNameZh) },
      service: { name: String(name), nameZh: String(nameZh) },
    });
  const money = (minor: unknown, currency: unknown) => formatMoney(BigInt(String(minor)), String(currency), locale);
  const channelOf = ({ channelName, channelNameZh }: Record<string, unknown>) =>
    nameIn(locale, { name: String(channelName), nameZh: String(channelNameZh ?? "") });
  const ofReview = (check: ReviewCheck, facts: Record<string, unknown>) =>
    checks({ check, result: "stop", facts }).detail;
  const parcel = (facts: Record<string, unknown>) => [facts.carrier, facts.tracking].filter(Boolean).join(" ");

  const detail = ({ type, facts }: Worded): string => {
    switch (type) {
      case "stock_short":
        return list.format(
          (facts.lines as { sku: string; title: string; missing: number }[]).map(({ sku, title, missing }) =>
            t("detail.stockLine", { sku: sku || title, missing }),
          ),
        );
      case "address_undeliverable": {
        const missing = (facts.missing as string[]).map((part) => orders(`part.${part as "city"}`));
        return list.format([
          ...(missing.length > 0 ? [t("detail.address", { missing: list.format(missing) })] : []),
          ...(facts.phone ? [t("detail.phone", { phone: String(facts.phone) })] : []),
        ]);
      }
      case "payment_late":
        return t("detail.payment_late", {
          due: money(facts.dueMinor, facts.currency),
          method: orders(`method.${facts.method as "card"}`),
        });
      case "payment_short":
        return t("detail.payment_short", {
          due: money(facts.dueMinor, facts.currency),
          total: money(facts.totalMinor, facts.currency),
        });
      case "payment_in_doubt":
        return t(facts.answered ? "detail.untaken" : "detail.unanswered", {
          provider: String(facts.provider),
          amount: money(facts.amountMinor, facts.currency),
        });
      case "refund_in_doubt":
        return t("detail.refund_in_doubt", {
          refund: String(facts.refund),
          amount: money(facts.amountMinor, facts.currency),
        });
      case "refund_failed":
        return t("detail.refund_failed", {
          refund: String(facts.refund),
          amount: money(facts.amountMinor, facts.currency),
          error: String(facts.error || "–"),
        });
      case "promise_in_danger":
        return t("detail.promise", {
          stage: orders(`stage.${facts.stage as "ready"}`),
          hours: Number(facts.hours),
        });
      case "hold_overdue": {
        const types = list.format(
          (facts.types as string[]).map((each) => (isHoldType(each) ? orders(`holdType.${each}`) : each)),
        );
        return facts.reason
          ? t("detail.hold", { types, reason: String(facts.reason) })
          : t("detail.holdBy", { types, by: String(facts.by) });
      }
      case "duplicate_suspected":
        return ofReview("likely_duplicate", facts);
      case "price_below_cost":
        return ofReview("price_below_cost", facts);
      case "unmapped_sku":
        return t("detail.unmapped_sku", {
          code: String(facts.code),
          channel: channelOf(facts),
          orders: Number(facts.orders),
        });
      case "import_refused":
        return facts.failed
          ? t("detail.importFailed", { file: String(facts.file) })
          : t("detail.refusedRows", { file: String(facts.file), refused: Number(facts.refused) });
      case "delivery_dead":
        return t("detail.delivery_dead", {
          channel: channelOf(facts),
          topic: String(facts.topic),
          error: reasons({ status: "dead", error: String(facts.error) }),
        });
      case "carrier_refused":
        return list.format([
          t("detail.service", { service: serviceOf(facts) }),
          ...(facts.why as ServiceObstacle[]).map((why) =>
            obstacles(why, {
              country: countries.of(String(facts.country)) ?? "",
              limit: Number(facts.mostGrams ?? 0) / 1000,
            }),
          ),
        ]);
      case "tracking_stalled":
      case "delivery_failed":
        return t("detail.tracking_stalled", { parcel: parcel(facts), status: parcels(facts.status as "failed") });
      case "mail_failed":
        if (facts.buyer !== undefined)
          return t("detail.mailToBuyer", {
            rma: String(facts.rma),
            what: mails(`short.${facts.buyer as "return_approved"}`),
          });
        return t("detail.mail_failed", {
          report: reports(`section.${facts.report as "sales"}`),
          person: String(facts.person),
          period: String(facts.period).replace("..", " – "),
        });
      case "webhook_dead":
        return t(facts.disabled ? "detail.webhookOff" : "detail.webhook_dead", {
          name: String(facts.name),
          dead: Number(facts.dead),
        });
      case "return_overdue":
        return t(facts.status === "received" ? "detail.returnHere" : "detail.returnAway", {
          rma: String(facts.rma),
          items: list.format(
            (facts.items as { code: string; units: number }[]).map(({ code, units }) =>
              t("detail.units", { code, units }),
            ),
          ),
        });
      case "coupon_unclaimed": {
        const currency = String(facts.currency);
        return list.format(
          (facts.coupons as { code: string; reason: string; limit: number | null; statedMinor: string | null }[]).map(
            ({ code, reason, limit, statedMinor }) =>
              t("detail.coupon_unclaimed", {
                code,
                why: reasonSentence(promotions, reason, { limit }, { currency, locale }),
                amount: statedMinor === null ? "none" : money(statedMinor, currency),
              }),
          ),
        );
      }
      case "raised":
        return String(facts.note);
      default:
        return type satisfies never;
    }
  };
  return (exception) => ({
    title: exception.type === "raised" ? String(exception.facts.title) : t(`type.${exception.type}`),
    detail: detail(exception),
  });
}

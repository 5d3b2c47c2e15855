import { getLocale, getTranslations } from "next-intl/server";
import { type ChangeFact, StatCard, StatGrid } from "@/components/ui/stat-card";
import { formatMoney } from "@/lib/core/money";
import { kept } from "@/lib/format/kept";
import { formatCapped, formatNumber, formatShare } from "@/lib/format/number";
import { cardCap } from "@/lib/home/cards";
import type { Today } from "@/lib/home/queries";
import { formatLocale } from "@/lib/i18n/locales";
import { changeBetween } from "@/lib/reports/rules/metrics";

const weekdayFormat = kept(
  (locale, timeZone: string) => new Intl.DateTimeFormat(locale, { weekday: "long", timeZone }),
);

type TodayFiguresProps = { today: Today; now: Date; timeZone: string; currency: string };

/** Today so far, each figure against the same weekday a week ago at the same time. */
export async function TodayFigures({ today, now, timeZone, currency }: TodayFiguresProps) {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  const weekday = weekdayFormat(formatLocale(locale), timeZone).format(now);
  const change = (after: bigint | number, before: bigint | number): ChangeFact | null => {
    const { share, direction } = changeBetween(after, before);
    if (share === null) return null;
    return {
      text: formatShare(Math.abs(share), locale),
      direction,
      good: direction === "flat" ? null : direction === "up",
    };
  };
  const versus = t("stat.versus", { weekday });
  // Against nothing there is no share to name, but the reader wants to know what it was measured against.
  const against = (after: bigint | number, before: bigint | number) =>
    BigInt(before) === 0n && BigInt(after) !== 0n ? (
      <span className="block text-text-3">{t("stat.new", { weekday })}</span>
    ) : null;
  const [first = { currency, now: "0", before: "0" }, ...others] = today.sales ?? [];
  const amounts = others
    .map((other) => `${formatMoney(BigInt(other.now), other.currency, locale)} ${other.currency}`)
    .join(", ");
  const { count, dueToday } = today.waitingToShip;
  return (
    <section aria-label={t("figures")} className="mt-4">
      <StatGrid>
        <StatCard
          label={t("stat.orders")}
          how={t("stat.ordersHow")}
          href="/orders?placed=today"
          figure={formatNumber(today.orders.now, locale)}
          change={change(today.orders.now, today.orders.before)}
          versus={versus}
          note={against(today.orders.now, today.orders.before)}
        />
        {today.sales ? (
          <StatCard
            label={t("stat.sales")}
            how={t("stat.salesHow")}
            href="/reports/sales?period=today"
            figure={formatMoney(BigInt(first.now), first.currency, locale)}
            change={change(BigInt(first.now), BigInt(first.before))}
            versus={versus}
            note={
              <>
                {against(BigInt(first.now), BigInt(first.before))}
                {others.length > 0 ? <span className="block text-text-3">{t("stat.also", { amounts })}</span> : null}
              </>
            }
          />
        ) : null}
        <StatCard
          label={t("stat.shipped")}
          how={t("stat.shippedHow")}
          figure={formatNumber(today.shipped.now, locale)}
          change={change(today.shipped.now, today.shipped.before)}
          versus={versus}
          note={against(today.shipped.now, today.shipped.before)}
        />
        <StatCard
          label={t("stat.toShip")}
          how={t("stat.toShipHow")}
          figure={formatCapped(count, cardCap, locale)}
          note={
            <span className={dueToday > 0 ? "font-semibold text-attention" : "text-text-3"}>
              {t("stat.dueToday", { count: dueToday, shown: formatCapped(dueToday, cardCap, locale) })}
            </span>
          }
        />
      </StatGrid>
    </section>
  );
}

import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { QueueCard } from "@/components/home/queue-card";
import { cardHref, queueLines } from "@/components/home/queue-lines";
import { PageHeader } from "@/components/list/page-header";
import { Money } from "@/components/ui/money";
import { type ChangeFact, StatCard, StatGrid } from "@/components/ui/stat-card";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { formatInstant } from "@/lib/core/dates";
import { formatCapped, formatNumber, formatShare } from "@/lib/format/number";
import type { Card } from "@/lib/home/cards";
import { cardCap } from "@/lib/home/cards";
import { getHome } from "@/lib/home/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

export default async function HomePage() {
  const { actor, shop, staff } = await requirePermission("home.read");
  const [t, roles, locale, now] = await Promise.all([
    getTranslations("home"),
    getTranslations("staff.roles"),
    getLocale(),
    getNow(),
  ]);
  const [home, linesOf] = await Promise.all([
    getHome(actor, { now, timeZone: shop.timeZone, currency: shop.currency, language: locale }),
    queueLines(now),
  ]);
  const { today } = home;
  const weekday = now.toLocaleDateString(locale, { weekday: "long", timeZone: shop.timeZone });
  const versus = t("versus", { weekday });
  const change = (at: number, before: number): ChangeFact | null =>
    before === 0
      ? null
      : {
          text: formatShare((at - before) / before, locale),
          direction: at > before ? "up" : at < before ? "down" : "flat",
          good: at === before ? null : at > before,
        };

  return (
    <>
      <PageHeader
        title={t("title")}
        subtitle={`${formatInstant(now, shop.timeZone, locale, "long_date")} · ${roles(staff.role)}`}
      />
      <div className="mb-4 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {home.order.map((key) => {
          const card = home.cards[key] as Card | undefined;
          if (!card) return null;
          return (
            <QueueCard
              key={key}
              name={key}
              href={cardHref[key]}
              count={card.count}
              cap={cardCap}
              oldest={card.oldest === null ? null : new Date(card.oldest)}
              now={now}
              locale={locale}
              lines={linesOf(key, card as never)}
            />
          );
        })}
      </div>
      <StatGrid>
        <StatCard
          label={t("figure.orders")}
          how={t("how.orders")}
          figure={formatNumber(today.orders.now, locale)}
          change={change(today.orders.now, today.orders.before)}
          versus={versus}
        />
        {(today.sales ?? []).map((sales) => (
          <StatCard
            key={sales.currency}
            label={t("figure.sales")}
            how={t("how.sales")}
            figure={<Money minor={sales.now} currency={sales.currency} />}
            change={change(Number(sales.now), Number(sales.before))}
            versus={versus}
            href={may(actor, "reports.read") ? `/reports/sales?period=today&currency=${sales.currency}` : undefined}
          />
        ))}
        <StatCard
          label={t("figure.shipped")}
          how={t("how.shipped")}
          figure={formatNumber(today.shipped.now, locale)}
          change={change(today.shipped.now, today.shipped.before)}
          versus={versus}
        />
        <StatCard
          label={t("figure.waiting")}
          how={t("how.waiting")}
          figure={formatCapped(today.waitingToShip.count, cardCap, locale)}
          note={
            today.waitingToShip.dueToday > 0 ? (
              <span className="font-semibold text-attention">
                {t("dueToday", { count: today.waitingToShip.dueToday })}
              </span>
            ) : null
          }
        />
      </StatGrid>
    </>
  );
}

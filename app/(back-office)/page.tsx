import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { cardLines } from "@/components/home/card-lines";
import { FirstSteps } from "@/components/home/first-steps";
import { TodayFigures } from "@/components/home/today-figures";
import { WorkCard, type WorkLine } from "@/components/home/work-card";
import { PageHeader } from "@/components/list/page-header";
import type { Tone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Duration } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { kept } from "@/lib/format/kept";
import { formatCapped } from "@/lib/format/number";
import { cardCap } from "@/lib/home/cards";
import { getFirstSteps } from "@/lib/home/first-steps";
import { getHome } from "@/lib/home/queries";
import type { CardKey } from "@/lib/home/rules/cards";
import { formatLocale } from "@/lib/i18n/locales";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

const looks: Record<CardKey, { href: string; tone: Tone }> = {
  exceptions: { href: "/exceptions", tone: "red" },
  review: { href: "/review", tone: "blue" },
  held: { href: "/orders?tab=held", tone: "red" },
  danger: { href: "/orders?sort=promised", tone: "amber" },
  ready: { href: "/fulfilment", tone: "blue" },
  packing: { href: "/fulfilment?tab=packing", tone: "violet" },
  payment: { href: "/orders?tab=awaiting_payment", tone: "grey" },
  refunds: { href: "/refunds", tone: "violet" },
  returnsAsked: { href: "/returns?tab=requested", tone: "blue" },
  returnsHere: { href: "/returns?tab=received", tone: "amber" },
  returnsDue: { href: "/returns?tab=refund", tone: "violet" },
  lowStock: { href: "/stock/warnings", tone: "amber" },
  unmapped: { href: "/review", tone: "amber" },
  imports: { href: "/imports", tone: "red" },
};

/** What waits for this person first, then how today goes. */
const longDay = kept(
  (locale, timeZone: string) =>
    new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone }),
);

export default async function HomePage() {
  const { actor, shop, staff } = await requirePermission("home.read");
  const [t, roles, locale, now] = await Promise.all([
    getTranslations("home"),
    getTranslations("staff.roles"),
    getLocale(),
    getNow(),
  ]);
  const { timeZone, currency } = shop;
  const [home, lines] = await Promise.all([
    getHome(actor, { now, timeZone, currency, language: locale }),
    cardLines(now),
  ]);
  const day = longDay(formatLocale(locale), timeZone).format(now);
  const waiting = home.order.filter((key) => (home.cards[key]?.count ?? 0) > 0);
  const quiet = home.order.filter((key) => !waiting.includes(key));
  // A shop without work may be a new one.
  const steps = waiting.length === 0 ? await getFirstSteps(actor) : null;
  const linesOf = <Key extends CardKey>(key: Key): WorkLine[] => (home.cards[key]?.rows ?? []).map(lines[key]);
  return (
    <>
      <PageHeader title={t("title")} subtitle={t("subtitle", { day, role: roles(staff.role) })} />
      <section aria-label={t("work")}>
        {waiting.length > 0 ? (
          <div className="grid items-stretch gap-4 md:grid-cols-2 xl:grid-cols-3">
            {waiting.map((key) => {
              const { count = 0, oldest = null } = home.cards[key] ?? {};
              return (
                <WorkCard
                  key={key}
                  title={t(`card.${key}`)}
                  {...looks[key]}
                  count={formatCapped(count, cardCap, locale)}
                  oldest={
                    oldest && new Date(oldest) < now
                      ? t.rich("oldest", {
                          duration: () => <Duration milliseconds={now.getTime() - new Date(oldest).getTime()} />,
                        })
                      : undefined
                  }
                  lines={linesOf(key)}
                />
              );
            })}
          </div>
        ) : steps ? (
          <FirstSteps steps={steps} />
        ) : (
          <div className="rounded-lg border border-border bg-surface">
            <EmptyState kind="nothing" title={t("allDone")} text={t("allDoneText")} />
          </div>
        )}
        {waiting.length > 0 && quiet.length > 0 ? (
          <p className="mt-3 text-sm text-text-3">
            {t("quiet", { cards: new Intl.ListFormat(locale).format(quiet.map((key) => t(`card.${key}`))) })}
          </p>
        ) : null}
      </section>
      <TodayFigures today={home.today} now={now} timeZone={timeZone} currency={currency} />
    </>
  );
}

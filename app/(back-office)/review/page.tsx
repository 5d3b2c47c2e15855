import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { OrderWatch } from "@/components/live/order-watch";
import { QueueNews } from "@/components/live/queue-news";
import { checkWords } from "@/components/orders/check-words";
import { DecisionBar } from "@/components/orders/decision-bar";
import { LinkItemButton } from "@/components/orders/link-item-button";
import { RecheckButton } from "@/components/orders/recheck-button";
import { HeldFlag, PaymentWord, StageBadge } from "@/components/orders/stage-badge";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardTable } from "@/components/ui/card";
import { Check, CheckList } from "@/components/ui/check-list";
import { cn } from "@/components/ui/class-name";
import { EmptyState } from "@/components/ui/empty-state";
import { AppLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Duration, Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { formatMoney, formatUnitPrice } from "@/lib/core/money";
import { formatCapped } from "@/lib/format/number";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { assigneesKnown, getOrderPage, type OrderPageData } from "@/lib/orders/queries/order-page";
import { getReviewQueue, type ReviewItem } from "@/lib/orders/queries/review-queue";
import { allowedActions } from "@/lib/orders/rules/allowed-actions";
import type { CheckResult } from "@/lib/orders/rules/review";
import { addressLine } from "@/lib/orders/rules/review";
import { paymentStatus } from "@/lib/orders/rules/stage";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("review"))("title") };
}

export default async function ReviewPage({ searchParams }: PageProps<"/review">) {
  const { actor, staff } = await requirePermission("orders.review");
  const [t, locale, now, query] = await Promise.all([getTranslations("review"), getLocale(), getNow(), searchParams]);
  const mine = query.mine === "1";
  const [queue, people, words] = await Promise.all([
    getReviewQueue(locale, mine ? staff.id : undefined),
    assigneesKnown(),
    checkWords(),
  ]);
  const chosen = Math.max(
    0,
    queue.items.findIndex((item) => item.number === query.order),
  );
  const selected = queue.items[chosen];
  const page = selected ? await getOrderPage(selected.number) : null;
  const allowed = page ? allowedActions(page.state, actor.permissions) : [];
  const href = (item: ReviewItem | undefined) => {
    const params = new URLSearchParams({ ...(mine ? { mine: "1" } : {}), ...(item ? { order: item.number } : {}) });
    return params.size > 0 ? `/review?${params}` : "/review";
  };

  return (
    <>
      <PageHeader
        title={t("title")}
        subtitle={
          <>
            {t("waiting", { count: queue.count })}
            {queue.oldest ? (
              <>
                ,{" "}
                {t.rich("oldest", {
                  duration: () => <Duration milliseconds={now.getTime() - (queue.oldest as Date).getTime()} />,
                })}
              </>
            ) : null}
          </>
        }
        actions={<ButtonLink href={mine ? "/review" : "/review?mine=1"}>{mine ? t("everyone") : t("mine")}</ButtonLink>}
      />
      {!selected || !page ? (
        <>
          <QueueNews numbers={[]} stages={["review"]} />
          <Card>
            <EmptyState kind="nothing" title={t("emptyTitle")} text={t("emptyText")} />
          </Card>
        </>
      ) : (
        <Messages namespaces={["orders", "review", "payments"]}>
          <QueueNews
            numbers={queue.items.map((item) => item.number)}
            stages={["review"]}
            counted={mine ? undefined : { name: "review", count: queue.count }}
          />
          <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(280px,330px)_minmax(0,1fr)]">
            <nav
              aria-label={t("title")}
              className="overflow-hidden overflow-y-auto rounded-lg border border-border bg-surface max-lg:max-h-60 lg:sticky lg:top-(--top-bar) lg:h-[calc(100dvh-150px)]"
            >
              <ul>
                {queue.items.map((item, index) => (
                  <li key={item.number}>
                    <AppLink
                      href={href(item)}
                      scroll={false}
                      aria-current={index === chosen ? "true" : undefined}
                      className={cn(
                        "-outline-offset-2 block border-border border-b px-4 py-2.5",
                        index === chosen ? "bg-selected" : "hover:bg-hover",
                      )}
                    >
                      <span className="flex items-baseline justify-between gap-2">
                        <span className="font-mono font-semibold text-sm">{item.number}</span>
                        <Money minor={item.totalMinor} currency={item.currency} />
                      </span>
                      <span className="block truncate text-sm text-text-2">
                        {item.customer || "–"} · {item.channel} · <Time at={item.placedAt} form="list" />
                      </span>
                      <span className="mt-1 flex flex-wrap gap-1.5">
                        {item.failed.map((check) => (
                          <Badge key={check.check} tone={check.result === "stop" ? "amber" : "grey"}>
                            {words(check).short}
                          </Badge>
                        ))}
                        {item.held ? <HeldFlag types={[]} /> : null}
                      </span>
                    </AppLink>
                  </li>
                ))}
              </ul>
            </nav>
            <ReviewedOrder
              page={page}
              locale={locale}
              bar={
                <OrderWatch key={selected.number} number={selected.number} version={page.state.version}>
                  <DecisionBar
                    key={selected.number}
                    number={selected.number}
                    version={page.state.version}
                    nextHref={href(queue.items[chosen + 1] ?? queue.items[0])}
                    previousHref={href(queue.items[chosen - 1] ?? queue.items[0])}
                    position={t("of", { at: chosen + 1, total: formatCapped(queue.count, 999, locale) })}
                    may={{
                      approve: allowed.includes("approve"),
                      release: allowed.includes("release"),
                      reject: allowed.includes("reject"),
                      hold: allowed.includes("hold"),
                      assign: allowed.includes("assign"),
                    }}
                    paid={
                      page.state.paidMinor > 0n ? formatMoney(page.state.paidMinor, page.state.currency, locale) : null
                    }
                    people={people}
                    assignee={page.assignee?.email ?? null}
                  />
                </OrderWatch>
              }
            />
          </div>
        </Messages>
      )}
    </>
  );
}

async function ReviewedOrder({ page, locale, bar }: { page: OrderPageData; locale: string; bar: React.ReactNode }) {
  const [t, orders, words] = await Promise.all([getTranslations("review"), getTranslations("orders"), checkWords()]);
  const { state, order, review, free, channel } = page;
  const checks = review?.checks ?? [];
  const passed = checks.filter((check) => check.result === "pass");
  const failed = [
    ...checks.filter((check) => check.result === "stop"),
    ...checks.filter((check) => check.result === "warn"),
  ];
  const row = (check: CheckResult) => (
    <Check
      key={check.check}
      outcome={check.result}
      title={check.result === "pass" ? words(check).title : words(check).short}
      detail={words(check).detail}
      action={check.result === "pass" ? undefined : <Fix check={check} page={page} />}
    />
  );
  return (
    <section
      aria-labelledby="reviewed"
      className="flex flex-col rounded-lg border border-border bg-surface lg:min-h-[calc(100dvh-150px)]"
    >
      <header className="flex flex-wrap items-center gap-2.5 border-border border-b px-4 py-2.5">
        <h2 id="reviewed" className="font-mono text-base">
          <AppLink href={`/orders/${state.number}`} className="hover:underline">
            {state.number}
          </AppLink>
        </h2>
        <StageBadge stage={state.stage} />
        <RecheckButton number={state.number} label={t("recheck")} />
        {state.held ? <HeldFlag types={state.holds.map((hold) => hold.type)} /> : null}
        <span className="basis-full text-sm text-text-2">
          {order.contactName} · {order.shipTo ? addressLine(order.shipTo) : ""} · {nameIn(locale, channel)} ·{" "}
          <Money minor={state.totalMinor} currency={state.currency} /> <PaymentWord status={paymentStatus(state)} />
        </span>
      </header>
      <div className="px-4 py-1.5">
        {checks.length === 0 ? <p className="py-3 text-text-2">{t("notRun")}</p> : null}
        <CheckList>{failed.map(row)}</CheckList>
        {passed.length > 0 ? (
          <details open={failed.length === 0} className="py-2">
            <summary className="cursor-pointer text-sm text-text-2">{t("passed", { count: passed.length })}</summary>
            <CheckList>{passed.map(row)}</CheckList>
          </details>
        ) : null}
      </div>
      {order.buyerMessage ? (
        <p className="border-border border-t px-4 py-2 text-sm text-text-2">
          {orders("notes.buyer", { text: order.buyerMessage })}
        </p>
      ) : null}
      <CardTable className="flex-1">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-border border-y text-text-3 text-xs">
              <th scope="col" className="px-4 py-2 text-start font-medium">
                {t("item")}
              </th>
              <th scope="col" className="whitespace-nowrap px-3 py-2 text-end font-medium">
                {t("quantity")}
              </th>
              <th scope="col" className="px-3 py-2 text-end font-medium max-sm:hidden">
                {t("price")}
              </th>
              <th scope="col" className="px-3 py-2 text-end font-medium">
                {t("lineTotal")}
              </th>
              <th scope="col" className="px-4 py-2 text-start font-medium">
                {t("freeStock")}
              </th>
            </tr>
          </thead>
          <tbody>
            {state.lines.slice(0, 200).map((line) => (
              <tr key={line.id} className="h-9 border-border border-b last:border-b-0">
                <td className="px-4 py-1.5">
                  {line.title} <span className="font-mono text-text-3 text-xs">{line.sku}</span>
                </td>
                <td className="numerals px-3 text-end">{line.ordered}</td>
                <td className="numerals whitespace-nowrap px-3 text-end max-sm:hidden">
                  {formatUnitPrice(line.unitPrice, state.currency, locale)}
                </td>
                <td className="numerals whitespace-nowrap px-3 text-end">
                  <Money minor={line.totalMinor} currency={state.currency} />
                </td>
                <td className="px-4">
                  <FreeStock
                    needed={line.ordered - line.cancelled - line.reserved}
                    free={line.variantId ? (free.get(line.variantId) ?? []) : []}
                    none={t("noStock")}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </CardTable>
      {bar}
    </section>
  );
}

function FreeStock({ needed, free, none }: { needed: number; free: { code: string; free: number }[]; none: string }) {
  if (free.length === 0) return <span className="text-danger">{none}</span>;
  return (
    <span className="flex flex-wrap gap-x-2">
      {free.map(({ code, free: units }) => (
        <span key={code} className={cn("whitespace-nowrap", units < needed && "font-semibold text-danger")}>
          {code} {units}
        </span>
      ))}
    </span>
  );
}

async function Fix({ check, page }: { check: CheckResult; page: OrderPageData }) {
  const t = await getTranslations("review.fix");
  const small = (href: string, label: string) => (
    <ButtonLink href={href} size="sm">
      {label}
    </ButtonLink>
  );
  switch (check.check) {
    case "unmapped_sku":
      return (check.facts.skus as string[])
        .slice(0, 3)
        .map((sku) => <LinkItemButton key={sku} channel={page.channel.code} externalSku={sku} />);
    case "stock_short": {
      const [first] = (check.facts.short as { sku: string }[] | undefined) ?? [];
      return first ? small(`/stock/${encodeURIComponent(first.sku)}`, t("stock")) : null;
    }
    case "likely_duplicate": {
      const [first] = (check.facts.orders as string[] | undefined) ?? [];
      return first ? small(`/orders/${first}`, t("duplicate")) : null;
    }
    case "payment_missing":
      return small(`/orders/${page.state.number}`, t("payment"));
    case "address_incomplete":
    case "phone_malformed":
    case "email_malformed":
      return small(`/orders/${page.state.number}?do=edit`, t("edit"));
    default:
      return null;
  }
}

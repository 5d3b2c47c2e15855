import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { AboutLink } from "@/components/exceptions/about-link";
import { curesOf } from "@/components/exceptions/cure";
import { CureButton } from "@/components/exceptions/cure-button";
import { ExceptionBar } from "@/components/exceptions/exception-actions";
import { ExceptionNews } from "@/components/exceptions/exception-news";
import { ExceptionPeek } from "@/components/exceptions/exception-peek";
import { exceptionWords } from "@/components/exceptions/exception-words";
import { FiguresHead } from "@/components/exceptions/figures-head";
import { RaiseButton } from "@/components/exceptions/raise-button";
import { SeverityBadge } from "@/components/exceptions/severity-badge";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { ListSelection, SelectionBar } from "@/components/list/selection";
import { StageTabs } from "@/components/list/stage-tabs";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { type Actor, may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { exceptionList } from "@/lib/exceptions/list-spec";
import { getExceptionFigures } from "@/lib/exceptions/queries/figures";
import { type ExceptionDetail, getException } from "@/lib/exceptions/queries/get-exception";
import { type ExceptionRow, listExceptions } from "@/lib/exceptions/queries/list-exceptions";
import { exceptionSeverities } from "@/lib/exceptions/rules/types";
import { formatNumber } from "@/lib/format/number";
import { navCountCap } from "@/lib/home/queries";
import { Messages } from "@/lib/i18n/messages-provider";
import { hasFilters, type ListState, listHref, readList } from "@/lib/list/params";
import { getOrderPage, listAssignees } from "@/lib/orders/queries/order-page";
import { getOrderMoney } from "@/lib/payments/queries/order-money";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exceptions"))("title") };
}

export default async function ExceptionsPage({ searchParams }: PageProps<"/exceptions">) {
  const { actor, shop, staff } = await requirePermission("exceptions.read");
  const state = readList(exceptionList, await searchParams);
  const [t, locale, now] = await Promise.all([getTranslations("exceptions"), getLocale(), getNow()]);
  const works = may(actor, "exceptions.work");
  const [page, figures, people, peeked] = await Promise.all([
    listExceptions(actor, state, { now }),
    getExceptionFigures(actor),
    works ? listAssignees() : [],
    /^\d{1,9}$/.test(state.peek) ? getException(actor, Number(state.peek)) : null,
  ]);
  const counts: Record<string, number | undefined> = { open: figures.open, snoozed: figures.snoozed };
  const peekHref = (row: ExceptionRow) => listHref(exceptionList, state, { peek: String(row.number) });
  const narrowed = hasFilters(state);
  return (
    <>
      <PageHeader title={t("title")} subtitle={t("intro")} actions={works ? <RaiseHere /> : undefined} />
      <FiguresHead figures={figures} />
      <StageTabs
        label={t("tabsLabel")}
        tabs={exceptionList.tabs.map((tab) => ({
          key: tab,
          label: t(`tab.${tab}`),
          count: counts[tab] ? formatNumber(counts[tab], locale) : undefined,
          href: listHref(exceptionList, state, { tab }),
          active: state.tab === tab,
        }))}
      />
      <Messages namespaces={["exceptions", "payments", "orders", "review"]}>
        <ListSelection>
          <SelectionBar
            idle={
              <FilterBar
                spec={exceptionList}
                state={state}
                search={{ label: t("searchLabel"), placeholder: t("searchPlaceholder") }}
                filters={[
                  {
                    name: "type",
                    label: t("filter.type"),
                    pinned: true,
                    options: figures.byType.map(({ type, open }) => ({
                      value: type,
                      label: `${t(`type.${type}`)} (${formatNumber(open, locale)})`,
                    })),
                  },
                  {
                    name: "owner",
                    label: t("filter.owner"),
                    pinned: true,
                    options: [
                      { value: "me", label: t("filter.me") },
                      { value: "none", label: t("filter.none") },
                      ...people.map(({ name, email }) => ({ value: email, label: name })),
                    ],
                  },
                  {
                    name: "severity",
                    label: t("filter.severity"),
                    pinned: true,
                    options: exceptionSeverities.map((value) => ({ value, label: t(`severity.${value}`) })),
                  },
                  { name: "overdue", label: t("filter.overdue"), pinned: true },
                ]}
              />
            }
          >
            <ExceptionBar people={people} me={staff.email} snoozed={state.tab === "snoozed"} />
          </SelectionBar>
          <ExceptionNews count={Math.min(figures.open, navCountCap)} />
          <DataTable
            label={t("title")}
            rows={page.rows}
            columns={await columns(actor, state, now)}
            rowKey={(row) => String(row.number)}
            rowHref={peekHref}
            rowLabel={(row) => `EX-${row.number}`}
            peeks
            rowTone={(row) => (row.closedAt === null && new Date(row.dueAt) < now ? "danger" : undefined)}
            selectable={works && state.tab !== "closed"}
            spec={exceptionList}
            state={state}
            density="comfortable"
            empty={<Nothing state={state} narrowed={narrowed} />}
          />
        </ListSelection>
        <Pager
          spec={exceptionList}
          state={state}
          newer={page.newer}
          older={page.older}
          shown={page.rows.length}
          hints={<KeyHints peek select />}
        />
        {peeked ? (
          <ExceptionPeek
            exception={peeked}
            actor={actor}
            shop={shop}
            me={staff.email}
            now={now}
            people={people}
            money={await moneyOf(peeked, actor)}
            closeHref={listHref(exceptionList, state, { peek: "" })}
          />
        ) : null}
      </Messages>
    </>
  );
}

function RaiseHere() {
  return (
    <Messages namespaces={["exceptions"]}>
      <RaiseButton />
    </Messages>
  );
}

async function Nothing({ state, narrowed }: { state: ListState; narrowed: boolean }) {
  const t = await getTranslations("exceptions.empty");
  if (narrowed) {
    return (
      <EmptyState
        kind="no-match"
        title={t("noMatch")}
        action={<ButtonLink href={listHref(exceptionList, state, { q: "", filters: {} })}>{t("clear")}</ButtonLink>}
      />
    );
  }
  if (state.tab === "open") return <EmptyState kind="nothing" title={t("title")} text={t("text")} />;
  return <EmptyState kind="nothing" title={t(state.tab === "snoozed" ? "snoozed" : "closed")} />;
}

/** The money of an order that owes some, for whoever may record what came in. */
async function moneyOf({ type, order, stage, closedAt }: ExceptionDetail, actor: Actor) {
  const unpaid = type === "promise_in_danger" && stage === "awaiting_payment";
  const owes = unpaid || type === "payment_late" || type === "payment_short";
  if (!owes || !order || closedAt !== null || !may(actor, "payments.record")) return null;
  const page = await getOrderPage(order, (found, reader) => getOrderMoney(found, actor, reader));
  return page?.also ?? null;
}

async function columns(actor: Actor, state: ListState, now: Date): Promise<Column<ExceptionRow>[]> {
  const [t, words] = await Promise.all([getTranslations("exceptions"), exceptionWords()]);
  const closed = state.tab === "closed";
  const can = (permission: Parameters<typeof may>[1]) => may(actor, permission);
  return [
    {
      key: "what",
      header: t("column.what"),
      phone: "title",
      cell: (row) => words(row).title,
    },
    {
      key: "severity",
      header: t("filter.severity"),
      phone: "aside",
      cell: (row) => <SeverityBadge severity={row.severity} />,
    },
    { key: "about", header: t("column.about"), cell: (row) => <AboutLink row={row} /> },
    {
      key: "detail",
      header: t("peek.facts"),
      grow: true,
      muted: true,
      cell: (row) => words(row).detail,
    },
    {
      key: "since",
      header: t("column.since"),
      sort: closed ? undefined : "since",
      muted: true,
      phone: "hide",
      hideBelow: "md",
      cell: (row) => <Time at={row.since} form="relative" />,
    },
    closed
      ? {
          key: "closed",
          header: t("column.closed"),
          cell: (row) => (
            <>
              <Time at={row.closedAt as string} form="list" />{" "}
              <span className="text-text-3">{row.closedBecause ? t(`outcome.${row.closedBecause}`) : ""}</span>
            </>
          ),
        }
      : {
          key: "due",
          header: t("column.due"),
          sort: "due",
          phoneLabel: true,
          cell: (row) => (
            <Time
              at={row.dueAt}
              form="relative"
              className={new Date(row.dueAt) < now ? "font-semibold text-danger" : undefined}
            />
          ),
        },
    {
      key: "owner",
      header: t("column.owner"),
      muted: true,
      hideBelow: "lg",
      ellipsis: 120,
      cell: (row) => row.owner?.name ?? <span className="text-text-3">{t("nobody")}</span>,
    },
    ...(closed
      ? []
      : [
          {
            key: "fix",
            header: t("column.fix"),
            align: "end" as const,
            cell: (row: ExceptionRow) => {
              const [cure] = curesOf(row, can, listHref(exceptionList, state, { peek: String(row.number) }));
              return cure ? <CureButton number={row.number} cure={cure} /> : null;
            },
          },
        ]),
  ];
}

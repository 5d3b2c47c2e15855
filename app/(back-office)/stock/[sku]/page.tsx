import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { AdjustDialog } from "@/components/stock/adjust-dialog";
import { ClaimsCard } from "@/components/stock/claims-card";
import { LevelCard } from "@/components/stock/level-card";
import { movementColumns, movementReasons } from "@/components/stock/movement-columns";
import { PointDialog } from "@/components/stock/point-dialog";
import { WarningAdvice, WarningWhy } from "@/components/stock/warning-text";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatCard } from "@/components/ui/stat-card";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { formatMoney, formatUnitPrice, lineAmount } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import { Messages } from "@/lib/i18n/messages-provider";
import { movementList } from "@/lib/inventory/list-spec";
import { getStockItem } from "@/lib/inventory/queries/get-stock-item";
import { listStockChoices } from "@/lib/inventory/queries/list-choices";
import { listMovements } from "@/lib/inventory/queries/list-movements";
import { coverDays, daysOfCover } from "@/lib/inventory/rules/stock-warning";
import { hasFilters, readList } from "@/lib/list/params";
import { adjustAction, setBinAction, setReorderPointAction } from "../actions";

export async function generateMetadata({ params }: PageProps<"/stock/[sku]">): Promise<Metadata> {
  return { title: decodeURIComponent((await params).sku) };
}

export default async function StockItemPage({ params, searchParams }: PageProps<"/stock/[sku]">) {
  const { actor, shop } = await requirePermission("stock.read");
  const [t, locale, now] = await Promise.all([getTranslations("stock"), getLocale(), getNow()]);
  const sku = decodeURIComponent((await params).sku);
  const item = await getStockItem(actor, sku, { language: locale, today: businessDay(now, shop.timeZone) });
  if (!item) notFound();
  const spec = { ...movementList, path: `/stock/${encodeURIComponent(item.sku)}` };
  const state = readList(spec, await searchParams);
  const place = item.levels.find(({ code }) => code === state.filters.location?.[0]);
  const reads = { orders: may(actor, "orders.read"), imports: may(actor, "imports.read") };
  const [movements, columns, choices] = await Promise.all([
    listMovements(actor, item.id, state),
    movementColumns(reads),
    may(actor, "stock.adjust") ? listStockChoices(actor, locale) : null,
  ]);
  const cover = daysOfCover(item.free, item.soldRecently);
  const levelAt = (code: string) => item.levels.find((level) => level.code === code);
  const onHand = place?.onHand ?? item.onHand;

  return (
    <>
      <PageHeader
        title={item.sku}
        mono
        back={{ href: "/stock", label: t("item.back") }}
        badge={
          item.active ? (
            item.madeToOrder ? (
              <Badge tone="violet">{t("item.madeToOrder")}</Badge>
            ) : null
          ) : (
            <Badge tone="grey">{t("item.inactive")}</Badge>
          )
        }
        subtitle={[item.title, item.option].filter(Boolean).join(" · ")}
        actions={
          <Messages namespaces={["stock"]}>
            <ButtonLink href={`/products/${encodeURIComponent(item.sku)}`}>{t("action.product")}</ButtonLink>
            {may(actor, "catalogue.edit") ? (
              <PointDialog
                action={setReorderPointAction}
                sku={item.sku}
                point={item.reorderPoint}
                quantity={item.reorderQuantity}
              />
            ) : null}
            {choices ? (
              <AdjustDialog
                action={adjustAction}
                sku={item.sku}
                place={place?.code ?? item.levels[0]?.code}
                places={choices.places.map(({ value, label }) => ({
                  value,
                  label,
                  onHand: levelAt(value)?.onHand ?? 0,
                  available: levelAt(value)?.available ?? 0,
                }))}
              />
            ) : null}
          </Messages>
        }
      />
      {item.warning ? (
        <Alert
          tone={item.warning.kind === "below_point" ? "attention" : "danger"}
          className="mb-4"
          title={<WarningWhy facts={item} warning={item.warning} orders={item.waitingCount} />}
        >
          {item.warning.toOrder > 0 ? (
            <>
              {t("warnings.order")}: <strong>{t("warnings.orderUnits", { units: item.warning.toOrder })}</strong> ·{" "}
              <WarningAdvice warning={item.warning} atLeast={item.reorderQuantity} />
            </>
          ) : (
            t("warnings.orderNothing")
          )}
        </Alert>
      ) : null}
      <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
        <StatCard
          label={t("item.free")}
          figure={formatNumber(item.free, locale)}
          note={
            <span className="text-text-3">
              {item.reorderPoint === null ? t("item.reorderNone") : t("item.reorderAt", { point: item.reorderPoint })}
            </span>
          }
        />
        <StatCard
          label={t("item.waiting")}
          figure={formatNumber(item.waiting, locale)}
          note={<span className="text-text-3">{t("warnings.orders", { count: item.waitingCount })}</span>}
        />
        <StatCard
          label={t("item.sold")}
          figure={formatNumber(item.soldRecently, locale)}
          note={
            <span className="text-text-3">
              {t("item.perDay", { rate: formatNumber(dailyRate(item.soldRecently), locale) })}
              {cover === null ? null : ` · ${t("item.cover")} ${t("cover", { days: cover })}`}
            </span>
          }
        />
        <StatCard
          label={t("item.value")}
          figure={
            item.unitCost === null
              ? "–"
              : formatMoney(lineAmount(item.unitCost, item.onHand, shop.currency), shop.currency, locale)
          }
          note={
            item.unitCost === null ? undefined : (
              <span className="text-text-3">
                {formatNumber(item.onHand, locale)} × {formatUnitPrice(item.unitCost, shop.currency, locale)}
              </span>
            )
          }
        />
      </div>
      <div className="mb-6 grid gap-4 lg:grid-cols-2">
        <div className="lg:col-span-2">
          <Messages namespaces={["stock"]}>
            <LevelCard item={item} setBin={may(actor, "stock.adjust") ? setBinAction : undefined} />
          </Messages>
        </div>
        <ClaimsCard kind="holding" claims={item.holding} count={item.holdingCount} linked={reads.orders} />
        <ClaimsCard kind="waiting" claims={item.waitingOrders} count={item.waitingCount} linked={reads.orders} />
      </div>
      <h2 className="mb-2 font-semibold text-lg">
        {t("item.why", { count: onHand })}{" "}
        <span className="font-normal text-sm text-text-3">
          {place ? t("item.whyAt", { code: place.code }) : null} {t("item.whyHint")}
        </span>
      </h2>
      <FilterBar
        spec={spec}
        state={state}
        filters={[
          {
            name: "location",
            label: t("filter.location"),
            options: item.levels.map(({ code, name }) => ({ value: code, label: name })),
            pinned: true,
          },
          {
            name: "reason",
            label: t("filter.reason"),
            options: movementReasons.map((value) => ({ value, label: t(`movement.${value as "count"}`) })),
            pinned: true,
          },
        ]}
      />
      <DataTable
        label={t("item.movements")}
        rows={movements.rows}
        columns={columns}
        rowKey={(row) => row.id}
        spec={spec}
        state={state}
        empty={
          <EmptyState
            kind={hasFilters(state) ? "no-match" : "nothing"}
            title={hasFilters(state) ? t("empty.noMatch") : t("item.noMovements")}
          />
        }
      />
      <Pager
        spec={spec}
        state={state}
        newer={movements.newer}
        older={movements.older}
        shown={movements.rows.length}
        hints={<KeyHints />}
      />
    </>
  );
}

/** Sold a day, as finely as a slow item needs to be more than nothing. */
function dailyRate(sold: number): number {
  const rate = sold / coverDays;
  return rate < 0.1 ? Math.round(rate * 100) / 100 : Math.round(rate * 10) / 10;
}

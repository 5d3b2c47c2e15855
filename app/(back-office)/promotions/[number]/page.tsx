import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { StageTabs } from "@/components/list/stage-tabs";
import { AddCoupons, EditCoupon } from "@/components/promotions/coupon-forms";
import { FiguresCard } from "@/components/promotions/figures-card";
import { PromotionBadge } from "@/components/promotions/promotion-badge";
import { sentenceOf } from "@/components/promotions/sentence-of";
import { StatusButton } from "@/components/promotions/status-button";
import { VersionsCard } from "@/components/promotions/versions-card";
import { Badge } from "@/components/ui/badge";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { SkeletonCard } from "@/components/ui/skeleton";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { type ListState, listHref, readList } from "@/lib/list/params";
import { couponList, couponTabs } from "@/lib/promotions/list-spec";
import {
  type CouponRow,
  listCoupons,
  type PromotionPage,
  promotionChoices,
} from "@/lib/promotions/queries/promotion-page";
import { findPromotion } from "../find-promotion";

type Props = PageProps<"/promotions/[number]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { number }] = await Promise.all([getTranslations("promotions"), params]);
  return { title: `${t("one")} ${number}` };
}

/** One promotion: what it says, what it gave, and its coupons. */
export default async function PromotionDetailPage({ params, searchParams }: Props) {
  const { actor, shop } = await requirePermission("promotions.read");
  const [{ number: text }, query, now, locale] = await Promise.all([params, searchParams, getNow(), getLocale()]);
  const [promotion, choices] = await Promise.all([findPromotion(actor, text, now), promotionChoices(locale)]);
  const says = await sentenceOf(shop.timeZone, choices.channels);
  const mayChange = may(actor, "promotions.manage");
  return (
    <Messages namespaces={["promotions"]}>
      <Header promotion={promotion} mayChange={mayChange} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(280px,1fr)]">
        <div className="grid min-w-0 gap-4">
          <Card aria-labelledby="says">
            <CardHeader id="says" title={await one("form.says")} />
            <CardBody>
              <p>{says(promotion.terms)}</p>
            </CardBody>
          </Card>
          {promotion.terms.byCoupon ? (
            <Coupons promotion={promotion} query={query} actor={actor} mayChange={mayChange} />
          ) : null}
        </div>
        <div className="grid min-w-0 gap-4">
          <Suspense fallback={<SkeletonCard lines={4} />}>
            <FiguresCard number={promotion.number} id={promotion.id} actor={actor} />
          </Suspense>
          <VersionsCard versions={promotion.versions} says={says} />
        </div>
      </div>
    </Messages>
  );
}

async function one(key: "form.says") {
  return (await getTranslations("promotions"))(key);
}

async function Header({ promotion, mayChange }: { promotion: PromotionPage; mayChange: boolean }) {
  const t = await getTranslations("promotions");
  const { number, name, status, state } = promotion;
  return (
    <PageHeader
      title={name}
      back={{ href: "/promotions", label: t("title") }}
      badge={<PromotionBadge state={state} />}
      actions={
        mayChange ? (
          <>
            <ButtonLink href={`/promotions/${number}/edit`}>{t("edit")}</ButtonLink>
            {status === "active" ? <StatusButton number={number} now={status} to="paused" /> : null}
            {status === "ended" ? null : <StatusButton number={number} now={status} to="ended" />}
            {status === "active" ? null : <StatusButton number={number} now={status} to="active" />}
          </>
        ) : null
      }
    />
  );
}

type CouponsProps = {
  promotion: PromotionPage;
  query: Awaited<Props["searchParams"]>;
  actor: Parameters<typeof listCoupons>[0];
  mayChange: boolean;
};

async function Coupons({ promotion, query, actor, mayChange }: CouponsProps) {
  const spec = couponList(promotion.number);
  const state = readList(spec, query);
  const [t, page] = await Promise.all([getTranslations("promotions"), listCoupons(actor, promotion.id, state)]);
  return (
    <section aria-labelledby="coupons" className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 id="coupons" className="me-auto font-semibold text-base">
          {t("coupons")}
        </h2>
        {mayChange ? (
          <>
            {promotion.coupons > 0 ? (
              <a href={`/promotions/${promotion.number}/codes`} download className={buttonClass({ size: "sm" })}>
                {t("coupon.export")}
              </a>
            ) : null}
            <AddCoupons number={promotion.number} />
          </>
        ) : null}
      </div>
      <StageTabs
        label={t("coupons")}
        tabs={couponTabs.map((tab) => ({
          key: tab,
          label: t(`coupon.tab.${tab}`),
          href: listHref(spec, state, { tab }),
          active: state.tab === tab,
        }))}
      />
      <FilterBar
        spec={spec}
        state={state}
        search={{ label: t("coupon.search"), placeholder: t("coupon.search") }}
        filters={[]}
      />
      <DataTable
        label={t("coupons")}
        rows={page.rows}
        columns={await couponColumns(mayChange)}
        rowKey={({ code }) => code}
        rowLabel={({ code }) => code}
        empty={<NoCoupons state={state} />}
      />
      <Pager
        spec={spec}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints />}
      />
    </section>
  );
}

async function NoCoupons({ state }: { state: ListState }) {
  const t = await getTranslations("promotions.coupon");
  const all = state.q === "" && (state.tab === "all" || state.tab === "");
  return all ? (
    <EmptyState kind="nothing" title={t("empty")} text={t("emptyText")} />
  ) : (
    <EmptyState kind="no-match" title={t("noMatch")} />
  );
}

async function couponColumns(mayChange: boolean): Promise<Column<CouponRow>[]> {
  const t = await getTranslations("promotions.coupon");
  return [
    {
      key: "code",
      header: t("code"),
      phone: "title",
      grow: true,
      cell: ({ code, active }) => (
        <span className="inline-flex items-center gap-2">
          <MonoId value={code} copy />
          {active ? null : <Badge>{t("off")}</Badge>}
        </span>
      ),
    },
    {
      key: "used",
      header: t("used"),
      align: "end",
      phone: "aside",
      cell: ({ code, used, limitTotal }) => {
        const text = limitTotal === null ? `${used}` : t("usedOf", { used, limit: limitTotal });
        return used === 0 ? text : <TextLink href={`/orders?coupon=${encodeURIComponent(code)}`}>{text}</TextLink>;
      },
    },
    {
      key: "customer",
      header: t("perCustomer"),
      phone: "hide",
      align: "end",
      cell: ({ limitPerCustomer }) => limitPerCustomer ?? t("noLimit"),
    },
    ...(mayChange
      ? [
          {
            key: "actions",
            header: t("actions"),
            align: "end" as const,
            cell: (coupon: CouponRow) => <EditCoupon coupon={coupon} />,
          },
        ]
      : []),
  ];
}

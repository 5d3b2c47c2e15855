import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Quantity } from "@/components/ui/quantity";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { customerList } from "@/lib/customers/list-spec";
import { type CustomerListRow, listCustomers } from "@/lib/customers/queries/list-customers";
import { hasFilters, listHref, readList } from "@/lib/list/params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

export default async function CustomersPage({ searchParams }: PageProps<"/customers">) {
  const { actor } = await requirePermission("customers.read");
  const state = readList(customerList, await searchParams);
  const [t, page] = await Promise.all([getTranslations("customers"), listCustomers(actor, state)]);
  const mayCreate = may(actor, "customers.edit");
  const create = (
    <ButtonLink href="/customers/new" variant="primary">
      <Plus aria-hidden />
      {t("new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={mayCreate ? create : null} />
      <FilterBar
        spec={customerList}
        state={state}
        search={{ label: t("searchLabel"), placeholder: t("searchPlaceholder") }}
        filters={[{ name: "tag", label: t("filter.tag"), pinned: true }]}
      />
      <DataTable
        label={t("title")}
        rows={page.rows}
        columns={await columns()}
        rowKey={(row) => row.number}
        rowHref={(row) => `/customers/${row.number}`}
        rowLabel={(row) => row.name || row.number}
        spec={customerList}
        state={state}
        empty={
          hasFilters(state) ? (
            <EmptyState
              kind="no-match"
              title={t("empty.noMatch")}
              text={t("empty.noMatchText")}
              action={
                <ButtonLink href={listHref(customerList, state, { q: "", filters: {} })}>{t("empty.clear")}</ButtonLink>
              }
            />
          ) : (
            <EmptyState
              kind="nothing"
              title={t("empty.title")}
              text={t("empty.text")}
              action={mayCreate ? create : undefined}
            />
          )
        }
      />
      <Pager
        spec={customerList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints />}
      />
    </>
  );
}

async function columns(): Promise<Column<CustomerListRow>[]> {
  const t = await getTranslations("customers");
  return [
    {
      key: "name",
      header: t("column.name"),
      phone: "title",
      ellipsis: 320,
      cell: (row) => (
        <>
          <span className="font-semibold">{row.name || row.company || t("nameless")}</span>
          {row.name && row.company ? <span className="text-text-3"> {row.company}</span> : null}{" "}
          <span className="font-mono text-text-3 text-xs">{row.number}</span>
        </>
      ),
    },
    {
      key: "contact",
      header: t("column.contact"),
      muted: true,
      ellipsis: 300,
      cell: (row) => [row.phone, row.email].filter(Boolean).join(" · ") || "–",
    },
    { key: "place", header: t("column.place"), muted: true, hideBelow: "md", cell: (row) => row.place || "–" },
    { key: "tags", header: t("column.tags"), muted: true, hideBelow: "lg", cell: (row) => row.tags.join(", ") },
    {
      key: "orders",
      header: t("column.orders"),
      align: "end",
      phone: "aside",
      cell: (row) => (row.orders >= 100 ? t("more", { count: 100 }) : <Quantity value={row.orders} />),
    },
    {
      key: "lastOrder",
      header: t("column.lastOrder"),
      muted: true,
      align: "end",
      hideBelow: "md",
      cell: (row) => (row.lastOrderAt ? <Time at={row.lastOrderAt} form="day" /> : "–"),
    },
    {
      key: "since",
      header: t("column.since"),
      muted: true,
      align: "end",
      hideBelow: "lg",
      phone: "hide",
      cell: (row) => <Time at={row.createdAt} form="day" />,
    },
  ];
}

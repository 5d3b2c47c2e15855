import { getLocale, getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { HeldFlag, PaymentWord, StageBadge } from "@/components/orders/stage-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { Time } from "@/components/ui/time";
import type { CustomerOrder } from "@/lib/customers/queries/customer-profile";
import { nameIn } from "@/lib/i18n/rules/languages";

/** A customer's orders, the newest first. */
export async function CustomerOrders({ rows }: { rows: CustomerOrder[] }) {
  const [t, locale] = await Promise.all([getTranslations("customers"), getLocale()]);
  const columns: Column<CustomerOrder>[] = [
    {
      key: "order",
      header: t("orders.order"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.number}</span>,
    },
    {
      key: "placed",
      header: t("orders.placed"),
      muted: true,
      cell: (row) => <Time at={row.placedAt} form="list" capital />,
    },
    {
      key: "channel",
      header: t("orders.channel"),
      muted: true,
      hideBelow: "xl",
      cell: (row) => nameIn(locale, { name: row.channel, nameZh: row.channelZh }),
    },
    {
      key: "items",
      header: t("orders.items"),
      ellipsis: 220,
      hideBelow: "lg",
      cell: (row) => (
        <>
          {row.items} {row.unitCount > 1 ? <span className="text-text-3">×{row.unitCount}</span> : null}
        </>
      ),
    },
    {
      key: "total",
      header: t("orders.total"),
      align: "end",
      phone: "aside",
      cell: (row) => <Money minor={row.totalMinor} currency={row.currency} />,
    },
    {
      key: "payment",
      header: t("orders.payment"),
      hideBelow: "md",
      cell: (row) => <PaymentWord status={row.payment} />,
    },
    {
      key: "stage",
      header: t("orders.stage"),
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <StageBadge stage={row.stage} />
          {row.held ? <HeldFlag types={[]} /> : null}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      label={t("orders.title")}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.number}
      rowHref={(row) => `/orders/${row.number}`}
      rowLabel={(row) => row.number}
      empty={<EmptyState kind="nothing" title={t("orders.empty")} />}
    />
  );
}
